import type { Artifact } from "../image/artifact";
import { isKnownFormat } from "../attestations/read";
import { verifyArtifacts, type Asked, type VerifyOptions } from "./evidence";
import type { EvidenceItem } from "./item";
import { decidingCheck } from "./verdicts";

/**
 * What a file that the person opened holds of one kind. A signed one is checked as evidence of an image is: it must
 * be about this image, and its signature good.
 *
 * @param noun what it should hold, for the sentence where it does not: `VEX`
 * @returns the items, at least one; or the end of a sentence that begins with the name of the file
 */
export function openedItems(
  artifact: Artifact,
  kind: "scan" | "vex",
  noun: string,
  asked: Asked,
  options: VerifyOptions,
): readonly EvidenceItem[] | string {
  const { items } = verifyArtifacts([artifact], asked, options);
  for (const { verdict, checks, kind: found } of items) {
    // A signature alone holds nothing, good or not.
    if (verdict !== "failed" || found === "signature") continue;
    const broken = decidingCheck(verdict, checks);
    const detail = broken?.found == null ? "" : `, ${broken.found}`;
    return `failed a check: ${broken?.name ?? "statement"}${detail}.`;
  }
  const fitting = items.filter(({ kinds }) => kinds.includes(kind));
  if (fitting.length === 0) return `holds no ${noun}${whatElse(items)} ${formats[kind]}`;
  return fitting.map((item) => ({
    ...item,
    documents: item.documents.filter((document) => document.kind === kind),
  }));
}

/** Formats of which a file may be, for whoever gave another. */
const formats = {
  scan: "Reports of Trivy, Grype and other tools are read in JSON, SARIF or CycloneDX.",
  vex: "VEX is read as OpenVEX, CSAF, CycloneDX or SPDX 3.",
} as const;

function whatElse(items: readonly EvidenceItem[]): string {
  const known = items.map(({ format }) => format).filter(isKnownFormat);
  if (known.length > 0) return `: ${known.join(", ")}.`;
  const [problem = "It is JSON of no kind that is known here."] = items.flatMap(
    ({ problems }) => problems,
  );
  return `. ${problem}`;
}
