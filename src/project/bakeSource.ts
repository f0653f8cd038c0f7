import type { HclToken } from "./hclTokens";
import { tokenizeHcl } from "./hclTokens";
import type { ProjectProblem } from "./yamlText";

/** A target as written, with where its attributes stand; those of one name are not merged yet. */
export interface WrittenTarget {
  readonly label: HclToken;
  readonly values: ReadonlyMap<string, Region>;
}

/**
 * Finds the targets of a bake file. Never throws; linear in the text, whatever it is.
 *
 * @param path its name decides between JSON and HCL; JSON that is broken gives a problem and no targets
 */
export function readTargets(
  text: string,
  path: string,
): {
  readonly source: Source;
  readonly targets: readonly WrittenTarget[];
  readonly problems: readonly ProjectProblem[];
} {
  if (!path.endsWith(".json")) {
    const source = createSource(text, "hcl");
    return { source, ...hclTargets(source) };
  }
  try {
    JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    const problems = [{ message: (error as Error).message, line: 0 }];
    return { source: createSource("", "json"), targets: [], problems };
  }
  const source = createSource(text, "json");
  return { source, targets: jsonTargets(source), problems: [] };
}

function hclTargets(source: Source) {
  const targets: WrittenTarget[] = [];
  const problems: ProjectProblem[] = [];
  for (const { header, body } of statements(source, 0, source.tokens.length)) {
    const [keyword, label] = header;
    if (body === null || keyword === undefined) continue;
    if (body.end >= source.tokens.length) {
      problems.push({ message: "This block has no end.", line: keyword.line });
    } else if (keyword.text === "target" && header.length === 2 && label?.kind !== "computed") {
      const values = new Map<string, Region>();
      for (const { header: names, value } of statements(source, body.start, body.end)) {
        const name = names[0]?.text;
        if (value !== null && name !== undefined) values.set(name, value);
      }
      targets.push({ label: label ?? keyword, values });
    }
  }
  return { targets, problems };
}

function jsonTargets(source: Source): WrittenTarget[] {
  const targets: WrittenTarget[] = [];
  for (const { key, value } of members(source, { start: 0, end: source.tokens.length })) {
    if (key.text !== "target") continue;
    for (const { key: label, value: body } of members(source, value)) {
      const values = new Map<string, Region>();
      for (const attribute of members(source, body)) {
        values.set(attribute.key.text, attribute.value);
      }
      targets.push({ label, values });
    }
  }
  return targets;
}

/** The strings of an object that are written out, with their keys; what is computed is left out. */
export function* literals(
  { tokens }: Source,
  { start, end }: Region,
): Generator<{ readonly key: HclToken; readonly value: HclToken }> {
  for (let index = start; index + 2 < end; index += 1) {
    const [key, mark, value, next] = tokens.slice(index, index + 4);
    if (mark?.kind !== "mark" || (mark.text !== "=" && mark.text !== ":")) continue;
    if ((key?.kind !== "word" && key?.kind !== "text") || value?.kind !== "text") continue;
    const ends = next === undefined || next.kind === "newline" || /^[,}]$/.test(next.text);
    if (ends) yield { key, value };
  }
}

/** Tokens of a file, with the partner of each opening bracket. */
export interface Source {
  readonly tokens: readonly HclToken[];
  /** By opening bracket, the index of its closing one; of the end, where there is none. Else 0. */
  readonly closing: Uint32Array;
}

function createSource(text: string, syntax: "hcl" | "json"): Source {
  const tokens = tokenizeHcl(text, syntax);
  return { tokens, closing: pairBrackets(tokens) };
}

const partners = new Map([
  ["}", "{"],
  ["]", "["],
  [")", "("],
]);

/** A brace closes what was left open inside it, so a half-typed list spoils only its own target. */
function pairBrackets(tokens: readonly HclToken[]): Uint32Array {
  const closing = new Uint32Array(tokens.length);
  const open: number[] = [];
  let openBraces = 0;
  for (const [index, { kind, text }] of tokens.entries()) {
    if (kind !== "mark") continue;
    if (text === "{" || text === "[" || text === "(") {
      open.push(index);
      closing[index] = tokens.length;
      if (text === "{") openBraces += 1;
      continue;
    }
    const partner = partners.get(text);
    if (partner === undefined || (partner === "{" && openBraces === 0)) continue;
    const top = open.at(-1);
    if (partner !== "{" && (top === undefined || tokens[top]?.text !== partner)) continue;
    for (let last = open.pop(); last !== undefined; last = open.pop()) {
      closing[last] = index;
      if (tokens[last]?.text === partner) break;
    }
    if (partner === "{") openBraces -= 1;
  }
  return closing;
}

/** Indices of tokens, `end` exclusive. */
export interface Region {
  readonly start: number;
  readonly end: number;
}

/** `a = …` is a header of one word and a value; `a "b" { … }` a header of words and a body. */
interface Statement {
  readonly header: readonly HclToken[];
  readonly value: Region | null;
  readonly body: Region | null;
}

/** The statements of a body, without those of the bodies in it. */
function* statements(source: Source, start: number, end: number): Generator<Statement> {
  const { tokens, closing } = source;
  let header: HclToken[] = [];
  for (let index = start; index < end; index += 1) {
    const token = tokens[index];
    if (token === undefined) return;
    if (token.kind === "word" || token.kind === "text" || token.kind === "computed") {
      header.push(token);
      continue;
    }
    const close = closing[index] ?? 0;
    if (token.text === "=" && header.length === 1) {
      const value = { start: index + 1, end: endOfExpression(source, index + 1, end) };
      yield { header, value, body: null };
      index = value.end;
    } else if (close > 0) {
      if (token.text === "{") {
        yield { header, value: null, body: { start: index + 1, end: Math.min(close, end) } };
      }
      index = close;
    }
    header = [];
  }
}

/** An expression ends with its line, unless a bracket is open. */
function endOfExpression({ tokens, closing }: Source, start: number, end: number): number {
  let index = start;
  while (index < end && tokens[index]?.kind !== "newline") {
    index = (closing[index] || index) + 1;
  }
  return Math.min(index, end);
}

/** The members of an object, or of every object of a list: HCL takes both for a block. */
function* members(
  source: Source,
  { start, end }: Region,
): Generator<{ readonly key: HclToken; readonly value: Region }> {
  const { tokens, closing } = source;
  let key: HclToken | null = null;
  let depth = 0;
  for (let index = start; index < end; index += 1) {
    const token = tokens[index];
    if (token === undefined || token.kind === "newline") continue;
    if (token.kind === "mark" && token.text === ":" && key !== null) {
      let first = index + 1;
      while (tokens[first]?.kind === "newline") first += 1;
      const last = Math.min(closing[first] || first, end - 1);
      yield { key, value: { start: first, end: last + 1 } };
      index = last;
      key = null;
    } else if (token.kind === "mark" && (token.text === "{" || token.text === "[")) {
      // An object in a list is a block, a list in a list is nothing.
      depth += 1;
      if (depth > 2) index = (closing[index] || end) - 1;
    } else if (token.kind === "mark" && (token.text === "}" || token.text === "]")) {
      depth -= 1;
    } else if (token.kind === "text" || token.kind === "computed") {
      key = token;
    }
  }
}
