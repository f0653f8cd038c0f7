import { DockerfileParser } from "dockerfile-ast";
import { type ReadInstruction, readInstruction } from "./instruction";
import type { Lines } from "./lines";
import { continuationAt, isSkipped, leadingLength, LogicalLine } from "./logicalLine";

/** An instruction, and the last line of its own text: below it stand its heredocs. */
export interface PlacedInstruction extends ReadInstruction {
  readonly lastTextLine: number;
}

/**
 * The only file that knows dockerfile-ast, and the one place for its measured faults (0.7.1). The
 * library is asked where instructions begin; what they say is read by our own code in BuildKit's way.
 *
 * It is asked of an outline: the same lines, each instruction on its first one, all else blank. What
 * it would read differently from BuildKit does not reach it that way: lines that end in two escape
 * characters, lines with nothing but an escape character, heredocs (`3<<EOF`, `<< EOF`, quoted, never
 * closed), directives that BuildKit ignores, a lone carriage return. Nor does what makes it slow: it
 * scans the text of a RUN three times, and its cost for a very long line is quadratic. Only `parse`
 * and `getInstructions` are called: `getHeredocs`, `getVariables` and `getAvailableVariables` throw
 * or take quadratic time.
 */
export function readStructure(lines: Lines, escape: string): readonly PlacedInstruction[] {
  const read = new Map<number, PlacedInstruction>();
  const outline: string[] = [];
  for (let line = 0; line < lines.count; line++) {
    if (isSkipped(lines, line) || isLoneEscape(lines, line, escape)) {
      outline.push("");
      continue;
    }
    const logical = LogicalLine.read(lines, line, escape);
    const { instruction, lastLine, problem } = readInstruction(logical, lines, escape);
    read.set(line, { instruction, lastLine, problem, lastTextLine: logical.lastLine });
    outline.push(head(instruction.keyword, logical.text));
    for (; line < lastLine; line++) outline.push("");
  }
  return startLines(outline).flatMap((line) => read.get(line) ?? []);
}

/** Its tree of a long file costs more than its reading; in an outline no line depends on another. */
const linesAtOnce = 500;

function startLines(outline: readonly string[]): readonly number[] {
  const starts: number[] = [];
  for (let first = 0; first < outline.length; first += linesAtOnce) {
    const text = outline.slice(first, first + linesAtOnce).join("\n");
    if (text.length < linesAtOnce && text.trim() === "") continue;
    for (const instruction of DockerfileParser.parse(text).getInstructions())
      starts.push(first + instruction.getRange().start.line);
  }
  return starts;
}

const longHead = 120;
/** Of the others the library would scan every word, and none of it says where an instruction begins. */
const shownWithArguments = new Set([
  "ARG",
  "FROM",
  "USER",
  "WORKDIR",
  "EXPOSE",
  "STOPSIGNAL",
  "VOLUME",
]);

function head(keyword: string, text: string): string {
  const shown = shownWithArguments.has(keyword)
    ? text.slice(0, longHead)
    : `${keyword.slice(0, longHead)} x`;
  // The letter stands for whatever the library might take for more than a character.
  return shown.replace(/[^\w.:/ =$-]/g, "x");
}

/** BuildKit joins such a line with the next, which therefore begins the instruction. */
function isLoneEscape(lines: Lines, line: number, escape: string): boolean {
  const end = lines.end(line);
  const start = lines.start(line) + leadingLength(lines.text, lines.start(line), end);
  return lines.text[start] === escape && continuationAt(lines.text, start, end, escape) === start;
}
