import type { Catalog, ImageFacts, ListedImage, Successor } from "./catalog";
import type { Distribution } from "./configuration";
import type { StageRole } from "./counterparts";
import { isWindowsTag } from "./kind";
import type { None } from "./noCounterpart";
import type { Reference } from "./reference";
import { withDefaultTag } from "./reference";
import { tagWords, type TagWords } from "./tagWords";

/** What is asked for, as far as choosing needs it. */
export interface Asked {
  readonly reference: Reference;
  /** `docker.io/library/node` */
  readonly repository: string;
  /** `node` */
  readonly name: string;
  readonly tag: string;
  readonly role: StageRole;
  readonly today: string;
  readonly facts: ImageFacts | null;
  readonly successors: readonly Successor[];
  /** The numbers that the tag says; empty for `latest`, `lts`, `bookworm`. */
  readonly said: readonly number[];
  /** The most exact version that the tag stood for when the lists were read; `said` where that is unknown. */
  readonly standsFor: readonly number[];
  /** How many numbers name a release that ends on its own; null where that is unknown. */
  readonly depth: number | null;
  readonly distribution: Distribution | null;
  /** The tag says the release of the distribution (`bookworm`), or its family (`alpine`), itself. */
  readonly saysRelease: boolean;
  readonly words: TagWords;
  /** The repository's tags are listed in the catalog. */
  readonly listed: boolean;
  /** All tags of the same image. */
  readonly aliases: readonly string[];
}

/** Reads what is asked for; a reason where no family can have an answer. */
export function ask(
  catalog: Catalog,
  given: Reference,
  role: StageRole,
  today: string,
): Asked | None {
  const reference = onHub(withDefaultTag(given));
  const repository = `${reference.registry}/${reference.path}`;
  const facts = catalog.lookup(reference);
  if (hardenedRegistry.test(repository) || isHardened(facts)) return { code: "already-hardened" };
  const { tag } = reference;
  if (/\/windows(\/|$)/.test(repository) || (tag !== null && isWindowsTag(tag)))
    return { code: "windows" };
  const successors = catalog.successors(repository);
  if (successors.length === 0) return { code: "not-mapped", repository };
  if (tag === null) return { code: "digest-only" };
  if (/chiseled|distroless/.test(tag)) return { code: "already-hardened" };
  const words = tagWords(tag);
  if (words.early) return { code: "early-access", tag };
  const listed = catalog.images(repository);
  const image = listed.find((it) => it.tags.includes(tag));
  const aliases = image?.tags ?? [tag];
  const said = isSystem(repository) ? [] : words.version;
  const standsFor = isSystem(repository) ? [] : mostExact(aliases, said);
  return {
    reference,
    repository,
    name: reference.path.slice(reference.path.lastIndexOf("/") + 1),
    tag,
    role,
    today,
    facts,
    successors,
    said,
    standsFor,
    depth: depthIn(catalog, [repository, ...successors.map((it) => it.repository)], standsFor),
    distribution: distributionOf(repository, tag, words, image, listed),
    saysRelease: saysRelease(repository, words),
    words,
    listed: listed.length > 0,
    aliases,
  };
}

function depthIn(
  catalog: Catalog,
  repositories: readonly string[],
  [major]: readonly number[],
): number | null {
  if (major === undefined) return null;
  const depths = repositories.map((it) => catalog.releaseDepth(it, String(major)));
  return depths.find((depth) => depth !== null) ?? null;
}

const hardenedRegistry = /^(?:dhi\.io\/|cgr\.dev\/chainguard\/|gcr\.io\/distroless\/)/;

/** A mirror of theirs, under a name of its own. The repositories of .NET hold ordinary images as well. */
function isHardened(facts: ImageFacts | null): boolean {
  return facts !== null && /^(?:dhi|chainguard|distroless)$/.test(facts.family);
}

/** `registry-1.docker.io` serves the same images as `docker.io`. */
function onHub(reference: Reference): Reference {
  return reference.registry === "registry-1.docker.io"
    ? { ...reference, registry: "docker.io" }
    : reference;
}

/** A distribution is its own version: `debian:12.5`, `ubuntu:24.04`, `alpine:3.22`. */
export function isSystem(repository: string): boolean {
  return /^docker\.io\/library\/(?:alpine|debian|ubuntu)$/.test(repository);
}

function mostExact(aliases: readonly string[], said: readonly number[]): readonly number[] {
  const versions = aliases
    .map((tag) => tagWords(tag).version)
    .filter((version) => said.every((number, place) => version[place] === number));
  return versions.sort((a, b) => b.length - a.length)[0] ?? said;
}

/**
 * What the tag says, else what the listed image is built on. Official tags of the past are taken for the
 * family that `latest` of the repository is built on, in an unknown release.
 */
function distributionOf(
  repository: string,
  tag: string,
  words: TagWords,
  image: ListedImage | undefined,
  listed: readonly ListedImage[],
): Distribution | null {
  if (isSystem(repository)) return systemRelease(repository, words, image);
  if (words.distribution?.release != null) return words.distribution;
  if (image?.distribution != null) return image.distribution;
  if (words.distribution !== null) return words.distribution;
  // OpenJDK's smaller images were Debian's, its others moved to Oracle Linux with Java 12.
  if (/\/openjdk$/.test(repository) && /-slim/.test(tag))
    return { family: "debian", release: null };
  const latest = image === undefined ? listed.find((it) => it.tags.includes("latest")) : undefined;
  const family = latest?.distribution?.family ?? dotnetFamily(repository, words);
  return family === undefined ? null : { family, release: null };
}

function systemRelease(
  repository: string,
  words: TagWords,
  image: ListedImage | undefined,
): Distribution | null {
  const family = repository.slice("docker.io/library/".length) as "alpine" | "debian" | "ubuntu";
  const known = words.distribution?.release ?? image?.distribution?.release;
  const numbers = family === "debian" ? words.version.slice(0, 1) : words.version.slice(0, 2);
  const padded = numbers.map((number, place) =>
    family === "ubuntu" && place === 1 ? String(number).padStart(2, "0") : String(number),
  );
  const whole = family === "debian" ? 1 : 2;
  const said = padded.length < whole ? null : padded.join(".");
  return { family, release: said ?? known ?? null };
}

/** Tags without a distribution: Debian up to .NET 9, Ubuntu from .NET 10 (dotnet/dotnet-docker@3ed00b61). */
function dotnetFamily(repository: string, words: TagWords): "debian" | "ubuntu" | undefined {
  if (!repository.startsWith("mcr.microsoft.com/dotnet/")) return undefined;
  return (words.version[0] ?? 10) >= 10 ? "ubuntu" : "debian";
}

function saysRelease(repository: string, words: TagWords): boolean {
  if (isSystem(repository)) return words.version.length > 0 || words.distribution?.release != null;
  return words.distribution?.release != null;
}
