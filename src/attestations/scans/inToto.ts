import type { Fields } from "../fields";
import { toolName } from "../sbom/names";
import type { Scan, Vulnerability } from "./model";
import { rated } from "./rating";
import { readScore, readSeverity } from "./severity";

/**
 * Reads the predicates https://in-toto.io/attestation/vulns/v0.1 and v0.2: a list of identifiers, each
 * with severities as words, scores or CVSS vectors, as text or number. They do not name the package.
 */
export function readInTotoVulns(predicate: Fields): Scan {
  const scanner = predicate.at("scanner");
  return {
    scanner: toolName(scanner.word("uri"), scanner.word("version")),
    finished: finishedOf(predicate),
    findings: scanner.objects("result").map(readFinding),
  };
}

/** What cosign's predicate and in-toto's call it. */
export function finishedOf(predicate: Fields): string | null {
  const metadata = predicate.at("metadata");
  return metadata.word("scanFinishedOn") ?? metadata.word("scanStartedOn");
}

function readFinding(fields: Fields): Vulnerability {
  const written = fields.objects("severity").map((one) => one.scalar("score") ?? "");
  const scores = written.flatMap((text) => (text === "" ? [] : (readScore(Number(text)) ?? [])));
  const word = written.map(readSeverity).find((severity) => severity !== "unknown");
  return {
    id: fields.word("id") ?? fields.at("vulnerability").text("id") ?? "",
    aliases: [],
    ...rated(word ?? "unknown", scores[0] ?? null, written),
    package: null,
    fixedIn: null,
  };
}
