import type { Artifact } from "../image/artifact";
import { verifyArtifacts, type Asked, type VerifyOptions } from "./evidence";
import type { EvidenceItem } from "./item";

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
  for (const { verdict, checks } of items) {
    if (verdict !== "failed") continue;
    const broken = checks.find(({ result }) => result === "failed");
    const found = broken?.found == null ? "" : `, ${broken.found}`;
    return `failed a check: ${broken?.name ?? "statement"}${found}.`;
  }
  const fitting = items.filter(({ kinds }) => kinds.includes(kind));
  if (fitting.length === 0)
    return `holds no ${noun}: ${items.map(({ format }) => format).join(", ")}.`;
  return fitting.map((item) => ({
    ...item,
    documents: item.documents.filter((document) => document.kind === kind),
  }));
}
