import type { ReadDocument } from "../attestations/document";
import type { Look, Place, ResolvedImage } from "../image/artifact";
import type { Check, Signer, Verdict } from "../verify/verdict";

/** All that is shown of one image or file: its evidence, read and verified. */
export interface ShownEvidence {
  /** Null for a file that stands alone. */
  readonly image: ResolvedImage | null;
  /** When the source was last asked or read. */
  readonly checkedAt: Date;
  readonly verdict: Verdict;
  /** Sentences on how it came to the verdict. */
  readonly reasons: readonly string[];
  /** In the order in which they are listed. */
  readonly statements: readonly ShownStatement[];
  readonly looks: readonly Look[];
  readonly problems: readonly string[];
}

/** One statement about an image, with what was made of it. */
export interface ShownStatement {
  /** What it is where it could not be read as a document: `signature`. */
  readonly kind: StatementKind;
  readonly predicateType: string | null;
  readonly place: Place;
  readonly location: string;
  readonly digest: string | null;
  /** Null where there is no document in it, or none that could be read. */
  readonly read: ReadDocument | null;
  readonly verdict: Verdict;
  readonly signer: Signer | null;
  readonly checks: readonly Check[];
  readonly problems: readonly string[];
  /** As it was found; null where it could not be had. */
  readonly bytes: Uint8Array | null;
  /** What was signed, taken out of its envelope; null where there is no envelope. */
  readonly decoded: Uint8Array | null;
}

export type StatementKind = "sbom" | "vex" | "provenance" | "scan" | "signature" | "other";
