import { Lines } from "../dockerfile/lines";
import type { Position, Range } from "../dockerfile/position";
import type { Edit, Fix } from "../lint/finding";
import type { SpanEdit } from "../lint/rule";

/** A text after any number of edits, with what they come to in the text that it was at first. */
export interface Revision {
  readonly original: string;
  readonly text: string;
  /** In order, apart from each other; offsets into `original`. */
  readonly replacements: readonly SpanEdit[];
}

export function unrevised(text: string): Revision {
  return { original: text, text, replacements: [] };
}

/** Applies edits, whose ranges are of `revision.text` and do not overlap. Line ends stay the file's. */
export function applyEdits(revision: Revision, edits: readonly Edit[]): Revision {
  const { original, text } = revision;
  const lineEnd = /^[^\n]*\r\n/.test(text) ? "\r\n" : "\n";
  const spans = toSpanEdits(text, edits).map(({ span, newText }) => ({
    span,
    newText: newText.replace(/\r?\n/g, lineEnd),
  }));
  const replacements = toReplacements(edited(toPieces(revision), spans), original.length);
  return { original, text: replaced(original, replacements), replacements };
}

/** Takes the fixes in order and leaves out each that gets in the way of one before it. */
export function withoutOverlaps(
  text: string,
  fixes: readonly Fix[],
): { readonly taken: readonly Fix[]; readonly left: readonly Fix[] } {
  const taken: Fix[] = [];
  const left: Fix[] = [];
  const lines = new Lines(text);
  const occupied = new Map<number, SpanEdit[]>();
  for (const fix of fixes) {
    const spans = fix.edits.map((edit) => toSpanEdit(lines, edit));
    const ownOverlap = spans.some((one, index) =>
      spans.slice(index + 1).some((other) => overlap(one, other, false)),
    );
    const neighbours = fix.edits.flatMap(linesOf).flatMap((line) => occupied.get(line) ?? []);
    if (
      ownOverlap ||
      spans.some((span) => neighbours.some((other) => overlap(span, other, true)))
    ) {
      left.push(fix);
      continue;
    }
    taken.push(fix);
    fix.edits.forEach((edit, index) => {
      for (const line of linesOf(edit)) {
        const list = occupied.get(line) ?? [];
        occupied.set(line, [...list, ...spans.slice(index, index + 1)]);
      }
    });
  }
  return { taken, left };
}

/** A text with replacements, given in order, carried out. */
export function replaced(text: string, replacements: readonly SpanEdit[]): string {
  let result = "";
  let at = 0;
  for (const { span, newText } of replacements) {
    result += text.slice(at, span.start) + newText;
    at = span.end;
  }
  return result + text.slice(at);
}

/** The replacements as edits with lines and characters of the original. */
export function editsOf({ original, replacements }: Revision): readonly Edit[] {
  const lines = new Lines(original);
  const position = (offset: number): Position => {
    const line = lines.lineAt(offset);
    return { line, character: offset - lines.start(line) };
  };
  return replacements.map(({ span, newText }) => {
    const range: Range = { start: position(span.start), end: position(span.end) };
    return { range, newText };
  });
}

/** Two insertions at one place, or one at the edge of another edit, leave their order open. */
function overlap(one: SpanEdit, other: SpanEdit, touching: boolean): boolean {
  const isInsertion = one.span.start === one.span.end || other.span.start === other.span.end;
  return touching && isInsertion
    ? one.span.start <= other.span.end && other.span.start <= one.span.end
    : one.span.start < other.span.end && other.span.start < one.span.end;
}

function linesOf({ range: { start, end } }: Edit): number[] {
  return Array.from({ length: end.line - start.line + 1 }, (_, index) => start.line + index);
}

function toSpanEdits(text: string, edits: readonly Edit[]): SpanEdit[] {
  const lines = new Lines(text);
  return edits
    .map((edit) => toSpanEdit(lines, edit))
    .sort((one, other) => one.span.start - other.span.start || one.span.end - other.span.end);
}

function toSpanEdit(lines: Lines, { range, newText }: Edit): SpanEdit {
  const offset = ({ line, character }: Position) =>
    Math.min(lines.start(line) + character, lines.text.length);
  return { span: { start: offset(range.start), end: offset(range.end) }, newText };
}

/** A part of a revised text: characters kept from the original, or new ones. */
type Piece =
  | { readonly kind: "kept"; readonly start: number; readonly end: number }
  | { readonly kind: "new"; readonly text: string };

function toPieces({ original, replacements }: Revision): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const { span, newText } of replacements) {
    pieces.push({ kind: "kept", start: at, end: span.start }, { kind: "new", text: newText });
    at = span.end;
  }
  pieces.push({ kind: "kept", start: at, end: original.length });
  return pieces;
}

/** Cuts the pieces at the edits, in one walk over both. */
function edited(pieces: readonly Piece[], edits: readonly SpanEdit[]): Piece[] {
  const result: Piece[] = [];
  const waiting = [...pieces].reverse();
  let at = 0;
  const takeUpTo = (offset: number): Piece[] => {
    const taken: Piece[] = [];
    while (at < offset) {
      const piece = waiting.pop();
      if (piece === undefined) break;
      const [first, rest] = cut(piece, offset - at);
      taken.push(first);
      at += size(first);
      if (rest !== null) waiting.push(rest);
    }
    return taken;
  };
  for (const { span, newText } of edits) {
    result.push(...takeUpTo(span.start), { kind: "new", text: newText });
    takeUpTo(span.end);
  }
  return result.concat(waiting.reverse());
}

function cut(piece: Piece, length: number): [Piece, Piece | null] {
  if (size(piece) <= length) return [piece, null];
  if (piece.kind === "new") {
    const { text } = piece;
    return [
      { kind: "new", text: text.slice(0, length) },
      { kind: "new", text: text.slice(length) },
    ];
  }
  const middle = piece.start + length;
  return [
    { kind: "kept", start: piece.start, end: middle },
    { kind: "kept", start: middle, end: piece.end },
  ];
}

function size(piece: Piece): number {
  return piece.kind === "new" ? piece.text.length : piece.end - piece.start;
}

/** What stands between the kept pieces takes the place of what was dropped there. */
function toReplacements(pieces: readonly Piece[], originalLength: number): SpanEdit[] {
  const result: SpanEdit[] = [];
  let at = 0;
  let newText = "";
  const close = (start: number) => {
    if (newText !== "" || start > at) result.push({ span: { start: at, end: start }, newText });
    newText = "";
  };
  for (const piece of pieces) {
    if (piece.kind === "new") newText += piece.text;
    else if (piece.start < piece.end) {
      close(piece.start);
      at = piece.end;
    }
  }
  close(originalLength);
  return result;
}
