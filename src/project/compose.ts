import type { Attribute, Build, BuildDeclaration, Place } from "./build";
import { absent, mergeDeclarations, reset, resolveBuild, unknown } from "./build";
import { interpolate } from "./interpolation";
import { directoryOf, isSamePath, joinPath } from "./path";
import type { ProjectProblem, YamlEntry, YamlMap, YamlValue } from "./yamlText";
import { readYaml } from "./yamlText";

export interface ComposeReading {
  /** Builds as this file alone has them, in its order. */
  readonly builds: readonly Build[];
  /** The services that build, by name, for a file that goes on top of another. */
  readonly services: ReadonlyMap<string, ComposeService>;
  readonly problems: readonly ProjectProblem[];
}

export interface ComposeService {
  /** Null: the build is taken away with `!reset`. */
  readonly build: BuildDeclaration | null;
  /** `!override` or `!reset`: what is written below it no longer counts. */
  readonly replaces: boolean;
}

/**
 * Reads which Dockerfiles and stages a compose file builds (Compose specification, "Build" and
 * "Extends"; paths and merging as in compose-go e70e961). A build of which the Dockerfile hangs on
 * a variable without a default, on another file or on a remote context is left out. Never throws;
 * a broken file gives problems and nothing else.
 *
 * @param path The file's own path: relative contexts start in its folder.
 */
export function readCompose(text: string, path: string): ComposeReading {
  const { roots, problems } = readYaml(text);
  let services: ReadonlyMap<string, ComposeService> = new Map();
  for (const root of roots) {
    const entry = root.kind === "map" ? root.entries.get("services") : undefined;
    if (entry?.value.kind !== "map") continue;
    services = mergeServices(services, readServices(entry.value, path));
  }
  if (problems.length > 0) return { builds: [], services: new Map(), problems };
  return { builds: buildsOf(services), services, problems };
}

/** The services of a file put on top of those of another, as `-f one -f other` does. */
export function mergeServices(
  base: ReadonlyMap<string, ComposeService>,
  own: ReadonlyMap<string, ComposeService>,
): ReadonlyMap<string, ComposeService> {
  const merged = new Map(base);
  for (const [name, service] of own) merged.set(name, mergeService(base.get(name), service));
  return merged;
}

export function buildsOf(services: ReadonlyMap<string, ComposeService>): Build[] {
  return [...services.values()].flatMap(({ build }) => {
    const resolved = build === null ? null : resolveBuild(build);
    return resolved === null ? [] : [resolved];
  });
}

function mergeService(base: ComposeService | undefined, own: ComposeService): ComposeService {
  if (base === undefined || base.build === null || own.build === null || own.replaces) return own;
  return { build: mergeDeclarations(base.build, own.build), replaces: base.replaces };
}

/** The services of one document, with `extends` followed. */
function readServices(written: YamlMap, path: string): Map<string, ComposeService> {
  const services = new Map<string, ComposeService>();
  const done = new Map<string, ComposeService | null>();
  for (const name of written.entries.keys()) {
    const service = extendService(name, written, path, done);
    if (service !== null) services.set(name, service);
  }
  return services;
}

/** The service with what it extends, in turn with what that extends; null: it builds nothing. */
function extendService(
  name: string,
  written: YamlMap,
  path: string,
  done: Map<string, ComposeService | null>,
): ComposeService | null {
  const chain: { readonly name: string; readonly own: ComposeService | null }[] = [];
  const visited = new Set<string>();
  let base: ComposeService | null = null;
  for (let next: string | null = name; next !== null;) {
    const ready = done.get(next);
    if (ready !== undefined) {
      base = ready;
      break;
    }
    const entry: YamlEntry | undefined = written.entries.get(next);
    if (entry === undefined || visited.has(next)) {
      base = unknownService(next, path);
      break;
    }
    visited.add(next);
    chain.push({ name: next, own: readService(next, entry, path) });
    const parent = extended(entry.value, path);
    if (parent === "unknown") base = unknownService(next, path);
    next = parent === "unknown" ? null : parent;
  }
  for (const { name: current, own } of chain.reverse()) {
    base = own === null ? renamed(base, current) : mergeService(base ?? undefined, own);
    done.set(current, base);
  }
  return base;
}

/** A service that may build anything: another file says it. */
function unknownService(name: string, path: string): ComposeService {
  const place = { file: path, line: 0 };
  const directory = directoryOf(path);
  const build = { context: unknown, dockerfile: unknown, target: unknown, inline: unknown };
  return { build: { name, place, directory, ...build, user: unknown }, replaces: false };
}

function renamed(service: ComposeService | null, name: string): ComposeService | null {
  if (service === null || service.build === null) return service;
  return { ...service, build: { ...service.build, name } };
}

/** The service of this file that a service extends; null: none; unknown: one of another file. */
export function extended(service: YamlValue, path: string): string | null | "unknown" {
  if (service.kind !== "map") return null;
  const value = service.entries.get("extends")?.value;
  if (value === undefined || value.kind === "null" || value.tag === "!reset") return null;
  if (value.kind === "text") return interpolate(value.text) ?? "unknown";
  if (value.kind !== "map") return "unknown";
  const file = value.entries.get("file")?.value;
  const name = value.entries.get("service")?.value;
  if (name?.kind !== "text") return "unknown";
  if (file !== undefined && file.kind !== "null") {
    const written = file.kind === "text" ? interpolate(file.text) : null;
    if (written === null || !isSamePath(joinPath(directoryOf(path), written), path))
      return "unknown";
  }
  return interpolate(name.text) ?? "unknown";
}

/** What the service itself says of its build; null: nothing. */
function readService(name: string, { value }: YamlEntry, path: string): ComposeService | null {
  const build = value.kind === "map" ? value.entries.get("build") : undefined;
  if (build === undefined) return null;
  const { tag, kind } = build.value;
  if (tag === "!reset") return { build: null, replaces: true };
  const replaces = tag === "!override";
  if (kind === "null") return null;

  const place: Place = { file: path, line: build.line };
  const declaration: BuildDeclaration = {
    name,
    place,
    directory: directoryOf(path),
    context: absent,
    dockerfile: absent,
    target: absent,
    inline: absent,
    user: readAttribute(value.kind === "map" ? value.entries.get("user") : undefined, path),
  };
  if (build.value.kind !== "map") {
    return { build: { ...declaration, context: readAttribute(build, path) }, replaces };
  }
  const attribute = (key: string): Attribute =>
    build.value.kind === "map" ? readAttribute(build.value.entries.get(key), path) : absent;
  return {
    build: {
      ...declaration,
      context: attribute("context"),
      dockerfile: attribute("dockerfile"),
      target: attribute("target"),
      inline: attribute("dockerfile_inline"),
    },
    replaces,
  };
}

function readAttribute(entry: YamlEntry | undefined, path: string): Attribute {
  if (entry === undefined) return absent;
  const { value, line } = entry;
  if (value.tag === "!reset") return reset;
  if (value.kind === "null") return absent;
  // Compose refuses a number here, so what it would build is not known.
  const text = value.kind === "text" ? interpolate(value.text) : null;
  if (text === null) return unknown;
  return text === "" ? reset : { kind: "text", text, place: { file: path, line } };
}
