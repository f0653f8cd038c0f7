import type { Position, Range, Span } from "./position";

/** The lines of a text as BuildKit splits them: at each line feed, a carriage return before it dropped. */
export class Lines {
  /** Offset at which each line begins. */
  private readonly starts: readonly number[];

  constructor(readonly text: string) {
    const starts = [0];
    for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1))
      starts.push(at + 1);
    this.starts = starts;
  }

  get count(): number {
    return this.starts.length;
  }

  /** Offset of the line's first character; the text's length past the last line. */
  start(line: number): number {
    return this.starts[line] ?? this.text.length;
  }

  /** Offset behind the line's last character, line end left out. */
  end(line: number): number {
    const next = this.starts[line + 1];
    let end = next === undefined ? this.text.length : next - 1;
    while (end > this.start(line) && this.text[end - 1] === "\r") end--;
    return end;
  }

  /** The line in which an offset lies. */
  lineAt(offset: number): number {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.start(middle) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

/** Turns offsets into a text into lines and characters, counted from 0. */
export function rangesIn(text: string | Lines): (span: Span) => Range {
  const lines = typeof text === "string" ? new Lines(text) : text;
  const positionOf = (offset: number): Position => {
    const line = lines.lineAt(offset);
    return { line, character: offset - lines.start(line) };
  };
  return ({ start, end }) => ({ start: positionOf(start), end: positionOf(end) });
}
