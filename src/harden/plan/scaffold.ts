import type { Span } from "../../dockerfile/position";
import type { SpanEdit } from "../../lint/rule";

/** A place of an edited text, in terms of the text before and of the edits that were made. */
export type Origin =
  | { readonly kind: "kept"; readonly span: Span }
  /** Inside what one of the edits wrote; `start` and `end` count from the beginning of that. */
  | {
      readonly kind: "written";
      readonly edit: number;
      readonly start: number;
      readonly end: number;
    };

/** Finds where a place of a text came from, after edits that are in order and apart from each other. */
export function originOf(edits: readonly SpanEdit[], { start, end }: Span): Origin {
  let shift = 0;
  for (const [edit, { span, newText }] of edits.entries()) {
    const from = span.start + shift;
    if (end <= from && !(start === from && newText === "")) break;
    if (start >= from && end <= from + newText.length && newText !== "")
      return { kind: "written", edit, start: start - from, end: end - from };
    shift += newText.length - (span.end - span.start);
  }
  return { kind: "kept", span: { start: start - shift, end: end - shift } };
}

/** The same, for what is only shown: what was written stands where its edit does. */
export function shownAt(edits: readonly SpanEdit[], span: Span): Span {
  const origin = originOf(edits, span);
  return origin.kind === "kept" ? origin.span : (edits[origin.edit]?.span ?? span);
}
