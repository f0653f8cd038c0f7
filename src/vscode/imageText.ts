import type { EndOfLife, Fact, ImageFacts, ImageFamily, ImageKind } from "../image/catalog";
import type { DistributionFamily } from "../image/configuration";
import { megabytes } from "../lint/imageName";
import { userWords } from "../view/imageWords";

/** One thing that is known of an image: a name and what it is, for people. */
export interface ImageLine {
  readonly label: string;
  readonly text: string;
}

/** Its own user: `root`, `node (1000)`; null where that is not known. */
export function userText({ user }: ImageFacts): string | null {
  return user === null ? null : userWords(user.value);
}

export function sizeText({ compressedBytes }: ImageFacts): string | null {
  return compressedBytes === null ? null : megabytes(compressedBytes.value);
}

/** What is known of an image, each with its name; what is unknown is left out. */
export function factLines(facts: ImageFacts, today: string): readonly ImageLine[] {
  const { shell, packageManager, packages, distribution, endOfLife } = facts;
  const lines: readonly (readonly [label: string, text: string | null])[] = [
    ["User", userText(facts)],
    ["Size", suffixed(sizeText(facts), " to pull")],
    ["Packages", packages === null ? null : String(packages.value)],
    ["Shell", shell === null ? null : shell ? "yes" : "none"],
    ["Package manager", packageManager === null ? null : packageManager ? "yes" : "none"],
    ["Built on", distribution == null ? null : distributionText(distribution)],
    ["Supported", supportText(endOfLife, today)],
  ];
  return lines.flatMap(([label, text]) => (text === null ? [] : [{ label, text }]));
}

/** Where the figures are from, and of which day: each source once. */
export function sourceTexts(facts: ImageFacts): readonly string[] {
  const { compressedBytes, packages, user, endOfLife } = facts;
  const named: [string, string][] = [];
  const add = (what: string, fact: Fact<unknown> | null): void => {
    if (fact !== null) named.push([what, `${fact.source}, ${fact.date}`]);
  };
  add("size", compressedBytes);
  add("packages", packages);
  add("user", user);
  for (const { source } of endOfLife) if (source !== undefined) named.push(["support", source]);
  const bySource = new Map<string, Set<string>>();
  for (const [what, source] of named)
    bySource.set(source, (bySource.get(source) ?? new Set()).add(what));
  return [...bySource].map(([source, whats]) => capital(`${[...whats].join(" and ")}: ${source}`));
}

/** A product in the image that nobody supports any more, not even for money. */
export function endedOf({ endOfLife }: ImageFacts, today: string): EndOfLife | null {
  const isOver = (date: string | null): boolean => date === null || date < today;
  return endOfLife.find(({ date, extendedUntil }) => isOver(date) && isOver(extendedUntil)) ?? null;
}

export function isHardened({ family }: ImageFacts): boolean {
  return hardenedFamilies.has(family);
}

function supportText(ends: readonly EndOfLife[], today: string): string | null {
  const texts = ends.map(({ product, date, extendedUntil }) => {
    if (date >= today) return `${product} until ${date}`;
    const paid = extendedUntil !== null && extendedUntil >= today;
    return `${product} ended on ${date}${paid ? ` (extended until ${extendedUntil})` : ""}`;
  });
  return texts.length === 0 ? null : texts.join(", ");
}

export function distributionText(distribution: NonNullable<ImageFacts["distribution"]>): string {
  const { family, release } = distribution;
  return suffixed(distributionNames[family], release === null ? "" : ` ${release}`) ?? "";
}

const distributionNames: Readonly<Record<DistributionFamily, string>> = {
  debian: "Debian",
  ubuntu: "Ubuntu",
  alpine: "Alpine",
  wolfi: "Wolfi",
  rpm: "RPM packages",
};

/** Whose image it is, for people. */
export const familyNames: Readonly<Record<ImageFamily, string>> = {
  dhi: "Docker Hardened Images",
  chainguard: "Chainguard",
  distroless: "distroless",
  dotnet: ".NET chiselled",
  official: "Docker Official Images",
  redhat: "Red Hat",
  other: "other makers",
};

const hardenedFamilies: ReadonlySet<ImageFamily> = new Set<ImageFamily>([
  "dhi",
  "chainguard",
  "distroless",
  "dotnet",
]);

/** What an image is, as a part of a sentence. */
export function kindText({ kind, family }: ImageFacts): string {
  const hardened = hardenedFamilies.has(family);
  if (hardened && kind === "dev") return "a hardened image to build with";
  if (hardened) return "a hardened image";
  return kind === null ? `an image of ${familyNames[family]}` : kinds[kind];
}

/** Kinds that hold more than what ships needs; the words of the rule heavy-base. */
export const heavyKinds: ReadonlySet<ImageKind> = new Set<ImageKind>([
  "os",
  "sdk",
  "dev",
  "language",
  "debug",
]);

const kinds: Readonly<Record<ImageKind, string>> = {
  runtime: "an image to run software in",
  minimal: "a minimal image",
  dev: "a development image",
  sdk: "a development kit",
  os: "a full operating system",
  language: "a full language image with compilers",
  debug: "a debug image",
};

const capital = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1);

function suffixed(text: string | null, suffix: string): string | null {
  return text === null ? null : `${text}${suffix}`;
}

/** Size and user in a few words: `408.9 MB, user root`; empty where neither is known. */
export function shortFacts(facts: ImageFacts): string {
  const user = userText(facts);
  const parts = [sizeText(facts), user === null ? null : `user ${user}`];
  return parts.filter((part) => part !== null).join(", ");
}
