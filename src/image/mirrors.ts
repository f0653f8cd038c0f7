import type { Catalog } from "./catalog";
import { Recent } from "./recent";
import { formatReference, parseReference, type Reference } from "./reference";

/**
 * How an organisation's registry names the images of others: the beginning of a name → what stands in its
 * place there. `dhi.io/` → `docker.io/acme/dhi-` makes `docker.io/acme/dhi-node:24` of `dhi.io/node:24`.
 */
export type Mirrors = Readonly<Record<string, string>>;

export const noMirrors: Mirrors = {};

/** What is wrong with a mirror, as the end of a sentence; null where nothing is. */
export function mirrorProblem(from: string, to: string): string | null {
  for (const prefix of [from, to]) {
    if (prefix.trim() === "") return `has an empty side: write it as dhi.io/ → ${example}`;
    if (!prefix.includes("/") || wholePrefix(prefix) === null)
      return `has "${prefix}", with which no image can begin: write it as dhi.io/ → ${example}`;
  }
  return null;
}

const example = "docker.io/acme/dhi-";

/** A reference as a mirror has it, by the longest key that it begins with; unchanged where none fits. */
export function mirrored(reference: string, mirrors: Mirrors): string {
  return replaced(
    reference,
    Object.entries(mirrors).filter(([from]) => from !== ""),
  );
}

function replaced(text: string, pairs: readonly (readonly [string, string])[]): string {
  const [best] = pairs
    .filter(([from]) => text.startsWith(from))
    .sort(([a], [b]) => b.length - a.length);
  if (best === undefined) return text;
  const [from, to] = best;
  const result = `${to}${text.slice(from.length)}`;
  return parseReference(result) === null ? text : result;
}

/** The beginning of a name with its host written out: `acme/dhi-` is `docker.io/acme/dhi-`. */
function wholePrefix(prefix: string): string | null {
  const reference = parseReference(`${prefix}x`);
  if (reference === null || reference.tag !== null || reference.digest !== null) return null;
  return formatReference(reference).slice(0, -1);
}

const cache = new WeakMap<Catalog, Recent<Catalog>>();
/** Folders of a workspace may differ, but not often. */
const mostRemembered = 20;

/**
 * A catalog that knows mirrors as the images that they are: what it says of `dhi.io/node:24` it says of
 * `docker.io/acme/dhi-node:24` as well, and lists the mirror's name in place of the other. The same mirrors
 * give the same catalog, so that what others remember of it lasts.
 */
export function withMirrors(catalog: Catalog, mirrors: Mirrors): Catalog {
  const pairs = Object.entries(mirrors);
  if (pairs.length === 0) return catalog;
  const made = cache.get(catalog) ?? new Recent<Catalog>(mostRemembered);
  cache.set(catalog, made);
  return made.get(JSON.stringify(pairs), () => mirroring(catalog, mirrors));
}

function mirroring(catalog: Catalog, mirrors: Mirrors): Catalog {
  const back = Object.entries(mirrors).flatMap(([from, to]): [string, string][] => {
    const prefix = wholePrefix(to);
    return prefix === null ? [] : [[prefix, from]];
  });
  const originalName = (name: string) => wholeName(replaced(name, back));
  const original = (given: Reference): Reference => {
    const { registry, path } =
      parseReference(originalName(`${given.registry}/${given.path}`)) ?? given;
    return { ...given, registry, path };
  };
  let names: readonly string[] | undefined;
  return {
    get date() {
      return catalog.date;
    },
    get sources() {
      return catalog.sources;
    },
    get problem() {
      return catalog.problem ?? null;
    },
    get repositories() {
      return (names ??= [...new Set(catalog.repositories.map((it) => mirrored(it, mirrors)))]
        .map((it) => wholeName(it))
        .sort());
    },
    lookup(reference) {
      return catalog.lookup(reference) ?? catalog.lookup(original(reference));
    },
    images(repository) {
      const own = catalog.images(repository);
      return own.length > 0 ? own : catalog.images(originalName(repository));
    },
    // What is mirrored stays where it is: nothing takes the place of an image of one's own registry.
    successors: (repository) => catalog.successors(repository),
    releaseDepth: (repository, version) =>
      catalog.releaseDepth(repository, version) ??
      catalog.releaseDepth(originalName(repository), version),
  };
}

/** With its host: a mirror may be written without it. */
function wholeName(name: string): string {
  const reference = parseReference(name);
  return reference === null ? name : formatReference(reference);
}
