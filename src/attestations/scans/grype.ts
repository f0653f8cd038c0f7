import type { Fields } from "../fields";
import { toolName } from "../sbom/names";
import { aboutOf } from "./about";
import type { Scan, Vulnerability } from "./model";
import { rated } from "./rating";
import { readScore, readSeverity } from "./severity";

/** Reads the JSON report of grype (anchore/grype, schema of its `-o json`). */
export function readGrype(report: Fields): Scan {
  const descriptor = report.at("descriptor");
  return {
    scanner: toolName(descriptor.word("name"), descriptor.word("version")),
    finished: descriptor.word("timestamp"),
    findings: report.objects("matches").map(readMatch),
  };
}

function readMatch(fields: Fields): Vulnerability {
  const vulnerability = fields.at("vulnerability");
  const related = fields.objects("relatedVulnerabilities");
  const artifact = fields.at("artifact");
  const id = vulnerability.text("id") ?? "";
  const ratings = [vulnerability, ...related].flatMap((one) => one.objects("cvss"));
  const scores = ratings.flatMap((one) => readScore(one.at("metrics").number("baseScore")) ?? []);
  const vectors = ratings.flatMap((one) => one.text("vector") ?? []);
  const aliases = related.flatMap((one) => one.word("id") ?? []).filter((other) => other !== id);
  return {
    id,
    aliases: [...new Set(aliases)],
    ...rated(readSeverity(vulnerability.text("severity")), scores[0] ?? null, vectors),
    package: {
      name: artifact.text("name") ?? "",
      version: artifact.word("version"),
      purl: artifact.word("purl"),
    },
    fixedIn: vulnerability.at("fix").texts("versions").join(", ") || null,
    ...aboutOf(
      [vulnerability, ...related].flatMap((one) => one.word("description") ?? [])[0] ?? null,
      [vulnerability, ...related].flatMap((one) => [one.text("dataSource"), ...one.texts("urls")]),
    ),
  };
}
