import { editsOf } from "../../harden/edits";
import type { FixResult, Remark } from "../../harden/fixing";
import { visible, visibleJson } from "../visible";
import { toEdit, toOneBased } from "./json";

/** `drydock fix --format json`: the edits are of the text before, `text` is the text after, both exact. */
export function formatFixJson(files: readonly FixReport[]): string {
  return (
    visibleJson({
      version: 1,
      files: files.map(({ path, result, warnings }) => ({
        path,
        edits: editsOf(result.revision).map(toEdit),
        blocked: result.blocked.map(toRemark),
        warnings: warnings.map(toRemark),
        text: result.revision.text,
      })),
    }) + "\n"
  );
}

/** One file, what was done to it, and what the person should know beside that. */
export interface FixReport {
  readonly path: string;
  readonly result: FixResult;
  readonly warnings: readonly Remark[];
}

function toRemark({ message, range }: Remark) {
  return { message: visible(message), range: toOneBased(range) };
}
