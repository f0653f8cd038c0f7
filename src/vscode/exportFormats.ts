import type { EvidenceItem } from "../verify/item";
import { withoutLinks } from "./markdown";

/** What a list of components is exported as. */
export type ExportFormat = "cyclonedx-json" | "cyclonedx-xml" | "found" | "csv";

export interface ExportChoice {
  readonly format: ExportFormat;
  readonly label: string;
  readonly detail: string;
  /** Without the dot that comes before it. */
  readonly extension: string;
}

/** The version of CycloneDX that most tools read today. */
export const cycloneDxVersion = "1.6";

type Exported = Pick<EvidenceItem, "format" | "content" | "predicateType">;

/** What a list can be exported as; as it was found it is whole, whatever the filter leaves. */
export function exportChoices(item: Exported): readonly ExportChoice[] {
  const isAttested = item.predicateType !== null;
  return [
    {
      format: "cyclonedx-json",
      label: `CycloneDX ${cycloneDxVersion} JSON`,
      detail: "Made of the list, and checked against the schema of CycloneDX",
      extension: "cdx.json",
    },
    {
      format: "cyclonedx-xml",
      label: `CycloneDX ${cycloneDxVersion} XML`,
      detail: "Made of the list",
      extension: "cdx.xml",
    },
    {
      format: "found",
      label: `${withoutLinks(item.format)}, as found`,
      detail: isAttested
        ? "The document out of its attestation with all that it says, whatever the filter leaves"
        : "The very bytes that were found, whatever the filter leaves",
      extension: extensionOf(item),
    },
    {
      format: "csv",
      label: "CSV",
      detail: "For spreadsheets: a line for each component, and nothing of their relations",
      extension: "csv",
    },
  ];
}

function extensionOf({ format, content }: Exported): string {
  const [first] = new TextDecoder().decode(content.subarray(0, 64)).trim();
  const kind = /^SPDX/.test(format) ? "spdx" : /^CycloneDX/.test(format) ? "cdx" : "sbom";
  if (first === "{" || first === "[") return `${kind}.json`;
  return first === "<" ? `${kind}.xml` : kind === "spdx" ? "spdx" : "txt";
}

/**
 * A name for the file: that of the image without its registry, or of the file that was looked at, in letters that
 * every file system takes.
 */
export function exportName(source: string, extension: string): string {
  const last = source.split("/").at(-1) ?? "";
  const name = last
    .replace(/@.*$/s, "")
    .replace(/\.(?:(?:cdx|spdx|intoto|sigstore)\.)?(?:json|jsonl|xml|spdx)$/, "")
    .replace(/[^A-Za-z0-9._-]+/g, "-")
    .replace(/^[.-]+|[.-]+$/g, "")
    .slice(0, 80);
  return `${name === "" ? "sbom" : name}.${extension}`;
}
