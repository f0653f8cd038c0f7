import { Composer, LineCounter, Parser, isAlias, isMap, isScalar, isSeq } from "yaml";
import type { Alias, CST, Node, YAMLMap } from "yaml";

/** A value of a YAML text. Aliases are followed and merge keys resolved, but only where one looks. */
export type YamlValue = YamlMap | YamlList | YamlScalar;

export interface YamlMap {
  readonly kind: "map";
  readonly line: number;
  /** `!reset`, or empty. */
  readonly tag: string;
  /** By key; what `<<` brings in comes after the map's own entries and never replaces them. */
  readonly entries: ReadonlyMap<string, YamlEntry>;
  /** Keys written again; the last one counts. */
  readonly duplicates: readonly { readonly key: string; readonly line: number }[];
}

export interface YamlEntry {
  /** Line of the key, from 0. */
  readonly line: number;
  /** The key as written. */
  readonly keySpan: TextSpan;
  readonly value: YamlValue;
}

export interface YamlList {
  readonly kind: "list";
  readonly line: number;
  readonly tag: string;
  readonly items: readonly YamlValue[];
}

export interface YamlScalar {
  /** `other`: a number, or an alias without an anchor. */
  readonly kind: "text" | "boolean" | "null" | "other";
  readonly line: number;
  readonly tag: string;
  /** The text of a string, the spelling of everything else. */
  readonly text: string;
  /** Where it is written, quotes included; of an alias, where its anchor is. */
  readonly span: TextSpan;
}

/** Offsets into the text in UTF-16 code units, `end` exclusive. */
export interface TextSpan {
  readonly start: number;
  readonly end: number;
}

export interface ProjectProblem {
  readonly message: string;
  /** From 0. */
  readonly line: number;
}

export interface YamlReading {
  /** The root of each document; empty where the text has none, or where it is broken. */
  readonly roots: readonly YamlValue[];
  /** Grows while values are looked at: too many merge keys show only then. */
  readonly problems: readonly ProjectProblem[];
}

/**
 * Reads YAML 1.2 (the core schema, with the merge keys of 1.1 as compose has them). Never throws;
 * a text with a syntax error gives problems and no roots, since what is left of it is a guess.
 * Time is linear in the text, and no alias is expanded before its value is asked for.
 */
export function readYaml(text: string): YamlReading {
  const lineCounter = new LineCounter();
  const tokens = [...new Parser(lineCounter.addNewLine).parse(text)];
  const excess = findExcess(tokens);
  if (excess !== null) return { roots: [], problems: [{ message: excess, line: 0 }] };

  // The check for unique keys of the library is quadratic; entries() has its own.
  const composer = new Composer({ schema: "core", uniqueKeys: false, logLevel: "silent" });
  const documents = [...composer.compose(tokens)];
  const lineOf = (offset: number): number => Math.max(0, lineCounter.linePos(offset).line - 1);
  const problems = documents
    .flatMap(({ errors }) => errors)
    .slice(0, mostProblems)
    .map((error) => ({ message: error.message, line: lineOf(error.pos[0]) }));
  if (problems.length > 0) return { roots: [], problems };

  const roots = documents.flatMap(({ contents }) =>
    contents === null ? [] : [createView(contents, lineOf, problems)],
  );
  return { roots, problems };
}

const mostProblems = 20;
/** Composing recurses, and near the end of the stack Node aborts instead of throwing (2026-11). */
const deepestNesting = 100;
/** A megabyte of real compose file has a quarter of this. Compose itself stops at 100,000 nodes. */
const mostNodes = 500_000;
/** Entries copied through `<<`, and how far one leads to the next. */
const mostMergedEntries = 100_000;
const longestMergeChain = 100;

/** What makes the text too much to compose, or null. */
function findExcess(tokens: readonly CST.Token[]): string | null {
  let nodes = 0;
  let strays = 0;
  const pending = tokens.map((token) => ({ token, depth: 0 }));
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { token, depth } = next;
    if (depth > deepestNesting) return `Nested deeper than ${deepestNesting} levels.`;
    if (token.type === "document" && token.value) pending.push({ token: token.value, depth });
    const items = "items" in token ? token.items : [];
    nodes += 1 + items.length;
    if (nodes > mostNodes) return `More than ${mostNodes} values.`;
    strays += countStrays(token);
    if (strays > mostProblems) return "Too many stray characters.";
    for (const { key, value } of items) {
      if (key) pending.push({ token: key, depth: depth + 1 });
      if (value) pending.push({ token: value, depth: depth + 1 });
    }
  }
  return null;
}

/** Tokens that are an error each, and an error costs the library more than all else. */
function countStrays(token: CST.Token): number {
  const end = "end" in token && Array.isArray(token.end) ? token.end : [];
  const items = "items" in token ? token.items : [];
  let strays = token.type === "error" ? 1 : 0;
  strays += countMarks(end, mostMarksAfter);
  if (token.type === "document") strays += countMarks(token.start, mostMarksBefore);
  for (const { start, sep } of items) {
    strays += countMarks(start, mostMarksBefore) + countMarks(sep ?? [], mostMarksBefore);
  }
  return strays;
}

/** A closing bracket. */
const mostMarksAfter = 1;
/** A comma or dash, a question mark or colon, a tag and an anchor. */
const mostMarksBefore = 4;

function countMarks(tokens: readonly CST.SourceToken[], most: number): number {
  let marks = 0;
  for (const { type } of tokens) {
    if (type !== "space" && type !== "newline" && type !== "comment") marks += 1;
  }
  return Math.max(0, marks - most);
}

type Entries = Pick<YamlMap, "entries" | "duplicates">;

function createView(
  root: Node,
  lineOf: (offset: number) => number,
  problems: ProjectProblem[],
): YamlValue {
  const targets = resolveAliases(root);
  const known = new Map<YAMLMap, Entries>();
  const open = new Set<YAMLMap>();
  let merged = 0;
  return view(root);

  function view(written: unknown): YamlValue {
    const node = isAlias(written) ? targets.get(written) : written;
    const line = lineOf((written as Node | null)?.range?.[0] ?? 0);
    if (isMap(node)) {
      return {
        kind: "map",
        line,
        tag: customTag(node.tag),
        get entries() {
          return entriesOf(node).entries;
        },
        get duplicates() {
          return entriesOf(node).duplicates;
        },
      };
    }
    if (isSeq(node)) {
      const tag = customTag(node.tag);
      return {
        kind: "list",
        line,
        tag,
        get items() {
          return node.items.map(view);
        },
      };
    }
    const span = spanOf(isScalar(node) ? node : written);
    if (!isScalar(node)) return { kind: "other", line, tag: "", text: "", span };
    const tag = customTag(node.tag);
    const { value } = node;
    if (typeof value === "string") return { kind: "text", line, tag, text: value, span };
    const text = node.source ?? "";
    if (typeof value === "boolean") return { kind: "boolean", line, tag, text, span };
    return { kind: value === null ? "null" : "other", line, tag, text, span };
  }

  function entriesOf(map: YAMLMap): Entries {
    const ready = known.get(map);
    if (ready !== undefined) return ready;
    const entries = new Map<string, YamlEntry>();
    const duplicates: { key: string; line: number }[] = [];
    const sources: unknown[] = [];
    for (const { key, value } of map.items) {
      if (!isScalar(key)) continue;
      const name = typeof key.value === "string" ? key.value : (key.source ?? "");
      const keySpan = spanOf(key);
      const line = lineOf(keySpan.start);
      if (name === "<<" && key.type === "PLAIN") {
        sources.push(value);
        continue;
      }
      if (entries.has(name)) duplicates.push({ key: name, line });
      const known = value === null ? nothing(line, keySpan) : view(value);
      entries.set(name, { line, keySpan, value: known });
    }
    open.add(map);
    for (const source of sources.flatMap(mapsOf)) mergeInto(entries, source);
    open.delete(map);
    const result = { entries, duplicates };
    known.set(map, result);
    return result;
  }

  function mergeInto(entries: Map<string, YamlEntry>, source: YAMLMap): void {
    // A map may be merged into itself: it adds nothing.
    if (open.has(source)) return;
    if (open.size > longestMergeChain || merged > mostMergedEntries) {
      if (problems.length === 0) problems.push({ message: "Too many merge keys.", line: 0 });
      return;
    }
    for (const [key, entry] of entriesOf(source).entries) {
      merged += 1;
      if (!entries.has(key)) entries.set(key, entry);
    }
  }

  /** The maps that a value of `<<` stands for: one, or those of a list, the first of which wins. */
  function mapsOf(written: unknown): YAMLMap[] {
    const node = isAlias(written) ? targets.get(written) : written;
    if (isMap(node)) return [node];
    if (!isSeq(node)) return [];
    return node.items.map((item) => (isAlias(item) ? targets.get(item) : item)).filter(isMap);
  }
}

/** A key without a value. */
function nothing(line: number, span: TextSpan): YamlScalar {
  return { kind: "null", line, tag: "", text: "", span };
}

function spanOf(node: unknown): TextSpan {
  const [start = 0, end = start] = (node as Node | null)?.range ?? [];
  return { start, end };
}

function customTag(tag: string | undefined): string {
  return tag === undefined || tag.startsWith("tag:yaml.org,2002:") ? "" : tag;
}

/**
 * The node that each alias stands for: the last one before it with that anchor. In one walk, since
 * the library walks the whole document for every alias.
 */
function resolveAliases(root: Node): ReadonlyMap<Alias, Node> {
  const anchors = new Map<string, Node>();
  const targets = new Map<Alias, Node>();
  const pending: unknown[] = [root];
  while (pending.length > 0) {
    const node = pending.pop();
    if (isAlias(node)) {
      const target = anchors.get(node.source);
      if (target !== undefined) targets.set(node, target);
      continue;
    }
    if (isMap(node) || isSeq(node) || isScalar(node)) {
      if (node.anchor !== undefined) anchors.set(node.anchor, node);
    }
    // From the back, so that the walk meets the nodes in the order of the text.
    if (isMap(node)) {
      for (let index = node.items.length - 1; index >= 0; index -= 1) {
        const pair = node.items[index];
        pending.push(pair?.value, pair?.key);
      }
    } else if (isSeq(node)) {
      for (let index = node.items.length - 1; index >= 0; index -= 1)
        pending.push(node.items[index]);
    }
  }
  return targets;
}
