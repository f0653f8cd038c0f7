import { type Dockerfile, DockerfileParser } from "dockerfile-ast";
import { readInstruction } from "./instruction";
import type { Lines } from "./lines";
import { continuationAt, isSkipped, leadingLength, LogicalLine } from "./logicalLine";

/**
 * The only file that knows dockerfile-ast, and the one place for its measured faults (0.7.1). It
 * answers where instructions begin; what they say is read by our own code in BuildKit's way.
 *
 * Text that it would read differently from BuildKit is shown to it in a masked form with the same
 * lines: a line that ends in two escape characters does not go on; a line with nothing but an
 * escape character is blank; heredocs (`3<<EOF`, `<< EOF`, in quotes, …) are found by BuildKit's
 * rules and their bodies blanked; directives that BuildKit ignores are no directives; a lone
 * carriage return ends no line; very long lines are shortened, since its cost for them is quadratic.
 * Only `parse` and `getInstructions` are called: `getHeredocs`, `getVariables` and
 * `getAvailableVariables` throw or take quadratic time.
 *
 * @returns the lines (from 0) at which an instruction begins, ascending
 */
export function instructionLines(lines: Lines, escape: string): readonly number[] {
  if (isOrdinary(lines, escape)) {
    const dockerfile = DockerfileParser.parse(lines.text);
    if (dockerfile.getEscapeCharacter() === escape) return startLines(dockerfile);
  }
  return startLines(DockerfileParser.parse(mask(lines, escape)));
}

const startLines = (dockerfile: Dockerfile) =>
  dockerfile.getInstructions().map((instruction) => instruction.getRange().start.line);

const longLine = 2_000;
const shownOfLine = 100;

/** Whether nothing in the text needs masking; nearly every file is ordinary, so this must be cheap. */
function isOrdinary(lines: Lines, escape: string): boolean {
  const { text } = lines;
  if (text.includes("<<") || /\r(?!\n)/.test(text)) return false;
  if (/[\v\f\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/.test(text))
    return false;
  if (escape === "\\" ? /\\\\[ \t]*\r?$/m.test(text) : /``[ \t]*\r?$/m.test(text)) return false;
  if (escape === "\\" ? /^[ \t]*\\[ \t]*\r?$/m.test(text) : /^[ \t]*`[ \t]*\r?$/m.test(text))
    return false;
  return !lines.hasLongerThan(longLine);
}

/** The text with each instruction cut down to the beginning of its first line, all else blank. */
function mask(lines: Lines, escape: string): string {
  const masked: string[] = [];
  for (let line = 0; line < lines.count; line++) {
    if (isSkipped(lines, line) || isLoneEscape(lines, line, escape)) {
      masked.push("");
      continue;
    }
    const logical = LogicalLine.read(lines, line, escape);
    const { lastLine } = readInstruction(logical, lines, escape);
    // The letter stands for whatever the library might take for more than a character.
    masked.push(logical.text.slice(0, shownOfLine).replace(/[^\w.:/ -]/g, "x"));
    for (; line < lastLine; line++) masked.push("");
  }
  return masked.join("\n");
}

/** BuildKit joins such a line with the next, which therefore begins the instruction. */
function isLoneEscape(lines: Lines, line: number, escape: string): boolean {
  const end = lines.end(line);
  const start = lines.start(line);
  return (
    continuationAt(lines.text, start + leadingLength(lines.text, start, end), end, escape) ===
    start + leadingLength(lines.text, start, end)
  );
}
