import type { VexProduct, VexStatement } from "../attestations/vex/model";
import { isTrusted } from "../verify/components";
import type { EvidenceItem } from "../verify/item";

/** A statement with the evidence that it is from. */
export interface SaidVex {
  readonly statement: VexStatement;
  readonly author: string | null;
  readonly by: Pick<EvidenceItem, "verdict" | "place">;
  /** Whether its signer may speak for the image, or the person opened it. */
  readonly counts: boolean;
  readonly isOlder: boolean;
}

/** All statements of all evidence, in the order in which they were found. */
export function saidIn(items: readonly EvidenceItem[]): readonly SaidVex[] {
  const all = items.flatMap((by) =>
    by.documents.flatMap((document) =>
      document.kind === "vex"
        ? document.vex.statements.map((statement) => ({
            statement,
            author: document.vex.author,
            by,
            counts: isTrusted(by),
          }))
        : [],
    ),
  );
  // A claim never makes a statement that counts an older one.
  const latest = new Map<string, VexStatement>();
  const keys = all.map(({ statement, counts }) => {
    const key = JSON.stringify([counts, statement.vulnerability, targets(statement)]);
    const before = latest.get(key);
    if (before === undefined || timeOf(statement) >= timeOf(before)) latest.set(key, statement);
    return key;
  });
  return all.map((one, place) => ({
    ...one,
    isOlder: latest.get(keys[place] ?? "") !== one.statement,
  }));
}

/** What has no time that can be read is older than everything. */
export function timeOf({ timestamp }: VexStatement): number {
  const time = Date.parse(timestamp ?? "");
  return Number.isNaN(time) ? -Infinity : time;
}

/** What a statement is about, as one text for each product with its part. */
export function targets({ products }: VexStatement): readonly string[] {
  return products
    .flatMap((product) =>
      product.subcomponents.length === 0
        ? [nameOf(product)]
        : product.subcomponents.map((part) => `${nameOf(product)}\n${nameOf(part)}`),
    )
    .sort();
}

/** A product as it is written. */
export function nameOf({ id, purls, hashes }: VexProduct): string {
  const [hash] = hashes;
  return id || purls[0] || (hash === undefined ? "" : hash.join(":"));
}
