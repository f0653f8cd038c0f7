export type VexStatus = "not_affected" | "affected" | "fixed" | "under_investigation";

/** What somebody says of vulnerabilities in products, whatever format it was said in. */
export interface Vex {
  readonly id: string | null;
  readonly author: string | null;
  /** ISO 8601, as written. */
  readonly timestamp: string | null;
  readonly version: string | null;
  readonly statements: readonly VexStatement[];
}

export interface VexStatement {
  readonly vulnerability: string;
  readonly aliases: readonly string[];
  readonly status: VexStatus;
  /** The words of OpenVEX; those of other formats are brought into them where they mean the same, else kept. */
  readonly justification: string | null;
  /** Why it is not affected, and what to do, as written. */
  readonly impact: string | null;
  readonly action: string | null;
  /** What else is said, as written; it justifies nothing. */
  readonly notes: string | null;
  /** ISO 8601: the statement's own time, else its document's; null where neither has one. */
  readonly timestamp: string | null;
  /** Empty where the statement names none: it is then about the subject that it was attested for. */
  readonly products: readonly VexProduct[];
}

export interface VexProduct {
  /** As written: a purl, a digest, an address; empty where only the other fields identify it. */
  readonly id: string;
  readonly purls: readonly string[];
  /** Algorithm, as `sha256` → hexadecimal. */
  readonly hashes: ReadonlyMap<string, string>;
  readonly subcomponents: readonly VexProduct[];
}
