import type { Arguments } from "./model";
import type { Lines } from "./lines";
import type { Span } from "./position";

const leadingSpace = /^[\s\u0085]*/;
const byteOrderMark = "\ufeff";

/**
 * Where each piece of a logical line begins, in its text and in the file: two lists of equal length;
 * a number is the place in the file of the only piece, as nearly every instruction has one line.
 */
type Pieces = number | { readonly at: number[]; readonly source: number[] };

/**
 * One instruction's text with continuation lines joined, and comment and blank lines inside dropped,
 * as BuildKit's parser reads it; every character knows its place in the file.
 */
export class LogicalLine implements Arguments {
  private constructor(
    readonly text: string,
    private readonly pieces: Pieces,
    /** Where `text` begins in the text that the pieces are of. */
    private readonly offset: number,
    /** The last line that belongs to it. */
    readonly lastLine: number,
    /** Offset behind its last character in the file. */
    readonly end: number,
  ) {}

  /** Reads the instruction that begins on `line`; that line is not blank and no comment. */
  static read(lines: Lines, line: number, escape: string): LogicalLine {
    const { text } = lines;
    const start = contentStart(lines, line);
    const firstEnd = lines.end(line);
    const firstCut = continuationAt(text, start, firstEnd, escape);
    if (firstCut === null)
      return new LogicalLine(text.slice(start, firstEnd), start, 0, line, firstEnd);
    const pieces = { at: [0], source: [start] };
    const parts = [text.slice(start, firstCut)];
    let length = firstCut - start;
    let last = line;
    let current = line + 1;
    for (;;) {
      while (current < lines.count && isSkipped(lines, current)) last = current++;
      // What follows the last line feed is no line.
      if (last === lines.count - 1 && lines.start(last) === text.length) last--;
      if (current >= lines.count) break;
      const position = lines.start(current);
      const lineEnd = lines.end(current);
      const cut = continuationAt(text, position, lineEnd, escape);
      const part = text.slice(position, cut ?? lineEnd);
      pieces.at.push(length);
      pieces.source.push(position);
      parts.push(part);
      length += part.length;
      last = current++;
      if (cut === null) break;
    }
    return new LogicalLine(parts.join(""), pieces, 0, last, lines.end(last));
  }

  /** A part of it as a logical line of its own: the arguments, or the trigger of an ONBUILD. */
  part(start: number, end: number): LogicalLine {
    const text = this.text.slice(start, end);
    return new LogicalLine(text, this.pieces, this.offset + start, this.lastLine, this.end);
  }

  spanOf(start: number, end: number): Span {
    const from = this.sourceOf(start);
    return { start: from, end: end > start ? this.sourceOf(end - 1) + 1 : from };
  }

  private sourceOf(at: number): number {
    const place = at + this.offset;
    if (typeof this.pieces === "number") return this.pieces + place;
    const { at: starts, source } = this.pieces;
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= place) low = middle;
      else high = middle - 1;
    }
    return (source[low] ?? 0) + place - (starts[low] ?? 0);
  }
}

/** Whether a line is blank or a comment, by BuildKit's rule (any white space may stand before the #). */
export function isSkipped(lines: Lines, line: number): boolean {
  const end = lines.end(line);
  const at = contentStart(lines, line);
  return at >= end || lines.text[at] === "#";
}

/** Where a line's text begins, behind white space and the file's byte order mark. */
export function contentStart(lines: Lines, line: number): number {
  const start = lines.start(line) + (line === 0 && lines.text[0] === byteOrderMark ? 1 : 0);
  return start + leadingLength(lines.text, start, lines.end(line));
}

/** How much white space, by BuildKit's rule, a line begins with. */
export function leadingLength(text: string, start: number, end: number): number {
  let at = start;
  for (; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === 32 || (code >= 9 && code <= 13)) continue;
    if (code < 128 || text[at] === byteOrderMark) break;
    if ((leadingSpace.exec(text[at] ?? "")?.[0].length ?? 0) === 0) break;
  }
  return at - start;
}

/**
 * Where the text of a line that goes on ends: before its escape character, which has only blanks
 * behind it and no second escape character before it. Null for a line that does not go on.
 */
export function continuationAt(
  text: string,
  start: number,
  end: number,
  escape: string,
): number | null {
  let at = end - 1;
  while (at >= start && (text[at] === " " || text[at] === "\t")) at--;
  if (at < start || text[at] !== escape) return null;
  return at > start && text[at - 1] === escape ? null : at;
}
