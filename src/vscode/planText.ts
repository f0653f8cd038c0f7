import type { Dockerfile } from "../dockerfile/model";
import type { Range } from "../dockerfile/position";
import type { Plan, PlanRemark } from "../harden/plan";
import { plain, withoutLinks } from "./markdown";

/** Something to read about a plan, as a line of a list; choosing it leads to its place. */
export interface RemarkLine {
  readonly label: string;
  readonly detail: string;
  readonly range: Range;
}

/** Each remark with its line, in the order of the file. */
export function remarkLines(
  remarks: readonly PlanRemark[],
  { rangeOf }: Dockerfile,
): readonly RemarkLine[] {
  const inOrder = [...remarks].sort((one, other) => one.span.start - other.span.start);
  return inOrder.map(({ message, span }) => {
    const range = rangeOf(span);
    return { label: `Line ${range.start.line + 1}`, detail: withoutLinks(message), range };
  });
}

/** Why there is nothing to do for a file, for a message: the first three reasons, and how many more. */
export function noPlanText({ left }: Plan, dockerfile: Dockerfile): string {
  if (dockerfile.stages.length === 0) return "There is no FROM in this file, so nothing to harden.";
  if (left.length === 0)
    return "There is nothing to harden in this file: no image of it has to be swapped or split.";
  const reasons = remarkLines(left, dockerfile)
    .slice(0, mostReasons)
    .map(({ label, detail }) => `${label}: ${detail}`);
  const more = left.length - reasons.length;
  const rest = more > 0 ? ` And ${more} more.` : "";
  return `This Dockerfile can't be hardened as it is. ${reasons.join(" ")}${rest}`;
}

const mostReasons = 3;

/** What writing the plan would come to, for the first line of the list from which it is confirmed. */
export function applyText({ changes, left }: Plan): {
  readonly label: string;
  readonly detail: string;
} {
  const count = changes.length === 1 ? "1 change" : `${changes.length} changes`;
  const rest = left.length === 0 ? "" : ` ${leftCount(left.length)} left to you.`;
  return {
    label: `Apply ${count}`,
    detail: `Writes the hardened version into the file; one Undo takes it back.${rest}`,
  };
}

const leftCount = (count: number) =>
  count === 1 ? "One thing below is" : `${count} things below are`;

/** `Dockerfile ↔ hardened`. */
export function comparisonTitle(path: string): string {
  return `${plain(path.slice(path.lastIndexOf("/") + 1))} ↔ hardened`;
}
