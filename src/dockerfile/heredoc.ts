import type { Heredoc } from "./model";
import type { Lines } from "./lines";
import { heredocWords, rawWords } from "./shell";

interface HeredocStart {
  readonly name: string;
  readonly expand: boolean;
  readonly chomp: boolean;
}

/** Reads a word such as `<<EOF`, `3<<-"EOF"` or `<< EOF`; null where it begins no heredoc. */
export function readHeredocWord(word: string): HeredocStart | null {
  const match = /^\d*<<(-?)\s*([^<]*)$/.exec(word);
  const rest = match?.[2] ?? "";
  if (match === null || rest === "") return null;
  const plain = heredocWords(rest, false);
  const [name] = plain;
  if (name === undefined || plain.length !== 1) return null;
  const raw = heredocWords(rest, true)[0] ?? "";
  return { name, chomp: match[1] === "-", expand: countQuotes(raw) === countQuotes(name) };
}

/**
 * The heredocs that a logical line (keyword included) begins, with their bodies read from the lines
 * below `lastLine`. Source: moby/buildkit frontend/dockerfile/parser.
 *
 * @returns the heredocs, the last line used, and the name of one that is never closed, if any: then
 *   its body runs to the end of the file.
 */
export function readHeredocs(
  line: string,
  lines: Lines,
  lastLine: number,
): { heredocs: readonly Heredoc[]; lastLine: number; unterminated: string | null } {
  const heredocs: Heredoc[] = [];
  let current = lastLine;
  for (const word of rawWords(line)) {
    const start = word.includes("<<") ? readHeredocWord(word) : null;
    if (start === null) continue;
    const first = current + 1;
    let end = first;
    while (end < lines.count && !isTerminator(lines, end, start)) end++;
    const contentSpan = { start: lines.start(first), end: lines.start(end) };
    heredocs.push({
      ...start,
      content: lines.text.slice(contentSpan.start, contentSpan.end),
      contentSpan,
    });
    if (end >= lines.count)
      return { heredocs, lastLine: lines.count - 1, unterminated: start.name };
    current = end;
  }
  return { heredocs, lastLine: current, unterminated: null };
}

function isTerminator(lines: Lines, line: number, heredoc: HeredocStart): boolean {
  const end = lines.end(line);
  let start = lines.start(line);
  if (heredoc.chomp) while (lines.text[start] === "\t") start++;
  return end - start === heredoc.name.length && lines.text.startsWith(heredoc.name, start);
}

const countQuotes = (text: string) => text.split(/['"]/).length - 1;
