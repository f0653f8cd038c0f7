import type { ImageKindName, OpenedFile, Profile, RepositoryEntry } from "./catalogFile";
import type { ConfigurationFacts } from "./configuration";
import { configurationFacts, distributionFact } from "./configuration";
import { endOfLifeOf, releaseDepth, sourceName } from "./endOfLife";
import { isWindowsTag, officialKind } from "./kind";
import { openCatalog, spread, type OpenedCatalog, type Repository } from "./openedCatalog";
import type { Reference } from "./reference";
import { formatReference, withDefaultTag } from "./reference";

/** A figure with where it is from: shown to people beside it. */
export interface Fact<T> {
  readonly value: T;
  /** Short: `docker-library/repo-info@3179cb4d`. */
  readonly source: string;
  /** ISO date of the figure: `2026-09-19`. */
  readonly date: string;
}

export interface UserFact {
  /** What the image's config carries: `node`, `1000`, `` (root). */
  readonly value: string;
  /** The uid behind it, null where it is not known. */
  readonly uid: number | null;
}

export interface NamedUser {
  readonly name: string;
  readonly uid: number | null;
}

/** The part that an image plays: what people put in a final stage, or what they only build with. */
export type ImageKind = ImageKindName;

export interface EndOfLife {
  /** `Node.js 20`, `Debian 12`. */
  readonly product: string;
  /** ISO date of the last free support by the makers. */
  readonly date: string;
  /** ISO date up to which paid or volunteer support goes on; null where there is none. */
  readonly extendedUntil: string | null;
  /** `endoflife-date/endoflife.date@a70eca33` */
  readonly source?: string;
}

export interface Moved {
  /** The end of a sentence that begins with the image: `is deprecated and not updated since July 2022`. */
  readonly reason: string;
  /** Repository that takes its place, null where there is none. */
  readonly successor: string | null;
  readonly source?: string;
}

export type ImageFamily =
  "dhi" | "chainguard" | "distroless" | "dotnet" | "official" | "redhat" | "other";

/** What is known of one image, tag by tag (linux/amd64 for figures). A missing or null fact is unknown, never "no". */
export interface ImageFacts extends Partial<ConfigurationFacts> {
  /** `docker.io/library/node:24` */
  readonly reference: string;
  readonly family: ImageFamily;
  readonly kind: ImageKind | null;
  readonly user: Fact<UserFact> | null;
  /** Users that exist in it beside root; null where they are not known to be all. */
  readonly otherUsers: readonly NamedUser[];
  /** True where `otherUsers` and root are all there are (hardened runtime images, distroless). */
  readonly allUsersKnown: boolean;
  /** Its entrypoint starts as root and steps down by itself (gosu, su-exec, …). */
  readonly dropsPrivileges: boolean | null;
  readonly shell: boolean | null;
  readonly packageManager: boolean | null;
  readonly compressedBytes: Fact<number> | null;
  readonly packages: Fact<number> | null;
  readonly endOfLife: readonly EndOfLife[];
  readonly moved: Moved | null;
  /** Variables that its own ENV is known to set, with values. Never complete. */
  readonly environment: Readonly<Record<string, string>>;
  /** A lighter tag of the same software, version and distribution family in the catalog, with its size. */
  readonly lighter: { readonly reference: string; readonly compressedBytes: Fact<number> } | null;
}

export interface Catalog {
  /** ISO date of the newest source. */
  readonly date: string;
  /** Source repository → commit and date, for `--version --verbose`. */
  readonly sources: readonly {
    readonly name: string;
    readonly commit: string;
    readonly date: string;
  }[];
  /** What is known of an image; null where the repository is not in the catalog. Unknown tags of known
   *  repositories give facts with nulls. */
  lookup(reference: Reference): ImageFacts | null;
  /** Every image that is listed of a repository (`dhi.io/node`), one for each definition; empty where none. */
  images(repository: string): readonly ListedImage[];
  /** The repositories of hardened families that hold the same software as one (`docker.io/library/node`). */
  successors(repository: string): readonly Successor[];
  /** Every repository that is known by its whole name, in alphabetical order. */
  readonly repositories: readonly string[];
  /** Where releases of a repository's product end on their own: 1 for `24`, 2 for `3.13`; null if unknown. */
  releaseDepth(repository: string, version: string): number | null;
  /** Why the catalog can't be used (cut short, of a newer version), in one sentence; null where it can. */
  readonly problem?: string | null;
}

/** One image of a repository under its tags, as far as choosing among them needs. */
export interface ListedImage extends ConfigurationFacts {
  readonly repository: string;
  readonly tags: readonly string[];
  readonly family: ImageFamily;
  readonly kind: ImageKind | null;
  /** ISO date up to which its own definition promises support; null where it has none. */
  readonly supportedUntil: string | null;
}

export interface Successor {
  readonly family: ImageFamily;
  readonly repository: string;
  /** The match was made by people, not by the name. */
  readonly judged: boolean;
}

/**
 * The catalog over the bytes of its file, which are read on first use. Nothing here throws: where the bytes
 * are no catalog, `problem` says so and every lookup gives null.
 */
export function createCatalog(json: string | Uint8Array): Catalog {
  let opened: OpenedCatalog | undefined;
  const open = (): OpenedCatalog => (opened ??= openCatalog(json));
  return {
    get date() {
      return open().file.date;
    },
    get sources() {
      return sourcesByName(open().file);
    },
    get problem() {
      return open().problem;
    },
    get repositories() {
      return open().file.names;
    },
    lookup: (reference) => lookUp(open(), reference),
    images: (repository) => listed(open(), repository),
    successors: (repository) => successors(open().file, repository),
    releaseDepth: (repository, version) => releaseDepth(open().file, repository, version),
  };
}

/** One line for each source repository, with the newest of its commits that were read. */
function sourcesByName({ sources }: OpenedFile): Catalog["sources"] {
  const newest = new Map<string, { name: string; commit: string; date: string }>();
  for (const [name, commit, date] of sources) {
    const known = newest.get(name);
    if (known === undefined || known.date < date) newest.set(name, { name, commit, date });
  }
  return [...newest.values()];
}

function lookUp(catalog: OpenedCatalog, given: Reference): ImageFacts | null {
  const reference = onHub(withDefaultTag(given));
  const name = `${reference.registry}/${reference.path}`;
  const entry = entryOf(catalog.file, name);
  if (entry === null) return null;
  const { tag } = reference;
  const repository = spread(catalog, entry);
  const row = tag === null ? undefined : repository.rows.get(tag);
  const [profile, place] =
    row === undefined ? profileOf(catalog.file, entry, repository, tag) : [row.profile, row.place];
  const tags = row?.tags ?? (tag === null ? [] : [tag]);
  const size = (of: string): Fact<number> | null => repository.sizes.get(of) ?? null;
  const lighter = tag === null ? undefined : entry.lighter?.[tag];
  const lighterSize = lighter === undefined ? null : size(lighter);
  return {
    reference: formatReference(reference),
    family: entry.family,
    kind: profile?.kind ?? entry.kind ?? kindOf(entry, tags),
    ...usersOf(catalog.file, profile),
    dropsPrivileges: profile?.drops ?? null,
    shell: profile?.shell ?? null,
    packageManager: profile?.manager ?? null,
    compressedBytes: tag === null ? null : size(tag),
    packages: tag === null ? null : (repository.packages.get(tag) ?? null),
    endOfLife: endOfLifeOf(catalog.file, {
      product: entry.product ?? null,
      name: lastPart(reference),
      tag,
      tags,
      profile,
    }),
    moved: movedOf(catalog.file, entry, reference),
    ...configurationFacts(entry, place, profile?.environment),
    distribution: distributionFact(profile?.distribution, name, tag),
    variant: variantOf(entry, profile),
    lighter:
      lighter === undefined || lighterSize === null
        ? null
        : { reference: `${name}:${lighter}`, compressedBytes: lighterSize },
  };
}

/** `registry-1.docker.io` is the address that `docker.io` itself is served from: the same images. */
function onHub(reference: Reference): Reference {
  return reference.registry === "registry-1.docker.io"
    ? { ...reference, registry: "docker.io" }
    : reference;
}

function entryOf(file: OpenedFile, name: string): RepositoryEntry | null {
  const known = file.repository(name);
  if (known !== null) return known;
  const prefix = Object.keys(file.prefixes).find((it) => name.startsWith(it));
  return prefix === undefined ? null : (file.prefixes[prefix] ?? null);
}

/** Words for variants that do not share their repository's usual user. */
const otherwise = /rootless|nonroot|unprivileged|distroless|chisel|(^|-)ubi/;

/**
 * What holds for a tag that is not listed: what a pattern of the repository says, else what is true of all
 * its Linux tags, else nothing. A digest without a tag may be any variant: it is given only what a person
 * checked for the whole repository.
 */
function profileOf(
  file: OpenedFile,
  entry: RepositoryEntry,
  { patterns }: Repository,
  tag: string | null,
): readonly [profile: Profile | null, configurationPlace?: number | undefined] {
  if (tag === null && entry.whole !== true) return [null];
  if (tag !== null) {
    const found = patterns.find(([pattern]) => pattern.test(tag));
    if (found !== undefined) return [found[1], found[2]];
    if (isWindowsTag(tag) || otherwise.test(tag)) return [null];
  }
  return [entry.fallback === undefined ? null : (file.profiles[entry.fallback] ?? null)];
}

function listed(catalog: OpenedCatalog, name: string): readonly ListedImage[] {
  const known = catalog.listed.get(name);
  if (known !== undefined) return known;
  const entry = entryOf(catalog.file, name);
  const images = entry === null ? [] : listedImages(catalog, entry, name);
  // Names below a prefix are without end.
  if (catalog.file.repository(name) !== null) catalog.listed.set(name, images);
  return images;
}

function listedImages(
  catalog: OpenedCatalog,
  entry: RepositoryEntry,
  name: string,
): readonly ListedImage[] {
  return spread(catalog, entry).images.map(({ tags, profile, place }) => ({
    repository: name,
    tags,
    family: entry.family,
    kind: profile.kind ?? entry.kind ?? kindOf(entry, tags),
    supportedUntil: profile.endOfLife?.[0]?.[1] ?? null,
    ...configurationFacts(entry, place, profile.environment),
    distribution: distributionFact(profile.distribution, name, tags[0] ?? null),
    variant: variantOf(entry, profile),
  }));
}

function variantOf(entry: RepositoryEntry, profile: Profile | null): ConfigurationFacts["variant"] {
  if (entry.declared !== true || profile === null) return null;
  return profile.kind === "dev" ? "dev" : "runtime";
}

function successors(file: OpenedFile, name: string): readonly Successor[] {
  const rows = Object.hasOwn(file.counterparts, name) ? file.counterparts[name] : undefined;
  return (rows ?? []).map(([family, repository, judged]) => ({
    family,
    repository,
    judged: judged === 1,
  }));
}

function kindOf(entry: RepositoryEntry, tags: readonly string[]): ImageKind | null {
  return entry.family === "official" ? officialKind(entry.role, tags) : null;
}

function usersOf(
  file: OpenedFile,
  profile: Profile | null,
): Pick<ImageFacts, "user" | "otherUsers" | "allUsersKnown"> {
  const otherUsers = (profile?.others ?? []).map(([name, uid]) => ({ name, uid }));
  const allUsersKnown = profile?.allUsers ?? false;
  if (profile?.user === undefined) return { user: null, otherUsers, allUsersKnown };
  const [value, uid, place] = profile.user;
  const date = file.sources[place]?.[2] ?? "";
  const user = { value: { value, uid }, source: sourceName(file, place), date };
  return { user, otherUsers, allUsersKnown };
}

function movedOf(file: OpenedFile, entry: RepositoryEntry, reference: Reference): Moved | null {
  const { moved } = entry;
  if (moved === undefined) return null;
  if (moved.except !== undefined && new RegExp(moved.except).test(reference.tag ?? "")) return null;
  const successor = moved.successor?.replace("*", lastPart(reference)) ?? null;
  return { reason: moved.reason, successor, source: sourceName(file, moved.source) };
}

function lastPart({ path }: Reference): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
