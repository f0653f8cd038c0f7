import type { Document } from "../attestations/document";
import type { Place } from "../image/artifact";
import type { BuildLevel } from "./levels";
import type { RequiredKind } from "./policy";
import type { Check, Signer, Verdict } from "./verdict";

/** One piece of evidence with what was checked of it and what it says. */
export interface EvidenceItem {
  readonly kind: RequiredKind | "other";
  /** All that it holds: a CycloneDX list of components may be VEX too. */
  readonly kinds: readonly (RequiredKind | "other")[];
  /** As the signed bytes say; null for what is no statement. */
  readonly predicateType: string | null;
  /** `SPDX 2.3`, `signature`: for people and JSON. */
  readonly format: string;
  /** Of the layer or file. */
  readonly digest: string;
  readonly place: Place;
  readonly location: string;
  readonly verdict: Verdict;
  /** Null where there is no signature, or no good one. */
  readonly signer: Signer | null;
  /** When it was signed, as far as somebody vouches for it; in the order of the vouchers. */
  readonly signedAt: readonly Date[];
  readonly checks: readonly Check[];
  /** Of provenance only. */
  readonly level: BuildLevel | null;
  /** The document and what else it holds; empty for signatures. */
  readonly documents: readonly Document[];
  /** The document by itself, as it is written out: the predicate of a statement, or the whole file. */
  readonly content: Uint8Array;
  readonly problems: readonly string[];
}
