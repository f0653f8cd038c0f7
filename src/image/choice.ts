import type { Catalog, ListedImage } from "./catalog";
import type { Asked } from "./askedImage";
import type { Difference } from "./counterpartReasons";
import type { None } from "./noCounterpart";
import { parseReference } from "./reference";
import { tagWords, type TagWords } from "./tagWords";

/** The tag that a family has for what is asked, with what is not the same. */
export interface Chosen {
  readonly reference: string;
  readonly image: ListedImage;
  readonly differences: readonly Difference[];
}

export type Choice = Chosen | None;

/** One tag of a family's image. */
export interface Candidate {
  readonly tag: string;
  readonly words: TagWords;
  readonly image: ListedImage;
  /** The version of the image behind the tag. */
  readonly version: readonly number[];
  /** The first day of an end of life: of its own definition, of the software or of the distribution. */
  readonly end: string | null;
}

/** Every tag of a repository, read once for each catalog. */
export function candidatesOf(catalog: Catalog, repository: string): readonly Candidate[] {
  const known = read.get(catalog) ?? new Map<string, readonly Candidate[]>();
  read.set(catalog, known);
  const candidates =
    known.get(repository) ??
    catalog.images(repository).flatMap((image) => candidatesFor(catalog, image));
  known.set(repository, candidates);
  return candidates;
}

const read = new WeakMap<Catalog, Map<string, readonly Candidate[]>>();

function candidatesFor(catalog: Catalog, image: ListedImage): Candidate[] {
  const all = image.tags.map((tag) => [tag, tagWords(tag)] as const);
  const recorded = image.version === null ? [] : tagWords(image.version).version;
  const version = all
    .map(([, words]) => words.version)
    .reduce((a, b) => (b.length > a.length ? b : a), recorded);
  return all.map(([tag, words]) => {
    const reference = parseReference(`${image.repository}:${tag}`);
    const facts = reference === null ? null : catalog.lookup(reference);
    const ends = (facts?.endOfLife ?? []).map(({ date }) => date);
    const own = image.supportedUntil === null ? [] : [image.supportedUntil];
    return { tag, words, image, version, end: [...ends, ...own].sort()[0] ?? null };
  });
}

/** Leaves out what ended before the day: the day of the end itself is the last of support. */
export function dropEnded(
  today: string,
  candidates: readonly Candidate[],
): { living: readonly Candidate[]; ended: string | null } {
  const isOver = ({ end }: Candidate): boolean => end !== null && end < today;
  const over = candidates.filter(isOver).map(({ end }) => end);
  return { living: candidates.filter((it) => !isOver(it)), ended: over.sort().at(-1) ?? null };
}

/**
 * Repositories whose releases keep what was made for an older one of the same major version working: the
 * next release may take the place of one that is not there. Go: go.dev/doc/go1compat. nginx: one
 * configuration format in all of 1.x, read off its change log. Everything else keeps its release.
 */
const compatible = /\/(?:golang|nginx|nginx-unprivileged)$/;

/**
 * How well a version fits, 0 being the best; null where it must not be taken. The releases of a product
 * that end on their own are never left, but for those that are compatible, and then never for an older
 * one that the tag names.
 */
export function versionFit(asked: Asked, candidate: Candidate): number | null {
  const { said, standsFor } = asked;
  const { version } = candidate;
  const wanted = said.length > 0 ? said : standsFor;
  if (wanted.length === 0 || version[0] !== wanted[0]) return null;
  // A moving tag of unknown releases may stay where it is: it must not be older than what is named.
  const older = compare(version.slice(0, 2), said.slice(0, 2)) < 0;
  if (asked.depth === null && said.length > 1 && version.length > 1 && older) return null;
  const depth = Math.min(depthOf(asked), version.length);
  const sameRelease = startsWith(version, standsFor.slice(0, depth));
  const named = candidate.words.version.length > 0 ? candidate.words.version : version;
  const short = said.length > 0 && said.length < depth;
  if (!sameRelease && !short && !mayLeave(asked, version, depth)) return null;
  const text = said.length > 0 ? said : standsFor.slice(0, depthOf(asked));
  const away = sameRelease ? 0 : 100 + 10 * Math.abs((version[1] ?? 0) - (standsFor[1] ?? 0));
  if (startsWith(text, named)) return away + (text.length - named.length);
  if (startsWith(named, text)) return away + 5 + (named.length - text.length);
  return away === 0 ? null : away + Math.abs(named.length - Math.min(text.length, depth));
}

/** How many numbers name a release that is not left. Before 1.0 each second number may change anything. */
export function depthOf({ depth, standsFor }: Asked): number {
  return depth ?? (standsFor[0] === 0 && standsFor.length > 1 ? 2 : 1);
}

function mayLeave(asked: Asked, version: readonly number[], depth: number): boolean {
  if (!compatible.test(asked.repository)) return false;
  const unpinned = asked.said.length < depth;
  return unpinned || compare(version.slice(0, depth), asked.standsFor.slice(0, depth)) > 0;
}

export function startsWith(long: readonly number[], short: readonly number[]): boolean {
  return short.length <= long.length && short.every((number, place) => long[place] === number);
}

export function compare(a: readonly number[], b: readonly number[]): number {
  for (let place = 0; place < Math.max(a.length, b.length); place++) {
    const difference = (a[place] ?? 0) - (b[place] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The versions that there are, as far as releases are told apart: `1.26, 1.27`. */
export function versionsOf(candidates: readonly Candidate[], depth: number): string[] {
  const versions = candidates.map(({ version }) => version.slice(0, depth));
  const texts = versions.sort(compare).map((version) => version.join("."));
  return [...new Set(texts)].filter((text) => text !== "");
}

/** The least of the items by several numbers, compared one after the other. */
export function leastBy<T>(items: readonly T[], keys: (item: T) => readonly number[]): T | null {
  const ranked = items.map((item) => [item, keys(item)] as const);
  return (
    ranked.reduce<readonly [T, readonly number[]] | null>(
      (best, next) => (best === null || compare(next[1], best[1]) < 0 ? next : best),
      null,
    )?.[0] ?? null
  );
}

/** How far a release of a distribution is from the one wanted: the same, else the next, else an older one. */
export function releaseFit(wanted: string | null, release: string | null): number {
  if (wanted === null || release === null || wanted === release) return 0;
  const distance = releaseNumber(release) - releaseNumber(wanted);
  return distance > 0 ? distance : 1000 - distance;
}

function releaseNumber(release: string): number {
  const [major = "0", minor = "0"] = release.split(".");
  return Number(major) * 100 + Number(minor);
}
