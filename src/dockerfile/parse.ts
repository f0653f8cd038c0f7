import { readDirectives } from "./directives";
import { Lines, rangesIn } from "./lines";
import { contentStart } from "./logicalLine";
import type { Comment, Directive, Dockerfile, Instruction, Problem } from "./model";
import { instructionProblem, structureProblems } from "./problems";
import { readStages } from "./stages";
import { readStructure } from "./structure";

export interface BaseEnvironment {
  readonly values: Readonly<Record<string, string>>;
  /** These are all: a name that is not among them is known to be unset. */
  readonly complete: boolean;
}

export interface ParseOptions {
  /** `linux/amd64` when left out; taken for the platform that builds as well. */
  readonly platform?: string;
  readonly buildArguments?: Readonly<Record<string, string>>;
  /** What an external image's own ENV is known to set. */
  readonly environmentOf?: (reference: string) => BaseEnvironment;
}

/**
 * Reads a Dockerfile as BuildKit would.
 *
 * @param text the whole file, with or without a byte order mark, any line ends
 * @returns always a value: what BuildKit would refuse is in `problems`, and reading goes on after it.
 *   Linear in the length of the text.
 */
export function parse(text: string, options: ParseOptions = {}): Dockerfile {
  return evaluate(readText(text), options);
}

/** What a text says by itself: the same for every platform, build argument and base image. */
export interface ReadText {
  readonly lines: Lines;
  readonly directives: readonly Directive[];
  readonly escape: "\\" | "`";
  readonly instructions: readonly Instruction[];
  readonly comments: readonly Comment[];
  readonly problems: readonly Problem[];
}

/** The first half of `parse` and most of its work, for a text that is evaluated more than once. */
export function readText(text: string): ReadText {
  const lines = new Lines(text);
  const { directives, escape, problems } = readDirectives(lines);
  const found: Problem[] = [...problems];
  const { instructions, comments } = readInstructions(lines, escape, found);
  return { lines, directives, escape, instructions, comments, problems: found };
}

/** The second half of `parse`: variables, stages, bases and users. The text's own instructions are in it. */
export function evaluate(read: ReadText, options: ParseOptions = {}): Dockerfile {
  const { lines, directives, escape, instructions, comments } = read;
  const { text } = lines;
  const problems: Problem[] = [...read.problems];
  const evaluated = readStages(instructions, escape, options, problems);
  const { stages, globalArguments, imageUses, byName, expandGlobal } = evaluated;
  problems.push(...structureProblems(instructions, stages, text.length));
  return {
    text,
    directives,
    escape,
    comments,
    instructions,
    globalArguments,
    stages,
    imageUses,
    problems: problems.sort((a, b) => a.span.start - b.span.start),
    lineCount: lines.count,
    expandGlobal,
    rangeOf: rangesIn(lines),
    lineStart: (line) => lines.start(line),
    stageNamed: (name) => byName.get(name.toLowerCase()) ?? null,
  };
}

function readInstructions(lines: Lines, escape: string, problems: Problem[]) {
  const instructions: Instruction[] = [];
  const comments: Comment[] = [];
  let next = 0;
  const collectComments = (upTo: number) => {
    for (; next < upTo; next++) collect(lines, next, comments);
  };
  for (const { instruction, problem, lastTextLine, lastLine } of readStructure(lines, escape)) {
    instructions.push(instruction);
    const found = problem ?? instructionProblem(instruction, escape);
    if (found !== null) problems.push(found);
    // What looks like a comment in a heredoc is its text.
    collectComments(lastTextLine + 1);
    next = lastLine + 1;
  }
  collectComments(lines.count);
  return { instructions, comments };
}

/** Keeps a line that is a comment; the first line of an instruction never begins with a #. */
function collect(lines: Lines, line: number, comments: Comment[]) {
  const end = lines.end(line);
  const start = contentStart(lines, line);
  if (lines.text[start] !== "#") return;
  comments.push({ text: lines.text.slice(start + 1, end), span: { start, end }, line });
}
