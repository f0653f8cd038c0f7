import { Fields } from "../fields";
import { isObject } from "../jsonFields";
import { readDigests } from "../hashes";
import type { JsonValue } from "../json";
import type { Problems } from "../problems";
import type { Vex, VexProduct, VexStatement, VexStatus } from "./model";

/**
 * Reads OpenVEX of any version (https://github.com/openvex/spec): 0.0.1 had texts where 0.2.0 has
 * objects. A statement without products of its own speaks of what the document is attested for.
 * Statements whose status is none are left out and told.
 */
export function readOpenVex(document: Fields): Vex {
  const timestamp = document.word("timestamp") ?? document.word("last_updated");
  return {
    id: document.word("@id"),
    author: document.word("author"),
    timestamp,
    version: document.scalar("version"),
    statements: document
      .objects("statements")
      .flatMap((statement, index) => readStatement(statement, index + 1, timestamp)),
  };
}

/** The version that the context names; documents before 0.2.0 left it out. */
export function openVexVersion(context: string): string {
  return /^https:\/\/openvex\.dev\/ns\/v(\d+(?:\.\d+){0,3})$/.exec(context)?.[1] ?? "0.0.1";
}

function readStatement(
  fields: Fields,
  number: number,
  documentTime: string | null,
): VexStatement[] {
  const { problems } = fields;
  const { name, aliases } = readVulnerability(fields);
  const status = fields.text("status");
  if (status === null || !isStatus(status)) {
    problems.add(
      status === null
        ? `Statement ${number} has no status and is left out.`
        : `Statement ${number} has the status "${status}", which OpenVEX does not know, and is left out.`,
    );
    return [];
  }
  if (name === "") problems.add(`Statement ${number} names no vulnerability.`);
  const justification = fields.word("justification");
  const impact = fields.word("impact_statement");
  if (status === "not_affected" && justification === null && impact === null)
    problems.add(`Statement ${number} says "not_affected" without saying why.`);
  if (justification !== null && !justifications.has(justification))
    problems.add(
      `Statement ${number} has the justification "${justification}", which OpenVEX does not know.`,
    );
  const shared = readSubcomponents(fields);
  return [
    {
      vulnerability: name,
      aliases,
      status,
      justification,
      impact,
      action: fields.word("action_statement"),
      notes: fields.word("status_notes"),
      timestamp: fields.word("last_updated") ?? fields.word("timestamp") ?? documentTime,
      products: fields
        .list("products")
        .map((product) => readProduct(product, "products", problems))
        .map((product) =>
          product.subcomponents.length > 0 ? product : { ...product, subcomponents: shared },
        ),
    },
  ];
}

function readVulnerability(fields: Fields): { name: string; aliases: readonly string[] } {
  const value = fields.raw("vulnerability");
  if (typeof value === "string") return { name: value, aliases: [] };
  const vulnerability = fields.at("vulnerability");
  const id = vulnerability.word("@id");
  const name = vulnerability.word("name") ?? id ?? "";
  const aliases = vulnerability.texts("aliases");
  return { name, aliases: id === null || id === name ? aliases : [...aliases, id] };
}

/** In 0.0.1 they were the statement's. */
function readSubcomponents(fields: Fields): VexProduct[] {
  return fields
    .list("subcomponents")
    .map((component) => readProduct(component, "subcomponents", fields.problems));
}

function readProduct(value: JsonValue, list: string, problems: Problems): VexProduct {
  if (!isObject(value)) {
    const id = typeof value === "string" ? value : "";
    if (id === "") problems.add(`"${list}" lists something that is neither text nor an object.`);
    return { id, purls: id.startsWith("pkg:") ? [id] : [], hashes: new Map(), subcomponents: [] };
  }
  const fields = new Fields(value, problems);
  const id = fields.text("@id") ?? "";
  const purl = fields.at("identifiers").word("purl");
  const purls = [id, purl ?? ""].filter((text) => text.startsWith("pkg:"));
  return {
    id,
    purls: [...new Set(purls)],
    hashes: readDigests(fields.at("hashes")),
    subcomponents: readSubcomponents(fields),
  };
}

const statuses: readonly VexStatus[] = ["not_affected", "affected", "fixed", "under_investigation"];

function isStatus(text: string): text is VexStatus {
  return statuses.some((status) => status === text);
}

const justifications: ReadonlySet<string> = new Set([
  "component_not_present",
  "vulnerable_code_not_present",
  "vulnerable_code_not_in_execute_path",
  "vulnerable_code_cannot_be_controlled_by_adversary",
  "inline_mitigations_already_exist",
]);
