import type { Graph } from "../sbom/spdx3";
import type { Vex, VexProduct, VexStatement, VexStatus } from "./model";

/** Reads the VEX statements of SPDX 3's security profile; null where it has none. */
export function readSpdx3Vex(graph: Graph): Vex | null {
  const document = graph.ofType("SpdxDocument")[0];
  const creation = graph.ofType("CreationInfo")[0];
  const timestamp = creation?.word("created") ?? null;
  const statements = types.flatMap(([type, status]) =>
    graph.ofType(type).map((relationship): VexStatement => {
      const names = namesOf(relationship.text("from"), graph);
      return {
        vulnerability: names[0] ?? "",
        aliases: names.slice(1),
        status,
        justification:
          justifications.get(relationship.word("security_justificationType") ?? "") ?? null,
        impact: relationship.word("security_impactStatement"),
        action: relationship.word("security_actionStatement"),
        notes: relationship.word("security_statusNotes"),
        timestamp: relationship.word("security_publishedTime") ?? timestamp,
        products: relationship.texts("to").map((id) => readProduct(id, graph)),
      };
    }),
  );
  if (statements.length === 0) return null;
  return {
    id: document?.word("spdxId") ?? null,
    author: graph.get(creation?.texts("createdBy")[0] ?? null)?.word("name") ?? null,
    timestamp,
    version: null,
    statements,
  };
}

function namesOf(id: string | null, graph: Graph): string[] {
  const vulnerability = graph.get(id);
  const identifiers = vulnerability?.objects("externalIdentifier") ?? [];
  const names = [
    ...identifiers.filter((one) => one.raw("externalIdentifierType") === "cve"),
    ...identifiers.filter((one) => one.raw("externalIdentifierType") !== "cve"),
  ].flatMap((one) => one.word("identifier") ?? []);
  return [...new Set([...names, vulnerability?.word("name") ?? ""])].filter((name) => name !== "");
}

function readProduct(id: string, graph: Graph): VexProduct {
  const purl = graph.get(id)?.word("software_packageUrl") ?? null;
  return { id, purls: purl === null ? [] : [purl], hashes: new Map(), subcomponents: [] };
}

const types: readonly (readonly [type: string, status: VexStatus])[] = [
  ["security_VexNotAffectedVulnAssessmentRelationship", "not_affected"],
  ["security_VexAffectedVulnAssessmentRelationship", "affected"],
  ["security_VexFixedVulnAssessmentRelationship", "fixed"],
  ["security_VexUnderInvestigationVulnAssessmentRelationship", "under_investigation"],
];

const justifications: ReadonlyMap<string, string> = new Map([
  ["componentNotPresent", "component_not_present"],
  ["vulnerableCodeNotPresent", "vulnerable_code_not_present"],
  ["vulnerableCodeNotInExecutePath", "vulnerable_code_not_in_execute_path"],
  [
    "vulnerableCodeCannotBeControlledByAdversary",
    "vulnerable_code_cannot_be_controlled_by_adversary",
  ],
  ["inlineMitigationsAlreadyExist", "inline_mitigations_already_exist"],
]);
