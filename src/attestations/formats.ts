import type { Document } from "./document";
import type { Fields, JsonObject } from "./fields";
import { field, isList, isObject } from "./jsonFields";
import { hasList, hasObject, textIn, type Format, type FormatReading } from "./format";
import { otherFormats } from "./otherFormats";
import type { Provenance } from "./provenance/model";
import { readSlsa01, readSlsa02, readSlsa1 } from "./provenance/slsa";
import { readCycloneDx } from "./sbom/cycloneDx";
import type { Sbom } from "./sbom/model";
import { readScout } from "./sbom/scout";
import { readSpdx2 } from "./sbom/spdx2";
import { readGraph, readSpdx3, spdx3Version } from "./sbom/spdx3";
import { readSyft } from "./sbom/syft";
import { readCosignVuln } from "./scans/cosign";
import { readCycloneDxScan } from "./scans/cycloneDx";
import { readInTotoVulns } from "./scans/inToto";
import type { Scan } from "./scans/model";
import { readReport } from "./scans/reports";
import { readCsaf } from "./vex/csaf";
import { readCycloneDxVex } from "./vex/cycloneDx";
import { openVexVersion, readOpenVex } from "./vex/openVex";
import { readSpdx3Vex } from "./vex/spdx3";

/** Reads a JSON value in the first format that it is in; null for none. */
export function readKnown(document: Fields): FormatReading | null {
  const { value } = document;
  if (!isObject(value)) return null;
  for (const format of formats) {
    const reading = format.matches(value) ? format.read(document) : null;
    if (reading !== null) return reading;
  }
  return null;
}

const formats: readonly Format[] = [
  {
    matches: (value) => textIn(value, "spdxVersion").startsWith("SPDX-2."),
    read: (document) =>
      sbom(textIn(document.value, "spdxVersion").replace("-", " "), readSpdx2(document)),
  },
  {
    matches: (value) =>
      hasList(value, "@graph") && contextIn(value, "https://spdx.org/rdf/3") !== null,
    read: readSpdx3Document,
  },
  {
    matches: (value) => textIn(value, "bomFormat") === "CycloneDX",
    read: (document) => ({
      format: cycloneDxFormat(document),
      documents: readCycloneDxDocuments(document),
    }),
  },
  {
    matches: (value) => contextIn(value, openVex) !== null || hasStatements(value),
    read: (document) => ({
      format: openVexFormat(document),
      documents: [{ kind: "vex", vex: readOpenVex(document) }],
    }),
  },
  {
    matches: (value) => field(field(value, "document"), "csaf_version") !== undefined,
    read: (document) => ({
      format: `CSAF ${document.at("document").scalar("csaf_version") ?? "without a version"}`,
      documents: [{ kind: "vex", vex: readCsaf(document) }],
    }),
  },
  {
    matches: (value) => hasObject(value, "buildDefinition"),
    read: (document) => provenance("1", readSlsa1(document)),
  },
  {
    matches: (value) => hasObject(value, "recipe") && hasObject(value, "builder"),
    read: (document) => provenance("0.1", readSlsa01(document)),
  },
  {
    // Any two of these: Kubernetes' releases lack the type, which the specification demands.
    matches: (value) => {
      const isTyped = textIn(value, "buildType") !== "";
      const marks = [isTyped, hasObject(value, "builder"), hasObject(value, "invocation")];
      return marks.filter((isThere) => isThere).length > 1;
    },
    read: (document) => provenance("0.2", readSlsa02(document)),
  },
  {
    // The file of `docker buildx build --metadata-file`.
    matches: (value) => hasObject(value, "buildx.build.provenance"),
    read: (document) => {
      const predicate = document.at("buildx.build.provenance");
      return predicate.has("buildDefinition")
        ? provenance("1", readSlsa1(predicate))
        : provenance("0.2", readSlsa02(predicate));
    },
  },
  {
    matches: (value) =>
      hasList(value, "artifacts") && textIn(field(value, "descriptor"), "name") === "syft",
    read: (document) =>
      sbom(`Syft JSON ${document.at("schema").scalar("version") ?? ""}`.trim(), readSyft(document)),
  },
  {
    matches: (value) => hasList(value, "artifacts") && hasObject(field(value, "source"), "image"),
    read: (document) => sbom("Scout SBOM", readScout(document)),
  },
  {
    matches: (value) => field(field(value, "scanner"), "result") !== undefined,
    read: readScanPredicate,
  },
  {
    matches: () => true,
    read: (report) => {
      const found = readReport(report);
      return found === null ? null : scan(found.format, found.scan);
    },
  },
  ...otherFormats,
];

function cycloneDxFormat(document: Fields): string {
  const version = document.scalar("specVersion");
  if (version !== null && !/^1\.[0-7]$/.test(version))
    document.problems.add(`CycloneDX ${version} is not known here: it is read as 1.7 is.`);
  return `CycloneDX ${version ?? "without a version"}`;
}

const openVex = "https://openvex.dev/ns";

function openVexFormat({ value, problems }: Fields): string {
  const context = contextIn(value, openVex);
  if (context !== null) return `OpenVEX ${openVexVersion(context)}`;
  problems.add("It names no context of OpenVEX.");
  return "OpenVEX without a version";
}

/** Tools that merge OpenVEX left the context empty. */
function hasStatements(value: JsonObject): boolean {
  const statements = field(value, "statements");
  const first = isList(statements) ? statements[0] : undefined;
  return field(first, "vulnerability") !== undefined && textIn(first, "status") !== "";
}

function readSpdx3Document(document: Fields): FormatReading {
  const graph = readGraph(document);
  const list: Document = { kind: "sbom", sbom: readSpdx3(graph) };
  const vex = readSpdx3Vex(graph);
  return {
    format: `SPDX ${spdx3Version(graph)}`,
    documents: vex === null ? [list] : [list, { kind: "vex", vex }],
  };
}

/** What CycloneDX holds: components, then what is said of vulnerabilities, then what a scanner found. */
function readCycloneDxDocuments(document: Fields): [Document, ...Document[]] {
  const list = readCycloneDx(document);
  const vulnerabilities = document.objects("vulnerabilities");
  const analysed = vulnerabilities.filter((one) => one.at("analysis").has("state")).length;
  const also: Document[] = [];
  if (analysed > 0) also.push({ kind: "vex", vex: readCycloneDxVex(document, list) });
  if (analysed < vulnerabilities.length)
    also.push({ kind: "scan", scan: readCycloneDxScan(document, list) });
  const [first, ...rest] = also;
  // Without components, or with nothing but what it is about, it was written for the rest.
  const isList = list.components.length > (list.root === null ? 0 : 1);
  if (first !== undefined && !isList) return [first, ...rest];
  return [{ kind: "sbom", sbom: list }, ...also];
}

/** in-toto lists vulnerabilities as the result, cosign has the scanner's own report there. */
function readScanPredicate(predicate: Fields): FormatReading {
  if (hasList(field(predicate.value, "scanner"), "result"))
    return scan("in-toto vulnerabilities", readInTotoVulns(predicate));
  const read = (report: Fields) => readReport(report)?.scan ?? null;
  return scan("cosign vulnerabilities", readCosignVuln(predicate, read));
}

function sbom(format: string, list: Sbom): FormatReading {
  return { format, documents: [{ kind: "sbom", sbom: list }] };
}

function provenance(version: string, read: Provenance): FormatReading {
  return {
    format: `SLSA provenance ${version}`,
    documents: [{ kind: "provenance", provenance: read }],
  };
}

function scan(format: string, read: Scan): FormatReading {
  return { format, documents: [{ kind: "scan", scan: read }] };
}

/** A context of JSON-LD, which may stand in a list; null where there is none that begins so. */
function contextIn(value: JsonObject | Fields["value"], prefix: string): string | null {
  const context = field(value, "@context");
  const contexts = isList(context) ? context : [context];
  const found = contexts.find((one) => typeof one === "string" && one.startsWith(prefix));
  return typeof found === "string" ? found : null;
}
