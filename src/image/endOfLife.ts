import type { EndOfLife } from "./catalog";
import type { OpenedFile, Profile, ProductRow } from "./catalogFile";

/** What is known of an image for the question of how long it is supported. */
export interface Lifetime {
  /** Product of endoflife.date that the repository is, null where it is none of them. */
  readonly product: string | null;
  /** All tags known to name this image; the most exact version among them counts. */
  readonly tags: readonly string[];
  readonly profile: Profile | null;
}

/**
 * The ends of support that apply to an image: its software first, then the distribution it stands on. Only
 * what a version in the tags names for certain; a release without a known date gives none. The dates are
 * endoflife.date's `eol` and `eoes`; a family's own date takes the place of the product's.
 */
export function endOfLifeOf(file: OpenedFile, lifetime: Lifetime): readonly EndOfLife[] {
  const { product, tags, profile } = lifetime;
  const own = (profile?.endOfLife ?? []).map(([name, date, source]) => ({
    product: name,
    date,
    extendedUntil: null,
    source: sourceName(file, source),
  }));
  const released = product === null ? null : releaseNamed(file, product, tags);
  const software = own.length > 0 ? own : released === null ? [] : [released];
  const slug = distributionOf(lifetime);
  if (slug === null || slug.startsWith(`${product}/`)) return software;
  const [name = "", cycle = ""] = slug.split("/");
  const row = file.products[name];
  const distribution = row === undefined ? null : endOf(file, row, cycle);
  return distribution === null ? software : [...software, distribution];
}

/** `docker-library/repo-info@3179cb4d` */
export function sourceName(file: OpenedFile, place: number): string {
  const [name, commit] = file.sources[place] ?? ["unknown", ""];
  return /^[0-9a-f]{40}$/.test(commit) ? `${name}@${commit.slice(0, 8)}` : `${name}@${commit}`;
}

function releaseNamed(
  file: OpenedFile,
  product: string,
  tags: readonly string[],
): EndOfLife | null {
  const row = file.products[product];
  if (row === undefined) return null;
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

function distributionOf({ profile, tags }: Lifetime): string | null {
  if (profile?.distribution !== undefined) return profile.distribution;
  for (const tag of tags) {
    const found = distributionIn(tag);
    if (found !== null) return found;
  }
  return null;
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
function distributionIn(tag: string): string | null {
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
