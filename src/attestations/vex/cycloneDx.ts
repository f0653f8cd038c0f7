import type { Fields } from "../fields";
import type { Component, Sbom } from "../sbom/model";
import type { Vex, VexProduct, VexStatement, VexStatus } from "./model";

/**
 * Reads what CycloneDX 1.4 to 1.7 says of vulnerabilities: those that have an analysis. Their products
 * are components of the same document, whose purls stand beside the reference, or BOM-Links to others.
 */
export function readCycloneDxVex(document: Fields, sbom: Sbom): Vex {
  const metadata = document.at("metadata");
  const timestamp = metadata.word("timestamp");
  const components = new Map(sbom.components.map((component) => [component.id, component]));
  return {
    id: document.word("serialNumber"),
    author: readAuthor(metadata),
    timestamp,
    version: document.scalar("version"),
    statements: document
      .objects("vulnerabilities")
      .filter((vulnerability) => vulnerability.at("analysis").has("state"))
      .flatMap((vulnerability) => readStatement(vulnerability, components, timestamp)),
  };
}

/** The other names of a vulnerability, each once. */
export function readAliases(vulnerability: Fields, id: string): string[] {
  const references = vulnerability.objects("references");
  const names = references.flatMap((reference) => reference.word("id") ?? []);
  return [...new Set(names)].filter((name) => name !== id);
}

function readAuthor(metadata: Fields): string | null {
  const author = metadata.objects("authors")[0];
  return (
    metadata.at("supplier").word("name") ??
    metadata.at("manufacturer").word("name") ??
    metadata.at("manufacture").word("name") ??
    author?.word("name") ??
    author?.word("email") ??
    null
  );
}

function readStatement(
  fields: Fields,
  components: ReadonlyMap<string, Component>,
  documentTime: string | null,
): VexStatement[] {
  const analysis = fields.at("analysis");
  const name = fields.text("id") ?? "";
  const state = analysis.text("state") ?? "";
  const status = statuses.get(state);
  if (status === undefined) {
    fields.problems.add(
      `The analysis of ${name} has the state "${state}", which CycloneDX does not know.`,
    );
    return [];
  }
  const justification = analysis.word("justification");
  const responses = analysis.texts("response").map((response) => response.replaceAll("_", " "));
  const detail = analysis.word("detail");
  return [
    {
      vulnerability: name,
      aliases: readAliases(fields, name),
      status,
      justification: justifications.get(justification ?? "") ?? justification,
      // "It was never there" is the reason itself.
      impact:
        status === "not_affected" ? (detail ?? (state === "false_positive" ? state : null)) : null,
      action: fields.word("recommendation") ?? (responses.join(", ") || null),
      notes: status === "not_affected" ? null : detail,
      timestamp:
        analysis.word("lastUpdated") ??
        analysis.word("firstIssued") ??
        fields.word("updated") ??
        documentTime,
      products: fields.objects("affects").map((affected) => readProduct(affected, components)),
    },
  ];
}

function readProduct(fields: Fields, components: ReadonlyMap<string, Component>): VexProduct {
  const id = fields.text("ref") ?? "";
  const component = components.get(id);
  const purl = component?.purl ?? purlIn(id);
  return {
    id,
    purls: purl === null ? [] : [purl],
    hashes: component?.hashes ?? new Map(),
    subcomponents: [],
  };
}

/** Many writers take the purl for the reference, of a BOM-Link too: `urn:cdx:…/1#pkg:…`, escaped or not. */
function purlIn(reference: string): string | null {
  if (reference.startsWith("pkg:")) return reference;
  if (!reference.startsWith("urn:cdx:")) return null;
  const fragment = reference.slice(reference.indexOf("#") + 1);
  if (fragment.startsWith("pkg:")) return fragment;
  if (!fragment.startsWith("pkg%3A")) return null;
  try {
    return decodeURIComponent(fragment);
  } catch {
    return null;
  }
}

const statuses: ReadonlyMap<string, VexStatus> = new Map([
  ["not_affected", "not_affected"],
  ["false_positive", "not_affected"],
  ["exploitable", "affected"],
  ["resolved", "fixed"],
  ["resolved_with_pedigree", "fixed"],
  ["in_triage", "under_investigation"],
]);

/** Those that mean what a justification of OpenVEX means; the others stay as they are. */
const justifications: ReadonlyMap<string, string> = new Map([
  ["code_not_present", "vulnerable_code_not_present"],
  ["code_not_reachable", "vulnerable_code_not_in_execute_path"],
  ["protected_by_compiler", "inline_mitigations_already_exist"],
  ["protected_at_runtime", "inline_mitigations_already_exist"],
  ["protected_at_perimeter", "inline_mitigations_already_exist"],
  ["protected_by_mitigating_control", "inline_mitigations_already_exist"],
]);
