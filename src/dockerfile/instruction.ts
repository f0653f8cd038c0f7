import { readHeredocs } from "./heredoc";
import type { Lines } from "./lines";
import type { LogicalLine } from "./logicalLine";
import type { Flag, Heredoc, Instruction } from "./model";
import type { Span } from "./position";

/** An instruction with what its reading found wrong. */
export interface ReadInstruction {
  readonly instruction: Instruction;
  readonly lastLine: number;
  readonly problem: { readonly message: string; readonly span: Span } | null;
}

const withHeredocs = new Set(["ADD", "COPY", "RUN"]);
const withJson = new Set(["ADD", "CMD", "COPY", "ENTRYPOINT", "RUN", "SHELL", "VOLUME"]);
const keywordEnd = /[\t\v\f\r ]/;

/**
 * Takes one logical line apart into keyword, flags, arguments and heredocs, as BuildKit's
 * splitCommand and its line parsers do.
 */
export function readInstruction(line: LogicalLine, lines: Lines, escape: string): ReadInstruction {
  const parts = splitCommand(line, escape);
  const { start } = line.spanOf(0, 0);
  if (!line.text.includes("<<") || !canHaveHeredocs(parts)) {
    const instruction = withPlace(parts, { start, end: line.end }, noHeredocs, parts.trigger);
    return { instruction, lastLine: line.lastLine, problem: listProblem(parts) };
  }
  const { heredocs, lastLine, unterminated } = readHeredocs(line.text, lines, line.lastLine);
  const span = { start, end: heredocs.length === 0 ? line.end : lines.end(lastLine) };
  const trigger = parts.trigger && withPlace(parts.trigger, parts.trigger.span, heredocs, null);
  const problem =
    unterminated === null
      ? listProblem(parts)
      : { message: `The heredoc ${unterminated} is never closed.`, span: { start, end: line.end } };
  return { instruction: withPlace(parts, span, heredocs, trigger), lastLine, problem };
}

const noHeredocs: readonly Heredoc[] = [];

/** Written out, since there is one for each instruction of a file and spreading costs thrice as much. */
function withPlace(
  parts: Parts,
  span: Span,
  heredocs: readonly Heredoc[],
  trigger: Instruction | null,
): Instruction {
  const { keyword, keywordSpan, flags, json } = parts;
  return { keyword, keywordSpan, span, flags, arguments: parts.arguments, heredocs, json, trigger };
}

type Parts = Omit<Instruction, "span" | "heredocs">;

function splitCommand(line: LogicalLine, escape: string): Parts {
  const { text } = line;
  const length = text.trimEnd().length;
  let end = text.search(keywordEnd);
  if (end === -1 || end > length) end = length;
  const keyword = text.slice(0, end).toUpperCase();
  const { flags, next } = readFlags(line, end, length, escape);
  const rest = line.part(next, length);
  return {
    keyword,
    keywordSpan: line.spanOf(0, end),
    flags,
    arguments: rest,
    json: jsonForm(keyword, rest.text),
    trigger: keyword === "ONBUILD" && rest.text !== "" ? readTrigger(rest, escape) : null,
  };
}

function readTrigger(line: LogicalLine, escape: string): Instruction {
  const span = line.spanOf(0, line.text.length);
  return withPlace(splitCommand(line, escape), span, noHeredocs, null);
}

/** The strings of an exec form; null for anything else. The second word of HEALTHCHECK CMD counts. */
function jsonForm(keyword: string, text: string): readonly string[] | null {
  const json = keyword === "HEALTHCHECK" ? text.replace(/^\S+\s*/, "") : text;
  if (!json.startsWith("[") || !(withJson.has(keyword) || keyword === "HEALTHCHECK")) return null;
  const list = parseList(json);
  return list?.every((item) => typeof item === "string") ? (list as string[]) : null;
}

function parseList(json: string): readonly unknown[] | null {
  try {
    const value: unknown = JSON.parse(json);
    return Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

/** A JSON list that holds something else than strings is refused; what is no JSON is the shell form. */
function listProblem(parts: Parts): ReadInstruction["problem"] {
  const { keyword, json } = parts;
  const text =
    keyword === "HEALTHCHECK" ? parts.arguments.text.replace(/^\S+\s*/, "") : parts.arguments.text;
  if (json !== null || !text.startsWith("[")) return null;
  if (!withJson.has(keyword) && keyword !== "HEALTHCHECK") return null;
  if (parseList(text) === null) return null;
  return {
    message: `The list of ${keyword} may hold strings only.`,
    span: parts.arguments.spanOf(0, parts.arguments.text.length),
  };
}

function canHaveHeredocs(parts: Parts): boolean {
  const target = parts.keyword === "ONBUILD" ? parts.trigger : parts;
  return target !== null && withHeredocs.has(target.keyword) && target.json === null;
}

/** Reads the words beginning with `--` from `at`; `next` is where the arguments begin. */
function readFlags(
  line: LogicalLine,
  at: number,
  length: number,
  escape: string,
): { flags: readonly Flag[]; next: number } {
  const { text } = line;
  const flags: Flag[] = [];
  let next = skipSpace(text, at, length);
  while (text.startsWith("--", next) && next < length) {
    const word = readFlagWord(text, next, length, escape);
    if (word.value === "--" && word.end < length)
      return { flags, next: skipSpace(text, word.end, length) };
    if (word.value !== "--") flags.push(toFlag(line, word, next));
    next = skipSpace(text, word.end, length);
  }
  return { flags, next };
}

function toFlag(line: LogicalLine, word: { value: string; end: number }, start: number): Flag {
  const equals = word.value.indexOf("=");
  const written = line.text.indexOf("=", start);
  const hasValue = equals !== -1;
  return {
    name: word.value.slice(2, hasValue ? equals : undefined),
    value: hasValue ? word.value.slice(equals + 1) : null,
    span: line.spanOf(start, word.end),
    valueSpan: hasValue ? line.spanOf(written + 1, word.end) : null,
  };
}

function readFlagWord(
  text: string,
  start: number,
  length: number,
  escape: string,
): { value: string; end: number } {
  let value = "";
  let quote = "";
  let at = start;
  for (; at < length; at++) {
    const character = text[at] ?? "";
    if (quote === "" && /\s/.test(character)) break;
    if (quote === "" && (character === "'" || character === '"')) quote = character;
    else if (character === quote) quote = "";
    else if (character === escape) {
      at++;
      if (at < length) value += text[at] ?? "";
    } else value += character;
  }
  return { value, end: Math.min(at, length) };
}

function skipSpace(text: string, start: number, length: number): number {
  let at = start;
  while (at < length && /\s/.test(text[at] ?? "")) at++;
  return at;
}
