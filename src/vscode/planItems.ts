import type { Dockerfile } from "../dockerfile/model";
import type { Range, Span } from "../dockerfile/position";
import { replaced } from "../harden/edits";
import type { Plan, PlanChange, PlanRemark } from "../harden/plan";
import type { SpanEdit } from "../lint/rule";
import { plain } from "./markdown";

/** One line of the preview of a plan. */
export interface PlanItem {
  /** What is only to be read edits nothing. */
  readonly kind: "change" | "about" | "left" | "known";
  readonly label: string;
  readonly description: string;
  /** A single edit, since each edit of the preview can be taken out by itself. */
  readonly edit: SpanEdit;
}

/** Where an item stands in the file: what is only to be read is a point there, and changes nothing if ticked. */
export function itemRange({ kind, edit }: PlanItem, { rangeOf }: Dockerfile): Range {
  const range = rangeOf(edit.span);
  // In a compose or bake file a point may come back as the whole value that it lies in.
  return kind === "change" ? range : { start: range.start, end: range.start };
}

/** What of a plan is shown. */
export type ShownPlan = Pick<Plan, "changes" | "left" | "warnings">;

/**
 * A plan as the preview shows it: what can be done, each item independent of the others; and beside it,
 * without an edit, what is left to the person and what has to be known before, at least one such item.
 */
export function planItems(plan: ShownPlan, dockerfile: Dockerfile): readonly PlanItem[] {
  const { remarks, changes, about } = itemsOf(plan, dockerfile);
  const read = remarks.length === 0 ? [about("Nothing more to know", aboutTicks)] : remarks;
  return [...read, ...changes];
}

/**
 * The plans of several files for one preview: each label begins with its file, and what the preview is about
 * comes first.
 *
 * @returns the items of each file, in the order of the files
 */
export function workspaceItems(
  files: readonly {
    readonly path: string;
    readonly plan: ShownPlan;
    readonly dockerfile: Dockerfile;
  }[],
): readonly (readonly PlanItem[])[] {
  const count = files.filter(({ plan }) => plan.changes.length > 0).length;
  const kept = files.length - count;
  const description = [
    aboutTicks,
    ...(kept === 0
      ? []
      : [kept === 1 ? "1 file stays as it is." : `${kept} files stay as they are.`]),
  ];
  return files.map(({ path, plan, dockerfile }, index) => {
    const { remarks, changes, about } = itemsOf(plan, dockerfile);
    const first = count === 1 ? "1 file changes" : `${count} files change`;
    const head = index === 0 ? [about(first, description.join(" "))] : [];
    const named = [...remarks, ...changes].map((item): PlanItem => {
      const { label } = item;
      return {
        ...item,
        label: `${plain(path)}, ${label.charAt(0).toLowerCase()}${label.slice(1)}`,
      };
    });
    return [...head, ...named];
  });
}

function itemsOf(plan: ShownPlan, dockerfile: Dockerfile) {
  const changes = independent(plan.changes, dockerfile.text);
  const taken = changes.map(({ edit }) => edit.span);
  return {
    remarks: [
      ...remarkItems(plan.left, "left", taken, dockerfile),
      ...remarkItems(plan.warnings, "known", taken, dockerfile),
    ],
    changes: changeItems(changes, dockerfile),
    about: (label: string, description: string): PlanItem => {
      return { kind: "about", label, description, edit: nothingAt(0, taken) };
    },
  };
}

const aboutTicks = "Each item with a tick is a change; untick what you do not want.";

const remarkLabels = { left: "Left to you", known: "To know" } as const;

/** Changes that can only be made together. */
interface Together {
  readonly changes: readonly PlanChange[];
  readonly edit: SpanEdit;
}

/**
 * The changes, put together where they share a group, or where one stands amid the text of another: the
 * preview can't take a part out of an edit.
 */
function independent(changes: readonly PlanChange[], text: string): readonly Together[] {
  const made = changes.filter(({ edits }) => edits.length > 0);
  const groups = collected(made, ({ group }) => group);
  const apart: { span: Span; changes: readonly PlanChange[] }[] = [];
  const inOrder = [...groups.values()]
    .map((group) => ({ span: hull(group), changes: group }))
    .sort((one, other) => one.span.start - other.span.start || one.span.end - other.span.end);
  for (const next of inOrder) {
    const last = apart.at(-1);
    if (last === undefined || last.span.end < next.span.start) {
      apart.push(next);
      continue;
    }
    last.span = { start: last.span.start, end: Math.max(last.span.end, next.span.end) };
    last.changes = [...last.changes, ...next.changes];
  }
  return apart.map(({ span, changes: parts }) => ({
    changes: parts,
    edit: joined(span, parts, text),
  }));
}

function hull(changes: readonly PlanChange[]): Span {
  const spans = changes.flatMap(({ edits }) => edits.map(({ span }) => span));
  return {
    start: spans.reduce((least, { start }) => Math.min(least, start), Infinity),
    end: spans.reduce((most, { end }) => Math.max(most, end), 0),
  };
}

/** What a part of the text becomes. */
function joined({ start, end }: Span, changes: readonly PlanChange[], text: string): SpanEdit {
  const edits = changes
    .flatMap((change) => change.edits)
    .map(({ span, newText }) => {
      return { span: { start: span.start - start, end: span.end - start }, newText };
    })
    .sort((one, other) => one.span.start - other.span.start || one.span.end - other.span.end);
  return { span: { start, end }, newText: replaced(text.slice(start, end), edits) };
}

function changeItems(all: readonly Together[], { rangeOf }: Dockerfile): readonly PlanItem[] {
  const lines = all.map(({ edit }) => rangeOf(edit.span).start.line + 1);
  const padded = paddedBeside(lines);
  return all.map(({ changes, edit }, index): PlanItem => {
    const label = unique(changes.map((change) => change.label)).join("; ");
    return {
      kind: "change",
      label: `Line ${padded(lines[index] ?? 0)}: ${plain(label)}`,
      description: plain(unique(changes.map(({ description }) => description)).join(" ")),
      edit,
    };
  });
}

/** The preview sorts labels as text, so 9 gets the width of 10 where both are there. */
function paddedBeside(numbers: readonly number[]): (number: number) => string {
  const digits = String(numbers.reduce((most, number) => Math.max(most, number), 0)).length;
  return (number) => String(number).padStart(digits, figureSpace);
}

const figureSpace = "\u2007";

const unique = (texts: readonly string[]) => [...new Set(texts)];

/** The things of each key, in the order of the first of each. */
function collected<T>(things: readonly T[], keyOf: (thing: T) => string): Map<string, T[]> {
  const lists = new Map<string, T[]>();
  for (const thing of things) {
    const key = keyOf(thing);
    const list = lists.get(key);
    if (list === undefined) lists.set(key, [thing]);
    else list.push(thing);
  }
  return lists;
}

/** One item for all that is said of the same lines; what holds for several lines is said once. */
function remarkItems(
  remarks: readonly PlanRemark[],
  kind: "left" | "known",
  taken: readonly Span[],
  { rangeOf }: Dockerfile,
): readonly PlanItem[] {
  const inOrder = [...remarks].sort((one, other) => one.span.start - other.span.start);
  const lineOf = ({ span }: PlanRemark) => rangeOf(span).start.line + 1;
  const padded = paddedBeside(inOrder.map(lineOf));
  const messages = collected(inOrder, ({ message }) => message);
  const places = collected([...messages.values()], (alike) => {
    const lines = unique(alike.map((remark) => padded(lineOf(remark))));
    return `${lines.length === 1 ? "line" : "lines"} ${lines.join(", ")}`;
  });
  return [...places].map(([lines, said]): PlanItem => {
    const [[first] = []] = said;
    return {
      kind,
      label: `${remarkLabels[kind]}, ${lines}`,
      description: plain(said.flatMap(([remark]) => remark?.message ?? []).join(" ")),
      edit: nothingAt(first?.span.start ?? 0, taken),
    };
  });
}

/** An edit of nothing; not amid the text of a change, where it would get in the way if somebody ticks it. */
function nothingAt(offset: number, taken: readonly Span[]): SpanEdit {
  const around = taken.find(({ start, end }) => start < offset && offset < end);
  const at = around?.start ?? offset;
  return { span: { start: at, end: at }, newText: "" };
}
