import type { Fields } from "../fields";
import { toolName } from "../sbom/names";
import { finishedOf } from "./inToto";
import type { Scan } from "./model";

/**
 * Reads the predicate https://cosign.sigstore.dev/attestation/vuln/v1, whose result is the report of a
 * scanner as it is: `read` gives what that is, null where it is nothing that we know.
 */
export function readCosignVuln(predicate: Fields, read: (report: Fields) => Scan | null): Scan {
  const scanner = predicate.at("scanner");
  const report = read(scanner.at("result"));
  if (report === null && scanner.has("result") && scanner.raw("result") !== null)
    predicate.problems.add("The result is not a report of Trivy or grype, nor SARIF.");
  return {
    scanner: toolName(scanner.word("uri"), scanner.word("version")) ?? report?.scanner ?? null,
    finished: finishedOf(predicate) ?? report?.finished ?? null,
    findings: report?.findings ?? [],
  };
}
