import type { Look, ResolvedImage } from "../image/artifact";
import type { ImageVerdict } from "../verify/evidence";
import type { EvidenceItem } from "../verify/item";

/** All that is shown of one image or file: its evidence, as it was found, read and verified. */
export interface ShownEvidence {
  /** Null for a file that stands alone. */
  readonly image: ResolvedImage | null;
  /** When the source was last asked or read. */
  readonly checkedAt: Date;
  readonly looks: readonly Look[];
  /** What has to be known of all of it, as a sentence: that it is from the cache. */
  readonly notice: string | null;
  readonly result: ImageVerdict;
  /** The bytes of layers and files before anything was taken out of them, by their digest. */
  readonly found: ReadonlyMap<string, Uint8Array>;
}

/** The list of components in a piece of evidence; null where it has none. */
export function sbomOf({ documents }: EvidenceItem) {
  const document = documents.find(({ kind }) => kind === "sbom");
  return document?.kind === "sbom" ? document.sbom : null;
}
