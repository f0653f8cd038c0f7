import type { Look, ResolvedImage } from "../../image/artifact";
import type { ImageVerdict } from "../../verify/evidence";

/** What `inspect` and `verify` found out, for every format. */
export interface EvidenceReport {
  /** As it was asked for. */
  readonly source: string;
  /** Null for a file. */
  readonly image: ResolvedImage | null;
  readonly looks: readonly Look[];
  readonly result: ImageVerdict;
  /** When it was asked for: answers from the cache are older. */
  readonly now: Date;
}
