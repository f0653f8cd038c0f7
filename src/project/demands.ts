/** What images must have to be verified. A file in a repository may ask for more, and never says whom to believe. */
export interface Demands {
  readonly require: readonly EvidenceKind[] | null;
  /** SLSA build level. */
  readonly level: number | null;
  readonly maxAgeDays: number | null;
}

export const evidenceKinds = ["sbom", "vex", "provenance", "scan", "signature"] as const;
export type EvidenceKind = (typeof evidenceKinds)[number];

/** SLSA has no more build levels, and nothing signed is older than a century. */
export const mostLevel = 3;
export const mostDays = 36_500;
