import type { Attribute, Build, BuildDeclaration } from "./build";
import { absent, mergeDeclarations, reset, resolveBuild, unknown } from "./build";
import type { HclToken } from "./hclTokens";
import { tokenizeHcl } from "./hclTokens";
import { directoryOf } from "./path";
import type { ProjectProblem } from "./yamlText";

export interface BakeTarget {
  readonly build: BuildDeclaration;
  /** Names of the targets it is based on, later ones winning; null: computed. */
  readonly inherits: readonly string[] | null;
}

export interface BakeReading {
  /** As written, in the file's order, before `inherits` is followed. */
  readonly targets: readonly BakeTarget[];
  readonly problems: readonly ProjectProblem[];
}

/**
 * Reads the targets of a bake file, `.json` or HCL by its name (Bake file reference; merging and
 * paths as in buildx 461836b). Only literal strings are read, for `target`, `dockerfile`, `context`
 * and `inherits`: whatever is computed is unknown, and so is a target with a `matrix`. Never
 * throws; linear in the text.
 *
 * @param path The file's own path: contexts start in its folder, where bake is run.
 */
export function readBake(text: string, path: string): BakeReading {
  if (!path.endsWith(".json")) return readHcl(text, path);
  try {
    JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    return { targets: [], problems: [{ message: (error as Error).message, line: 0 }] };
  }
  return { targets: readJson(createSource(text, path, "json")), problems: [] };
}

/**
 * The builds of targets of one folder, in the order in which bake reads their files: those of one
 * name are merged, then `inherits` is followed. A target of which the Dockerfile can't be known is
 * left out.
 */
export function resolveBake(targets: readonly BakeTarget[]): Build[] {
  const byName = new Map<string, MergedTarget>();
  for (const { build, inherits } of targets) {
    const earlier = byName.get(build.name);
    const merged = earlier ?? { build, inherits: [], computed: false };
    merged.build = earlier === undefined ? build : mergeDeclarations(earlier.build, build);
    merged.computed ||= inherits === null;
    for (const name of inherits ?? []) merged.inherits.push(name);
    byName.set(build.name, merged);
  }
  const done = new Map<string, BuildDeclaration>();
  return [...byName.keys()].flatMap((name) => {
    const build = resolveBuild(inherit(name, byName, done, 0));
    return build === null ? [] : [build];
  });
}

/** All that the files say of one target; its bases add up. */
interface MergedTarget {
  build: BuildDeclaration;
  inherits: string[];
  computed: boolean;
}

const deepestInheritance = 200;

function inherit(
  name: string,
  targets: ReadonlyMap<string, MergedTarget>,
  done: Map<string, BuildDeclaration>,
  depth: number,
): BuildDeclaration {
  const ready = done.get(name);
  if (ready !== undefined) return ready;
  const target = targets.get(name);
  if (target === undefined || depth > deepestInheritance) return unknownTarget(name);
  // Stands while the target is followed, so that a circle ends in what is unknown.
  done.set(name, unknownTarget(name));
  const base = target.computed
    ? unknownTarget(name)
    : target.inherits
        .map((inherited) => inherit(inherited, targets, done, depth + 1))
        .reduce(mergeDeclarations, { ...target.build, ...attributes(absent) });
  const result = mergeDeclarations(base, target.build);
  done.set(name, result);
  return result;
}

type Attributes = Pick<BuildDeclaration, "context" | "dockerfile" | "target" | "inline">;

function attributes(all: Attribute): Attributes {
  return { context: all, dockerfile: all, target: all, inline: all };
}

function unknownTarget(name: string): BuildDeclaration {
  return { name, place: { file: "", line: 0 }, directory: ".", ...attributes(unknown) };
}

/** Tokens of a file, with the partner of each opening bracket. */
interface Source {
  readonly path: string;
  readonly tokens: readonly HclToken[];
  /** By opening bracket, the index of its closing one; of the end, where there is none. Else 0. */
  readonly closing: Uint32Array;
}

function createSource(text: string, path: string, syntax: "hcl" | "json"): Source {
  const tokens = tokenizeHcl(text, syntax);
  return { path, tokens, closing: pairBrackets(tokens) };
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

function readHcl(text: string, path: string): BakeReading {
  const source = createSource(text, path, "hcl");
  const targets: BakeTarget[] = [];
  const problems: ProjectProblem[] = [];
  for (const { header, body } of statements(source, 0, source.tokens.length)) {
    const [keyword, label] = header;
    if (body === null || keyword === undefined) continue;
    if (body.end >= source.tokens.length) {
      problems.push({ message: "This block has no end.", line: keyword.line });
    } else if (keyword.text === "target" && header.length === 2 && label?.kind !== "computed") {
      targets.push(readHclTarget(source, label ?? keyword, body));
    }
  }
  return { targets, problems };
}

/** Indices of tokens, `end` exclusive. */
interface Region {
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

function readHclTarget(source: Source, label: HclToken, body: Region): BakeTarget {
  const values = new Map<string, Region>();
  for (const { header, value } of statements(source, body.start, body.end)) {
    const name = header[0]?.text;
    if (value !== null && name !== undefined) values.set(name, value);
  }
  return createTarget(source, label.text, label.line, values);
}

function readJson(source: Source): BakeTarget[] {
  const targets: BakeTarget[] = [];
  for (const { key, value } of members(source, { start: 0, end: source.tokens.length })) {
    if (key.text !== "target") continue;
    for (const { key: name, value: body } of members(source, value)) {
      const values = new Map<string, Region>();
      for (const attribute of members(source, body)) {
        values.set(attribute.key.text, attribute.value);
      }
      targets.push(createTarget(source, name.text, name.line, values));
    }
  }
  return targets;
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

function createTarget(
  source: Source,
  name: string,
  line: number,
  values: ReadonlyMap<string, Region>,
): BakeTarget {
  const place = { file: source.path, line };
  const directory = directoryOf(source.path);
  if (values.has("matrix")) {
    return { build: { name, place, directory, ...attributes(unknown) }, inherits: [] };
  }
  const attribute = (key: string): Attribute => readAttribute(source, values.get(key));
  return {
    build: {
      name,
      place,
      directory,
      context: attribute("context"),
      dockerfile: attribute("dockerfile"),
      target: attribute("target"),
      inline: attribute("dockerfile-inline"),
    },
    inherits: readList(source, values.get("inherits")),
  };
}

function readAttribute(source: Source, region: Region | undefined): Attribute {
  if (region === undefined) return absent;
  const [token, ...others] = source.tokens.slice(region.start, region.end).filter(isNoNewline);
  if (token === undefined || others.length > 0) return unknown;
  if (token.kind === "word" && token.text === "null") return absent;
  if (token.kind !== "text") return unknown;
  if (token.text === "") return reset;
  return { kind: "text", text: token.text, place: { file: source.path, line: token.line } };
}

/** The strings of a list; empty where it is left out, null where it is more than literals. */
function readList(source: Source, region: Region | undefined): string[] | null {
  if (region === undefined) return [];
  const [open, ...rest] = source.tokens.slice(region.start, region.end).filter(isNoNewline);
  if (open?.kind === "word" && open.text === "null" && rest.length === 0) return [];
  const close = rest.pop();
  if (open?.text !== "[" || close?.text !== "]" || close.kind !== "mark") return null;
  const names: string[] = [];
  for (const [index, token] of rest.entries()) {
    const expected = index % 2 === 0 ? token.kind === "text" : token.text === ",";
    if (!expected) return null;
    if (index % 2 === 0) names.push(token.text);
  }
  return names;
}

function isNoNewline(token: HclToken): boolean {
  return token.kind !== "newline";
}
