import { Lines } from "../dockerfile/lines";
import type { Position, Range, Span } from "../dockerfile/position";
import type { Revision } from "../harden/edits";
import type { SpanEdit } from "../lint/rule";

/** Where spans of the original text stand in the text of a revision; what is edited itself, whole. */
export function rangesIn({ text, replacements }: Revision): (span: Span) => Range {
  const lines = new Lines(text);
  return (span) => rangeAfter(lines, replacements, span);
}

function rangeAfter(lines: Lines, edits: readonly SpanEdit[], { start, end }: Span): Range {
  const moved = (offset: number, isEnd: boolean): Position => {
    let shift = 0;
    for (const { span, newText } of edits) {
      const change = newText.length - (span.end - span.start);
      if (span.end <= offset) shift += change;
      else if (span.start < offset)
        shift += isEnd ? Math.max(0, span.start + newText.length - offset) : span.start - offset;
    }
    const at = Math.min(offset + shift, lines.text.length);
    const line = lines.lineAt(at);
    return { line, character: at - lines.start(line) };
  };
  return { start: moved(start, false), end: moved(end, true) };
}
