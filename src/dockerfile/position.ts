/** A place in a text: line and character count from 0; `character` is in UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** From `start` up to, not including, `end`. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** Offsets into the text in UTF-16 code units, `end` exclusive: cheap to keep, turned into a Range for people. */
export interface Span {
  readonly start: number;
  readonly end: number;
}
