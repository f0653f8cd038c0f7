import type { Lines } from "../../dockerfile/lines";
import type { Range } from "../../dockerfile/position";
import { visibleSource } from "../visible";

/** The first line of a range with what is meant underlined; of a very long line only the part around it. */
export function excerpt(lines: Lines, range: Range): string[] {
  const { start, end } = range;
  if (start.line >= lines.count) return [];
  const line = lines.text.slice(lines.start(start.line), lines.end(start.line));
  const last = end.line === start.line ? end.character : line.length;
  const from = Math.max(
    start.line === 0 && line.startsWith("\ufeff") ? 1 : 0,
    windowStart(line, start.character),
  );
  const to = Math.min(line.length, from + windowWidth);
  const prefix = (from > 1 ? "…" : "") + visibleSource(line.slice(from, start.character));
  const marked = visibleSource(line.slice(Math.max(from, start.character), Math.min(last, to)));
  const rest = visibleSource(line.slice(Math.min(last, to), to)) + (to < line.length ? "…" : "");
  const number = String(start.line + 1).padStart(4);
  const underline = "^".repeat(Math.max(1, width(marked)));
  return [
    `${number} | ${prefix}${marked}${rest}`.trimEnd(),
    `${" ".repeat(number.length)} | ${blanks(prefix)}${underline}`,
  ];
}

const windowWidth = 160;

/** Where the shown part begins: the line's start unless what is meant would fall outside. */
function windowStart(line: string, character: number): number {
  if (line.length <= windowWidth || character < windowWidth / 2) return 0;
  return Math.min(character - windowWidth / 4, line.length - windowWidth);
}

/** Room as wide as a text; tabs stay tabs, whatever width the terminal gives them. */
function blanks(text: string): string {
  return [...text]
    .map((character) => (character === "\t" ? "\t" : " ".repeat(width(character))))
    .join("");
}

/** Columns of a terminal: none for combining marks, two for East Asian characters and emoji. */
function width(text: string): number {
  let columns = 0;
  for (const character of text) {
    if (/[\p{M}\u200c\u200d]/u.test(character)) continue;
    columns += wide.test(character) ? 2 : 1;
  }
  return columns;
}

const wide =
  /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Emoji_Presentation}\u3000-\u303f\uff01-\uff60]/u;
