import type { Dockerfile, Instruction } from "../../dockerfile/model";
import type { Span } from "../../dockerfile/position";

/** The text of a file as whole lines: what a plan moves is moved with its comments, and its line end. */
export class FileLines {
  readonly lineEnd: string;
  private readonly commentLines: ReadonlySet<number>;

  constructor(readonly dockerfile: Dockerfile) {
    this.lineEnd = /^[^\n]*\r\n/.test(dockerfile.text) ? "\r\n" : "\n";
    const directives = new Set(dockerfile.directives.map(({ span }) => span.start));
    this.commentLines = new Set(
      dockerfile.comments.filter(({ span }) => !directives.has(span.start)).map(({ line }) => line),
    );
  }

  /** As written, from the keyword to the end, heredocs included. */
  written({ span }: Instruction): string {
    return this.dockerfile.text.slice(span.start, span.end);
  }

  slice({ start, end }: Span): string {
    return this.dockerfile.text.slice(start, end);
  }

  /** The comments directly above an instruction, each with its line end; empty where there are none. */
  commentsAbove(instruction: Instruction): string {
    const { text } = this.dockerfile;
    return text.slice(this.startWithComments(instruction), this.lineStart(instruction));
  }

  /** Where the lines of an instruction begin, the comments directly above it among them. */
  startWithComments(instruction: Instruction): number {
    let line = this.lineOf(instruction.span.start);
    while (this.commentLines.has(line - 1)) line--;
    return this.dockerfile.lineStart(line);
  }

  /** The whole lines of an instruction with the comments above it, and the empty line that would double. */
  wholeLines(instruction: Instruction): Span {
    const { text } = this.dockerfile;
    const start = this.startWithComments(instruction);
    const next = text.indexOf("\n", instruction.span.end);
    let end = next === -1 ? text.length : next + 1;
    const isAfterBlank =
      start === 0 || /(?:^|\n)[ \t]*\r?\n$/.test(text.slice(Math.max(0, start - 200), start));
    const blank = /^(?:[ \t]*\r?\n)+/.exec(text.slice(end, end + 200))?.[0];
    if (isAfterBlank && blank !== undefined) end += blank.length;
    return { start, end };
  }

  private lineStart({ span }: Instruction): number {
    return this.dockerfile.lineStart(this.lineOf(span.start));
  }

  private lineOf(offset: number): number {
    return this.dockerfile.rangeOf({ start: offset, end: offset }).start.line;
  }
}
