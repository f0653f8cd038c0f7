import type { Document } from "../../attestations/document";
import type { Scan } from "../../attestations/scans/model";
import type { Vex } from "../../attestations/vex/model";
import type { EvidenceItem } from "../../verify/item";
import { heldBy } from "../../view/components";
import { counted } from "../words";

/** A few facts of what a piece of evidence says: name → value, as written in it. Nothing here is verified by being shown. */
export function summaryOf({ documents, level }: EvidenceItem): Record<string, string> {
  const entries = documents.flatMap(factsOf);
  const built = level === null ? [] : ([["level", level.text]] as const);
  return Object.fromEntries([...entries, ...built].filter(([, value]) => value !== ""));
}

type Fact = readonly [name: string, value: string];

function factsOf(document: Document): Fact[] {
  switch (document.kind) {
    case "sbom": {
      const { files, tools, created } = document.sbom;
      const components = heldBy(document.sbom);
      const licensed = components.filter(({ licenses }) => licenses.length > 0).length;
      return [
        ["components", String(components.length)],
        ["licensed", components.length === 0 ? "" : String(licensed)],
        ["files", files === 0 ? "" : String(files)],
        ["made with", tools.join(", ")],
        ["created", created ?? ""],
      ];
    }
    case "vex":
      return vexFacts(document.vex);
    case "provenance": {
      const { builder, source, entryPoint, inputs, started, finished, buildType } =
        document.provenance;
      return [
        ["builder", builder ?? ""],
        ["build type", buildType],
        ["source", source === null ? "" : sourceText(source)],
        ["entry point", entryPoint ?? ""],
        ["inputs", inputs.length === 0 ? "" : String(inputs.length)],
        ["started", started ?? ""],
        ["finished", finished ?? ""],
      ];
    }
    case "scan":
      return scanFacts(document.scan);
    case "other":
      return Object.entries(document.summary);
  }
}

function sourceText({
  uri,
  digests,
}: {
  uri: string;
  digests: ReadonlyMap<string, string>;
}): string {
  const [first] = digests;
  return first === undefined || uri.includes(first[1]) ? uri : `${uri} (${first[0]}:${first[1]})`;
}

function vexFacts({ author, timestamp, statements }: Vex): Fact[] {
  const counts = tally(statements.map(({ status }) => status.replaceAll("_", " ")));
  return [
    ["statements", counts === "" ? "none" : counts],
    ["author", author ?? ""],
    ["of", timestamp ?? ""],
  ];
}

function scanFacts({ scanner, finished, findings }: Scan): Fact[] {
  const counts = tally(findings.map(({ severity }) => severity));
  return [
    ["scanner", scanner ?? ""],
    ["findings", counts === "" ? "none" : counts],
    ["finished", finished ?? ""],
  ];
}

/** `3 high, 1 low`, the most frequent first. */
function tally(words: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts]
    .sort(([, one], [, other]) => other - one)
    .map(([word, count]) => `${count} ${word}`)
    .join(", ");
}

/** `SBOM, SPDX 2.3, 46 components`: one line for a list. */
export function titleOf(item: EvidenceItem): string {
  const { kind, format, documents } = item;
  const [document] = documents;
  const name = kind === "other" && document?.kind === "other" ? document.name : kindNames[kind];
  const size = document === undefined ? "" : sizeOf(document);
  return [
    name,
    ...(isTelling(item) && format !== name ? [format] : []),
    ...(size === "" ? [] : [size]),
  ].join(", ");
}

/** Whether the format says more than the kind does. What can't be read is called by its media type, which a file lacks. */
function isTelling({ kind, format, documents }: EvidenceItem): boolean {
  if (kind === "signature") return format !== "signature";
  if (format === "" || format === "unknown") return false;
  return kind === "other" || documents.length > 0;
}

const kindNames = {
  sbom: "SBOM",
  vex: "VEX",
  provenance: "Provenance",
  scan: "Scan",
  signature: "Signature",
  other: "Other",
} as const;

function sizeOf(document: Document): string {
  switch (document.kind) {
    case "sbom":
      return counted(heldBy(document.sbom).length, "component");
    case "vex":
      return counted(document.vex.statements.length, "statement");
    case "scan":
      return counted(document.scan.findings.length, "finding");
    default:
      return "";
  }
}
