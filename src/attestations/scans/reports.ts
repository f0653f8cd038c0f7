import type { Fields } from "../fields";
import { field, isList } from "../jsonFields";
import type { JsonValue } from "../json";
import { readGrype } from "./grype";
import type { Scan } from "./model";
import { readSarif } from "./sarif";
import { readTrivy } from "./trivy";

/** The report of a scanner and the name of its format; null where it is none that we know. */
export function readReport(
  report: Fields,
): { readonly format: string; readonly scan: Scan } | null {
  const { value } = report;
  if (isTrivy(value)) return { format: "Trivy report", scan: readTrivy(report) };
  if (isGrype(value)) return { format: "Grype report", scan: readGrype(report) };
  if (!isSarif(value)) return null;
  const scan = readSarif(report);
  return scan === null ? null : { format: "SARIF 2.1.0", scan };
}

function isTrivy(value: JsonValue | undefined): boolean {
  return (
    typeof field(value, "SchemaVersion") === "number" &&
    (isList(field(value, "Results")) || field(value, "ArtifactName") !== undefined)
  );
}

function isGrype(value: JsonValue | undefined): boolean {
  return isList(field(value, "matches")) && field(field(value, "descriptor"), "name") === "grype";
}

export function isSarif(value: JsonValue | undefined): boolean {
  return field(value, "version") === "2.1.0" && isList(field(value, "runs"));
}
