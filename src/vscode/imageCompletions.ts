import type { Catalog, ImageFacts, ImageFamily } from "../image/catalog";
import { familiarReference, parseReference } from "../image/reference";
import { dayOf } from "../harden/families";
import type { ImagePlace } from "./imagePlaces";
import { endedOf, familyNames, isHardened, shortFacts } from "./imageText";
import { byNewestTag } from "./tagOrder";

/** The name of an image, or its tag, while somebody writes it. */
export interface Completions {
  /** Characters of the line, from 0, that a completion replaces. */
  readonly start: number;
  readonly end: number;
  /** Best first. */
  readonly items: readonly Completion[];
  /** There are more than these. */
  readonly isCut: boolean;
}

export interface Completion {
  readonly label: string;
  readonly insert: string;
  /** A few words beside the label. */
  readonly description: string;
  /** What is described when it is looked at. */
  readonly reference: string;
  /** A tag has to follow. */
  readonly isName: boolean;
  readonly hasEnded: boolean;
}

/** More than anybody reads. */
const most = 200;

/** Images of the catalog for what is written of a name or tag, hardened ones first; null for a digest. */
export function completionsAt(
  { typed, start, end }: ImagePlace,
  catalog: Catalog,
  today: Date,
): Completions | null {
  if (typed.includes("@")) return null;
  const day = dayOf(today);
  const colon = typed.indexOf(":", typed.lastIndexOf("/") + 1);
  if (colon === -1) return { start, end, ...names(catalog, typed.toLowerCase(), day) };
  const found = tags(catalog, typed.slice(0, colon), typed.slice(colon + 1), day);
  return { start: start + colon + 1, end, ...found };
}

function names(
  catalog: Catalog,
  typed: string,
  today: string,
): Pick<Completions, "items" | "isCut"> {
  const found = catalog.repositories.flatMap((repository): Found[] => {
    const reference = parseReference(repository);
    if (reference === null) return [];
    const name = familiarReference(reference);
    const facts = name.includes(typed) ? catalog.lookup(reference) : null;
    if (facts === null || facts.moved !== null) return [];
    // A mirror's name may say more than the software.
    const software = lastPart(parseReference(facts.reference)?.path ?? name);
    const match = matchOf(name, software, typed);
    if (match === null) return [];
    if (endedOf(facts, today) !== null) return [];
    return [{ repository, name, software, match, family: facts.family }];
  });
  const official = new Set(
    catalog.repositories.filter((it) => it.startsWith("docker.io/library/")).map(lastPart),
  );
  found.sort(byLikeness(official));
  const items = found.slice(0, most).map(({ repository, name, family }): Completion => {
    const isListed = catalog.images(repository).length > 0;
    return {
      label: name,
      insert: isListed ? `${name}:` : name,
      description: familyNames[family],
      reference: name,
      isName: isListed,
      hasEnded: false,
    };
  });
  return { items, isCut: true };
}

interface Found {
  readonly repository: string;
  readonly name: string;
  readonly software: string;
  readonly match: number;
  readonly family: ImageFamily;
}

/**
 * What is most like the text that was typed; of one software the hardened images first. Where the text says
 * nothing of the software, hardened images come first, those of software that has an official image at the top.
 */
function byLikeness(official: ReadonlySet<string>): (a: Found, b: Found) => number {
  const family = (found: Found): number => familyRanks[found.family];
  const rank = (found: Found): number => family(found) + (official.has(found.software) ? 0 : 10);
  return (a, b) => {
    if (a.match !== b.match) return a.match - b.match;
    const isSaid = a.match < namesTheMaker;
    if (!isSaid) return rank(a) - rank(b) || compare(a.name, b.name);
    const byLength = a.software.length - b.software.length;
    return byLength || compare(a.software, b.software) || family(a) - family(b);
  };
}

const namesTheMaker = 2;

/** 0: the software itself; 1: it begins so; 2: the whole name does; 3: it is in it; null: it is not. */
function matchOf(name: string, software: string, typed: string): number | null {
  if (software === typed) return 0;
  if (typed !== "" && software.startsWith(typed)) return 1;
  if (name.startsWith(typed)) return namesTheMaker;
  return name.includes(typed) ? 3 : null;
}

const familyRanks: Readonly<Record<ImageFamily, number>> = {
  dhi: 0,
  dotnet: 1,
  distroless: 2,
  chainguard: 3,
  official: 4,
  redhat: 5,
  other: 6,
};

function tags(
  catalog: Catalog,
  name: string,
  typed: string,
  today: string,
): Pick<Completions, "items" | "isCut"> {
  const reference = parseReference(name);
  if (reference === null) return { items: [], isCut: false };
  const listed = catalog
    .images(`${reference.registry}/${reference.path}`)
    .filter(({ supportedUntil }) => supportedUntil === null || supportedUntil >= today)
    .flatMap((image) => image.tags);
  const found = listed.filter((tag) => tag.startsWith(typed)).sort(byNewestTag);
  const items = found.slice(0, most).map((tag): Completion => {
    const facts = catalog.lookup({ ...reference, tag });
    const ended = facts === null ? null : endedOf(facts, today);
    return {
      label: tag,
      insert: tag,
      description: ended === null ? wordsOf(facts) : `${ended.product} ended on ${ended.date}`,
      reference: familiarReference({ ...reference, tag }),
      isName: false,
      hasEnded: ended !== null,
    };
  });
  // What nobody supports comes last.
  const last = Number(items.length > 0);
  const sorted = [...items].sort((a, b) => last * (Number(a.hasEnded) - Number(b.hasEnded)));
  return { items: sorted, isCut: found.length > most };
}

function wordsOf(facts: ImageFacts | null): string {
  if (facts === null) return "";
  const words = [
    shortFacts(facts),
    isHardened(facts) && facts.kind === "dev" ? "to build with" : "",
  ];
  return words.filter((part) => part !== "").join(", ");
}

const lastPart = (name: string) => name.slice(name.lastIndexOf("/") + 1);

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
