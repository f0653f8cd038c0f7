import type { Arguments } from "./model";
import type { Lines } from "./lines";
import type { Span } from "./position";

const leadingSpace = /^[\s\u0085]*/;
const byteOrderMark = "\ufeff";

/**
 * One instruction's text with continuation lines joined, and comment and blank lines inside dropped,
 * as BuildKit's parser reads it; every character knows its place in the file.
 */
export class LogicalLine implements Arguments {
  private constructor(
    readonly text: string,
    /** Where each piece begins, in `text` and in the file. */
    private readonly pieces: readonly { readonly at: number; readonly source: number }[],
    /** The last line that belongs to it. */
    readonly lastLine: number,
    /** Offset behind its last character in the file. */
    readonly end: number,
  ) {}

  /** Reads the instruction that begins on `line`; that line is not blank and no comment. */
  static read(lines: Lines, line: number, escape: string): LogicalLine {
    const { text } = lines;
    let start = lines.start(line);
    if (line === 0 && text[0] === byteOrderMark) start++;
    start += leadingLength(text, start, lines.end(line));
    const pieces: { at: number; source: number }[] = [];
    let joined = "";
    let last = line;
    let current = line;
    let position = start;
    for (;;) {
      const lineEnd = lines.end(current);
      const cut = continuationAt(text, position, lineEnd, escape);
      pieces.push({ at: joined.length, source: position });
      joined += text.slice(position, cut ?? lineEnd);
      last = current;
      if (cut === null) break;
      current++;
      while (current < lines.count && isSkipped(lines, current)) last = current++;
      // What follows the last line feed is no line.
      if (last === lines.count - 1 && lines.start(last) === text.length) last--;
      if (current >= lines.count) break;
      position = lines.start(current);
    }
    return new LogicalLine(joined, pieces, last, lines.end(last));
  }

  /** A text that stands in one piece at an offset, as the trigger of an ONBUILD does on one line. */
  part(start: number, end: number): LogicalLine {
    const first = Math.max(0, this.pieceAt(start));
    const pieces = [{ at: 0, source: this.sourceOf(start) }];
    for (let index = first + 1; index < this.pieces.length; index++) {
      const piece = this.pieces[index];
      if (piece === undefined || piece.at >= end) break;
      pieces.push({ at: piece.at - start, source: piece.source });
    }
    return new LogicalLine(this.text.slice(start, end), pieces, this.lastLine, this.end);
  }

  spanOf(start: number, end: number): Span {
    const from = this.sourceOf(start);
    return { start: from, end: end > start ? this.sourceOf(end - 1) + 1 : from };
  }

  private sourceOf(at: number): number {
    const piece = this.pieces[this.pieceAt(at)];
    return piece === undefined ? at : piece.source + (at - piece.at);
  }

  private pieceAt(at: number): number {
    let low = 0;
    let high = this.pieces.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.pieces[middle]?.at ?? 0) <= at) low = middle;
      else high = middle - 1;
    }
    return low;
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
