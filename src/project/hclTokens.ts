import type { TextSpan } from "./yamlText";

/** A piece of a bake file. Comments and spaces are left out. */
export interface HclToken {
  /**
   * `text`: a literal string, decoded · `computed`: a string with `${…}` or `%{…}`, or a heredoc ·
   * `word`: an identifier, a keyword or a number · `mark`: any other single character · `newline`.
   */
  readonly kind: "text" | "computed" | "word" | "mark" | "newline";
  readonly text: string;
  /** From 0. */
  readonly line: number;
  /** Where it is written, the quotes of a string included: offsets in UTF-16 code units. */
  readonly span: TextSpan;
}

/**
 * Splits HCL (the native syntax, version 2) or JSON into tokens, one pass over the text. Never
 * throws: what never ends, ends with its line (strings) or the text (comments, heredocs).
 *
 * @param syntax In JSON a quote inside `${…}` is escaped, in HCL it is not.
 */
export function tokenizeHcl(text: string, syntax: "hcl" | "json"): HclToken[] {
  const tokens: HclToken[] = [];
  let line = 0;
  let offset = text.startsWith("\uFEFF") ? 1 : 0;
  while (offset < text.length) {
    const start = offset;
    const startLine = line;
    const character = text[offset] ?? "";
    const add = (kind: HclToken["kind"], value: string, end: number): void => {
      tokens.push({ kind, text: value, line: startLine, span: { start, end } });
    };
    if (character === "\n") {
      add("newline", "\n", offset + 1);
      line += 1;
      offset += 1;
    } else if (character === " " || character === "\t" || character === "\r") {
      offset += 1;
    } else if (character === "#" || text.startsWith("//", offset)) {
      offset = endOfLine(text, offset);
    } else if (text.startsWith("/*", offset)) {
      const end = text.indexOf("*/", offset + 2);
      offset = end === -1 ? text.length : end + 2;
      line += countLines(text, start, offset);
    } else if (character === '"') {
      const string = readString(text, offset, syntax);
      add(string.value === null ? "computed" : "text", string.value ?? "", string.end);
      offset = string.end;
      line += countLines(text, start, offset);
    } else if (syntax === "hcl" && character === "<" && matchAt(heredoc, text, offset) !== null) {
      offset = endOfHeredoc(text, offset);
      add("computed", "", offset);
      line += countLines(text, start, offset);
    } else {
      const found = matchAt(word, text, offset);
      offset += found?.length ?? 1;
      add(found === null ? "mark" : "word", found ?? character, offset);
    }
  }
  return tokens;
}

// Wider than HCL's own identifiers, and with the dots of a traversal: `target.app.context` is a word.
const word = /[\w\u0080-\uFFFF][\w.\u0080-\uFFFF-]*/y;
const heredoc = /<<-?[\w\u0080-\uFFFF-]+\r?\n/y;

function matchAt(pattern: RegExp, text: string, offset: number): string | null {
  pattern.lastIndex = offset;
  return pattern.exec(text)?.[0] ?? null;
}

function endOfLine(text: string, offset: number): number {
  const end = text.indexOf("\n", offset);
  return end === -1 ? text.length : end;
}

function countLines(text: string, start: number, end: number): number {
  let lines = 0;
  for (let at = start; at < end; at += 1) if (text[at] === "\n") lines += 1;
  return lines;
}

/** The offset after the line that holds nothing but the marker. */
function endOfHeredoc(text: string, offset: number): number {
  let start = endOfLine(text, offset) + 1;
  const marker = text.slice(offset, start).replace(/^<<-?/, "").trim();
  while (start < text.length) {
    const end = endOfLine(text, start);
    if (text.slice(start, end).trim() === marker) return end;
    start = end + 1;
  }
  return text.length;
}

/** The string at a quote; `value` is null where it is computed or never ends. */
function readString(
  text: string,
  offset: number,
  syntax: "hcl" | "json",
): { readonly end: number; readonly value: string | null } {
  const parts: string[] = [];
  let at = offset + 1;
  let start = at;
  while (at < text.length) {
    const character = text[at];
    if (character === '"') {
      parts.push(text.slice(start, at));
      return { end: at + 1, value: parts.join("") };
    }
    if (character === "\n") return { end: at, value: null };
    const next = text[at + 1];
    if (character === "\\") {
      const escape = readEscape(text, at);
      parts.push(text.slice(start, at), escape.value);
      at = start = escape.end;
    } else if ((character === "$" || character === "%") && next === character) {
      // `$${` is a literal `${`; two dollar signs before anything else stay two.
      const literal = text[at + 2] === "{";
      parts.push(text.slice(start, at), literal ? `${character}{` : character);
      at = start = at + (literal ? 3 : 1);
    } else if ((character === "$" || character === "%") && next === "{") {
      return { end: endOfTemplate(text, at, syntax), value: null };
    } else {
      at += 1;
    }
  }
  return { end: text.length, value: null };
}

/**
 * The offset after the quote that ends a string with templates, from its first template on. In HCL
 * a template may hold strings with templates, so a stack says what we are in: true is a string,
 * false a template or braces inside one.
 */
function endOfTemplate(text: string, offset: number, syntax: "hcl" | "json"): number {
  const inString = [true];
  for (let at = offset; at < text.length; at += 1) {
    const character = text[at];
    const string = inString.at(-1) === true;
    if (string && character === "\\") {
      at += 1;
    } else if (string && character === "\n") {
      return at;
    } else if (character === '"') {
      if (!string) inString.push(true);
      else if (inString.length === 1) return at + 1;
      else inString.pop();
    } else if (syntax === "hcl" && character === "{") {
      const before = text[at - 1];
      const opens = (before === "$" || before === "%") && text[at - 2] !== before;
      if (!string || opens) inString.push(false);
    } else if (character === "}" && !string) {
      inString.pop();
    }
  }
  return text.length;
}

const escapes = new Map([
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
  ["b", "\b"],
  ["f", "\f"],
]);
const unicodeEscape = /\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8}))/y;

function readEscape(
  text: string,
  offset: number,
): { readonly value: string; readonly end: number } {
  unicodeEscape.lastIndex = offset;
  const unicode = unicodeEscape.exec(text);
  if (unicode !== null) {
    const code = Number.parseInt(unicode[1] ?? unicode[2] ?? "", 16);
    const value = code <= 0x10ffff ? String.fromCodePoint(code) : "\uFFFD";
    return { value, end: unicodeEscape.lastIndex };
  }
  const next = text[offset + 1] ?? "";
  // Everything else, the quote and the backslash among them, stands for itself.
  return next === "\n"
    ? { value: "", end: offset + 1 }
    : { value: escapes.get(next) ?? next, end: offset + 1 + next.length };
}
