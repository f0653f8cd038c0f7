import type { Arguments, Word } from "./model";

/** What BuildKit splits keyword, FROM, COPY and the like at. */
const blanks = /[\t\v\f\r ]+/g;

/** The words between blanks, quotes meaning nothing: how BuildKit reads FROM, COPY, ADD and EXPOSE. */
export function blankWords(source: Arguments): readonly Word[] {
  const words: Word[] = [];
  let start = 0;
  const push = (end: number) => {
    if (end > start)
      words.push({ text: source.text.slice(start, end), span: source.spanOf(start, end) });
  };
  for (const match of source.text.matchAll(blanks)) {
    push(match.index);
    start = match.index + match[0].length;
  }
  push(source.text.length);
  return words;
}

/**
 * The words of ENV, ARG and LABEL: split at white space outside quotes, quotes and escapes kept.
 * An unclosed quote takes the rest. Source: moby/buildkit frontend/dockerfile/parser.
 */
export function quotedWords(source: Arguments, escape: string): readonly Word[] {
  const { text } = source;
  const words: Word[] = [];
  let start = -1;
  let quote = "";
  let value = "";
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? "";
    if (start === -1) {
      if (/\s/.test(character)) continue;
      start = at;
    }
    if (quote === "" && /\s/.test(character)) {
      words.push({ text: value, span: source.spanOf(start, at) });
      start = -1;
      value = "";
      continue;
    }
    if (character === escape && quote !== "'") {
      // An escape at the very end says nothing and is dropped.
      if (at + 1 >= text.length) continue;
      value += character + (text[at + 1] ?? "");
      at++;
      continue;
    }
    if (quote === "" && (character === "'" || character === '"')) quote = character;
    else if (character === quote) quote = "";
    value += character;
  }
  if (start !== -1 && value !== "")
    words.push({ text: value, span: source.spanOf(start, text.length) });
  return words;
}

/** One `name=value` of ENV, ARG or LABEL, value as written; null for a bare ARG name. */
export interface Assignment {
  readonly name: string;
  readonly value: string | null;
  /** The whole word. */
  readonly word: Word;
  /** Where the value stands as written, null where there is none. */
  readonly valueSpan: Word["span"] | null;
}

/**
 * What an ENV or LABEL sets. The old form `ENV name value with spaces` sets one. Null where BuildKit
 * refuses it: no value at all, or a word without `=` among words with one.
 */
export function environmentAssignments(
  source: Arguments,
  escape: string,
): readonly Assignment[] | null {
  const words = quotedWords(source, escape);
  const [first] = words;
  if (first === undefined) return null;
  if (!first.text.includes("=")) {
    const match = /^([^\t\v\f\r ]+)[\t\v\f\r ]+/.exec(source.text);
    if (match === null) return null;
    const start = match[0].length;
    const span = source.spanOf(start, source.text.length);
    const value = source.text.slice(start);
    return [{ name: match[1] ?? "", value, word: first, valueSpan: span }];
  }
  const assignments = words.map((word) => assignment(word));
  return assignments.every(({ value, name }) => value !== null && name !== "") ? assignments : null;
}

/** What an ARG declares: `name` or `name=value`, several on a line. Null where BuildKit refuses it. */
export function argumentAssignments(
  source: Arguments,
  escape: string,
): readonly Assignment[] | null {
  const assignments = quotedWords(source, escape).map((word) => assignment(word));
  return assignments.length > 0 && assignments.every(({ name }) => name !== "")
    ? assignments
    : null;
}

function assignment(word: Word): Assignment {
  const at = word.text.indexOf("=");
  if (at === -1) return { name: word.text, value: null, word, valueSpan: null };
  const written = word.span.end - word.span.start === word.text.length;
  return {
    name: word.text.slice(0, at),
    value: word.text.slice(at + 1),
    word,
    // A value that goes over several lines has no single place of its own; the word's is given.
    valueSpan: written ? { start: word.span.start + at + 1, end: word.span.end } : word.span,
  };
}
