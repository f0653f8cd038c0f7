import type { EndOfLife } from "./catalog";
import type { OpenedFile, Profile, ProductRow } from "./catalogFile";

/** What is known of an image for the question of how long it is supported. */
export interface Lifetime {
  /** Product of endoflife.date that the repository is, null where it is none of them. */
  readonly product: string | null;
  /** The last part of the repository's name: distroless names say the distribution. */
  readonly name: string;
  readonly tag: string | null;
  /** All tags of the same image when the lists were read, the tag itself among them. */
  readonly tags: readonly string[];
  readonly profile: Profile | null;
}

/**
 * The ends of support that apply to an image: its software first, then the distribution it stands on. The
 * dates are endoflife.date's `eol` and `eoes`; a family's own date takes the place of the product's.
 *
 * A release that the tag names (`node:20`, `-bookworm`) counts with any date. One that the tag only pointed
 * at when the lists were read (`node:lts`, `dhi.io/nats:2`) counts where its support had ended by then:
 * otherwise the tag will have moved on by the day it ends.
 */
export function endOfLifeOf(file: OpenedFile, lifetime: Lifetime): readonly EndOfLife[] {
  const ends = [softwareEnd(file, lifetime), distributionEnd(file, lifetime)];
  return ends.filter((end) => end !== null);
}

function softwareEnd(file: OpenedFile, lifetime: Lifetime): EndOfLife | null {
  const { product, tag, tags, profile } = lifetime;
  const row = product === null ? undefined : file.products[product];
  const named = row === undefined || tag === null ? null : releaseNamed(file, row, [tag]);
  const own = profile?.endOfLife?.[0];
  if (own !== undefined) return ownEnd(file, lifetime, own, named);
  if (named !== null || row === undefined) return named;
  return endedWhenListed(file, releaseNamed(file, row, tags));
}

/** A family's date is that of one release: a tag that names no more than a major version moves on. */
function ownEnd(
  file: OpenedFile,
  { name, tag }: Lifetime,
  [title, date, place]: NonNullable<Profile["endOfLife"]>[number],
  named: EndOfLife | null,
): EndOfLife | null {
  const version = versionIn(tag ?? "");
  const exact =
    version.length > 1 || distributionIn(tag ?? "") !== null || distributionIn(name) !== null;
  if (named === null && !exact) return null;
  const product = named?.product ?? `${title} ${version.slice(0, 2).join(".")}`.trim();
  return { product, date, extendedUntil: null, source: sourceName(file, place) };
}

function distributionEnd(file: OpenedFile, lifetime: Lifetime): EndOfLife | null {
  const { product, name, tag, profile } = lifetime;
  const said = distributionIn(tag ?? "") ?? distributionIn(name);
  const slug = said ?? profile?.distribution ?? null;
  if (slug === null || slug.startsWith(`${product}/`)) return null;
  const [distribution = "", cycle = ""] = slug.split("/");
  const row = file.products[distribution];
  const end = row === undefined ? null : endOf(file, row, cycle);
  return said === null ? endedWhenListed(file, end) : end;
}

function endedWhenListed(file: OpenedFile, end: EndOfLife | null): EndOfLife | null {
  return end !== null && end.date <= file.listed ? end : null;
}

/** How many numbers name a release of a repository's product that ends on its own: 2 for Python's `3.13`. */
export function releaseDepth(file: OpenedFile, repository: string, version: string): number | null {
  const product = file.repository(repository)?.product;
  const row = product === undefined ? undefined : file.products[product];
  if (row === undefined) return null;
  const [major] = version.split(".");
  const depths = row[2]
    .map(([cycle]) => cycle.split("."))
    .filter((parts) => parts[0] === major)
    .map((parts) => parts.length);
  return depths.length === 0 ? null : Math.max(...depths);
}

/** `docker-library/repo-info@3179cb4d` */
export function sourceName(file: OpenedFile, place: number): string {
  const [name, commit] = file.sources[place] ?? ["unknown", ""];
  return /^[0-9a-f]{40}$/.test(commit) ? `${name}@${commit.slice(0, 8)}` : `${name}@${commit}`;
}

/** The release that the most exact version, else a codename, among some tags stands for. */
function releaseNamed(
  file: OpenedFile,
  row: ProductRow,
  tags: readonly string[],
): EndOfLife | null {
  const versions = tags.map(versionIn).sort((a, b) => b.length - a.length);
  for (const version of versions) {
    for (let length = version.length; length > 0; length--) {
      const found = endOf(file, row, version.slice(0, length).join("."));
      if (found !== null) return found;
    }
  }
  const words = new Set(tags.flatMap((tag) => tag.split("-")));
  const named = row[2].find(([, , , codename]) => codename !== undefined && words.has(codename));
  return named === undefined ? null : endOf(file, row, named[0]);
}

/** The number that a tag begins with: `24.19.0-slim` → 24, 19, 0. Red Hat's old images say `centos7`. */
function versionIn(tag: string): readonly string[] {
  const found = /^(?:v|centos)?(\d+(?:\.\d+)*)/.exec(tag)?.[1];
  return found === undefined ? [] : found.split(".");
}

function endOf(file: OpenedFile, row: ProductRow, cycle: string): EndOfLife | null {
  const [title, source, cycles] = row;
  const found = cycles.find(([name]) => name === cycle);
  if (found === undefined) return null;
  const extendedUntil = found[2] === 0 ? null : found[2];
  return {
    product: `${title} ${cycle}`,
    date: found[1],
    extendedUntil,
    source: sourceName(file, source),
  };
}

const codenames: ReadonlyMap<string, string> = new Map([
  ["jessie", "debian/8"],
  ["stretch", "debian/9"],
  ["buster", "debian/10"],
  ["bullseye", "debian/11"],
  ["bookworm", "debian/12"],
  ["trixie", "debian/13"],
  ["trusty", "ubuntu/14.04"],
  ["xenial", "ubuntu/16.04"],
  ["bionic", "ubuntu/18.04"],
  ["focal", "ubuntu/20.04"],
  ["jammy", "ubuntu/22.04"],
  ["noble", "ubuntu/24.04"],
  ["resolute", "ubuntu/26.04"],
]);

/** `alpine3.12`, `alpine-3.24`, `bookworm`, `debian12` among the words of a tag. */
export function distributionIn(tag: string): string | null {
  const alpine = /(?:^|-)alpine-?(3\.\d+)(?:-|$)/.exec(tag)?.[1];
  if (alpine !== undefined) return `alpine-linux/${alpine}`;
  const debian = /(?:^|-)debian-?(\d+)(?:-|$)/.exec(tag)?.[1];
  if (debian !== undefined) return `debian/${debian}`;
  for (const word of tag.split("-")) {
    const found = codenames.get(word);
    if (found !== undefined) return found;
  }
  return null;
}
