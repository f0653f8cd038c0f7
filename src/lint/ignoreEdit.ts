import type { Dockerfile, Instruction } from "../dockerfile/model";
import type { Edit, Finding } from "./finding";
import { ignoreCommentsOf, type IgnoreScope } from "./ignoreComments";
import { type Places, placesIn } from "./places";

/**
 * The edit that makes an ignore comment of ours for a finding: for its instruction (above it, never
 * inside), its whole stage (above the FROM) or the file (below the parser directives, which a comment
 * above them would switch off). A comment of the same scope that is there already gets one more rule.
 *
 * @returns null where there is nothing to write: the rule is named already, or the finding stands in
 *   no instruction or stage
 */
export function ignoreEdit(
  dockerfile: Dockerfile,
  { rule, range, stage }: Pick<Finding, "rule" | "range" | "stage">,
  scope: IgnoreScope = "instruction",
): Edit | null {
  const places = placesIn(dockerfile);
  const offset = dockerfile.lineStart(range.start.line) + range.start.character;
  const target = targetOf(dockerfile, places, { offset, stage, scope });
  if (target === null) return null;
  const comments = ignoreCommentsOf(dockerfile).filter(
    (comment) =>
      comment.scope === scope && isFor(target, scope, comment.comment.span.start, places),
  );
  if (comments.some(({ rules }) => rules.some(({ name }) => name === rule))) return null;
  const existing = comments.find(({ rules }) => rules.length > 0);
  if (existing !== undefined) {
    const { end } = existing.listSpan;
    return { range: dockerfile.rangeOf({ start: end, end }), newText: `,${rule}` };
  }
  const at = target === "file" ? belowDirectives(dockerfile) : lineOf(dockerfile, target);
  const indentation = dockerfile.text.slice(at.start, at.end);
  const word = scope === "instruction" ? "" : `${scope} `;
  const lineEnd = dockerfile.text.includes("\r\n") ? "\r\n" : "\n";
  return {
    range: dockerfile.rangeOf({ start: at.start, end: at.start }),
    newText: `${indentation}# drydock ${word}ignore=${rule}${lineEnd}`,
  };
}

type Target = Instruction | "file";

function targetOf(
  { stages }: Dockerfile,
  places: Places,
  { offset, stage, scope }: { offset: number; stage: number | null; scope: IgnoreScope },
): Target | null {
  if (scope === "file") return "file";
  if (scope === "instruction") return places.instructionAt(offset);
  return (places.stageAt(offset) ?? stages[stage ?? -1] ?? null)?.from ?? null;
}

function isFor(target: Target, scope: IgnoreScope, offset: number, places: Places): boolean {
  if (target === "file") return true;
  return scope === "stage"
    ? places.stageFor(offset)?.from === target
    : places.instructionFor(offset) === target;
}

/** From the beginning of the line on which an instruction begins up to the instruction. */
function lineOf({ rangeOf, lineStart, text }: Dockerfile, { span }: Instruction) {
  const start = lineStart(rangeOf(span).start.line);
  return { start: start + byteOrderMark(text, start), end: span.start };
}

function belowDirectives({ directives, rangeOf, lineStart, text }: Dockerfile) {
  const last = directives.at(-1);
  const start = last === undefined ? 0 : lineStart(rangeOf(last.span).start.line + 1);
  const at = start + byteOrderMark(text, start);
  return { start: at, end: at };
}

const byteOrderMark = (text: string, start: number) => (text[start] === "\ufeff" ? 1 : 0);
