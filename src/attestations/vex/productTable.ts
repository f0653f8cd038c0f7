import { parsePurl, type Purl } from "../purl";
import { versionBucket } from "../versions/bucket";
import type { VexProduct, VexStatement } from "./model";
import { purlMatches, sameSoftware } from "./purlMatch";

/** A statement with what decides between several: a later one counts, and of the same time the one further down. */
export interface Said {
  readonly statement: VexStatement;
  /** Milliseconds; `-Infinity` for no time that can be read, as it is older than everything. */
  readonly time: number;
  readonly place: number;
}

export interface Match extends Said {
  readonly kind: "exact" | "relaxed";
}

/** What is asked about, in its parts. */
export interface AskedComponent {
  /** As written; null where it has no purl. */
  readonly written: string | null;
  readonly purl: Purl | null;
  /** The source package as a purl of the same type and namespace; null where it is not another one. */
  readonly source: Purl | null;
}

/** What statements say of an image and of packages: one answer for each thing that they name. */
export interface ProductTable {
  /** Of the image, where nobody asks about a component. */
  readonly ofImage: Said | null;
  /**
   * What is said of a component, of which the last exact match counts, else the last relaxed one.
   * @param onLook is told of each package that was compared how much that took: 1, more for long versions
   */
  find(asked: AskedComponent, onLook: (cost: number) => void): Iterable<Match>;
}

/** How much it takes to make a table of a statement. */
export function costOf({ products }: VexStatement): number {
  return 1 + costOfAll(products);
}

function costOfAll(products: readonly VexProduct[]): number {
  return products.reduce(
    (sum, { purls, hashes, subcomponents }) =>
      sum + 1 + purls.length + hashes.size + costOfAll(subcomponents),
    0,
  );
}

/**
 * Files the statements on one vulnerability by what they name. Several that name the same are one: only the last
 * of them counts, whoever asks.
 * @param isImage whether a product is the image in question
 * @param attested whether statements without products are about that image
 */
export function productTable(
  statements: readonly Said[],
  isImage: (product: VexProduct) => boolean,
  attested: boolean,
): ProductTable {
  let ofImage: Said | null = null;
  /** Of the image and so of everything in it. */
  let whole: Said | null = null;
  const byId = new Map<string, Said>();
  const byName = new Map<string, Map<string, Named>>();
  const file = (said: Said, { id, purls }: VexProduct): void => {
    if (id !== "") byId.set(id, later(byId.get(id) ?? null, said));
    for (const purl of parsedPurls(purls)) {
      const key = nameKey(purl, purl.version);
      const list = byName.get(key) ?? new Map<string, Named>();
      const own = sameMatches(purl);
      byName.set(key, list.set(own, { purl, said: later(list.get(own)?.said ?? null, said) }));
    }
  };
  for (const said of statements) {
    const { products } = said.statement;
    if (products.length === 0 && attested) {
      ofImage = later(ofImage, said);
      whole = later(whole, said);
    }
    for (const product of products) {
      const { subcomponents } = product;
      if (isImage(product)) {
        ofImage = later(ofImage, said);
        if (subcomponents.length === 0) whole = later(whole, said);
        for (const part of subcomponents) file(said, part);
      } else if (subcomponents.length === 0) file(said, product);
    }
  }
  return {
    ofImage,
    *find({ written, purl, source }, onLook) {
      if (whole !== null) yield { ...whole, kind: "exact" };
      const identified = written === null ? undefined : byId.get(written);
      if (identified !== undefined) yield { ...identified, kind: "exact" };
      const keys = purl === null ? [] : [nameKey(purl, purl.version), nameKey(purl, null)];
      for (const key of new Set(keys))
        for (const named of byName.get(key)?.values() ?? []) {
          onLook(lookCost(named));
          if (purl !== null && purlMatches(named.purl, purl))
            yield { ...named.said, kind: "exact" };
          else if (purl !== null && sameSoftware(named.purl, purl))
            yield { ...named.said, kind: "relaxed" };
        }
      if (source === null) return;
      for (const named of byName.get(nameKey(source, source.version))?.values() ?? []) {
        onLook(lookCost(named));
        if (sameSoftware(named.purl, source)) yield { ...named.said, kind: "relaxed" };
      }
    },
  };
}

interface Named {
  readonly purl: Purl;
  readonly said: Said;
}

function lookCost({ purl }: Named): number {
  return 1 + ((purl.version?.length ?? 0) >> 3);
}

/** The one that counts. */
export function later<T extends Said>(one: T | null, other: T): T {
  if (one === null) return other;
  if (one.time !== other.time) return one.time > other.time ? one : other;
  return one.place > other.place ? one : other;
}

export function parsedPurls(purls: readonly string[]): readonly Purl[] {
  return purls.flatMap((purl) => parsePurl(purl) ?? []);
}

/** What can match has the same one. */
function nameKey({ type, namespace, name }: Purl, version: string | null): string {
  const bucket = version === null ? null : versionBucket(type, version);
  return JSON.stringify([type, namespace, name, bucket]);
}

/** Purls of one name that match the same have the same one. */
function sameMatches({ version, qualifiers }: Purl): string {
  return JSON.stringify([
    version,
    [...qualifiers].sort(([one], [other]) => (one < other ? -1 : 1)),
  ]);
}
