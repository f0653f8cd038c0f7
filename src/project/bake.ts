import type { Attribute, Build, BuildDeclaration } from "./build";
import { absent, mergeDeclarations, reset, resolveBuild, unknown } from "./build";
import { readTargets } from "./bakeSource";
import type { Region, Source, WrittenTarget } from "./bakeSource";
import type { HclToken } from "./hclTokens";
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
  const { source, targets, problems } = readTargets(text, path);
  return { targets: targets.map((target) => createTarget(source, path, target)), problems };
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

type Attributes = Pick<BuildDeclaration, "context" | "dockerfile" | "target" | "inline" | "user">;

function attributes(all: Attribute): Attributes {
  return { context: all, dockerfile: all, target: all, inline: all, user: all };
}

function unknownTarget(name: string): BuildDeclaration {
  return { name, place: { file: "", line: 0 }, directory: ".", ...attributes(unknown) };
}

function createTarget(
  source: Source,
  path: string,
  { label: { text: name, line }, values }: WrittenTarget,
): BakeTarget {
  const place = { file: path, line };
  const directory = directoryOf(path);
  if (values.has("matrix")) {
    return { build: { name, place, directory, ...attributes(unknown) }, inherits: [] };
  }
  const attribute = (key: string): Attribute => readAttribute(source, path, values.get(key));
  return {
    build: {
      name,
      place,
      directory,
      context: attribute("context"),
      dockerfile: attribute("dockerfile"),
      target: attribute("target"),
      inline: attribute("dockerfile-inline"),
      user: absent,
    },
    inherits: readList(source, values.get("inherits")),
  };
}

function readAttribute(source: Source, path: string, region: Region | undefined): Attribute {
  if (region === undefined) return absent;
  const [token, ...others] = source.tokens.slice(region.start, region.end).filter(isNoNewline);
  if (token === undefined || others.length > 0) return unknown;
  if (token.kind === "word" && token.text === "null") return absent;
  if (token.kind !== "text") return unknown;
  if (token.text === "") return reset;
  return { kind: "text", text: token.text, place: { file: path, line: token.line } };
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
