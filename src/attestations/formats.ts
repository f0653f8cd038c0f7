import type { Document } from "./document";
import { isList, isObject, ownField, type Fields, type JsonObject } from "./fields";
import { readSlsa01, readSlsa02, readSlsa1 } from "./provenance/slsa";
import { readCycloneDx } from "./sbom/cycloneDx";
import { readSpdx2 } from "./sbom/spdx2";
import { readCycloneDxScan } from "./scans/cycloneDx";
import { readCycloneDxVex } from "./vex/cycloneDx";
import { openVexVersion, readOpenVex } from "./vex/openVex";

export interface FormatReading {
  /** `SPDX 2.3`. */
  readonly format: string;
  /** The first is what the document mainly is; never empty. */
  readonly documents: readonly [Document, ...Document[]];
}

interface Format {
  matches(value: JsonObject): boolean;
  read(document: Fields): FormatReading;
}

/** The formats that are JSON objects. Each is known by fields that its specification demands and no other has. */
export const formats: readonly Format[] = [
  {
    matches: (value) => textOf(value, "spdxVersion").startsWith("SPDX-2."),
    read: (document) => ({
      format: textOf(document.value, "spdxVersion").replace("-", " "),
      documents: [{ kind: "sbom", sbom: readSpdx2(document) }],
    }),
  },
  {
    matches: (value) => textOf(value, "bomFormat") === "CycloneDX",
    read: (document) => ({
      format: `CycloneDX ${document.scalar("specVersion") ?? "without a version"}`,
      documents: readCycloneDxDocuments(document),
    }),
  },
  {
    matches: (value) => openVexContext(value) !== null || hasStatements(value),
    read: (document) => ({
      format: openVexFormat(document),
      documents: [{ kind: "vex", vex: readOpenVex(document) }],
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
    matches: (value) =>
      textOf(value, "buildType") !== "" &&
      (hasObject(value, "builder") || hasObject(value, "invocation")),
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
];

/** What CycloneDX holds: components, then what is said of vulnerabilities, then what a scanner found. */
function readCycloneDxDocuments(document: Fields): [Document, ...Document[]] {
  const sbom = readCycloneDx(document);
  const vulnerabilities = document.objects("vulnerabilities");
  const analysed = vulnerabilities.filter((one) => one.at("analysis").has("state")).length;
  const also: Document[] = [];
  if (analysed > 0) also.push({ kind: "vex", vex: readCycloneDxVex(document, sbom) });
  if (analysed < vulnerabilities.length)
    also.push({ kind: "scan", scan: readCycloneDxScan(document, sbom) });
  const [first, ...rest] = also;
  // Without components, or with nothing but what it is about, it was written for the rest.
  const isList = sbom.components.length > (sbom.root === null ? 0 : 1);
  if (first !== undefined && !isList) return [first, ...rest];
  return [{ kind: "sbom", sbom }, ...also];
}

function provenance(version: string, read: ReturnType<typeof readSlsa1>): FormatReading {
  return {
    format: `SLSA provenance ${version}`,
    documents: [{ kind: "provenance", provenance: read }],
  };
}

function openVexFormat({ value, problems }: Fields): string {
  const context = openVexContext(value);
  if (context !== null) return `OpenVEX ${openVexVersion(context)}`;
  problems.add("It names no context of OpenVEX.");
  return "OpenVEX without a version";
}

/** Tools that merge OpenVEX left the context empty. */
function hasStatements(value: JsonObject): boolean {
  const statements = ownField(value, "statements");
  const first = isList(statements) ? statements[0] : undefined;
  return ownField(first, "vulnerability") !== undefined && textOf(first, "status") !== "";
}

/** The context of OpenVEX, which JSON-LD allows to stand in a list; null where there is none. */
function openVexContext(value: Fields["value"]): string | null {
  const context = ownField(value, "@context");
  const contexts = isList(context) ? context : [context];
  const found = contexts.find(
    (one) => typeof one === "string" && one.startsWith("https://openvex.dev/ns"),
  );
  return typeof found === "string" ? found : null;
}

function textOf(value: Fields["value"], name: string): string {
  const field = ownField(value, name);
  return typeof field === "string" ? field : "";
}

function hasObject(value: JsonObject, name: string): boolean {
  return isObject(ownField(value, name));
}
