import type { Fields } from "../fields";
import { toolName } from "../sbom/names";
import { aboutOf } from "./about";
import type { Scan, Vulnerability } from "./model";
import { readScore, readSeverity } from "./severity";

/** Reads the vulnerabilities of a JSON report of Trivy (schema version 2). */
export function readTrivy(report: Fields): Scan {
  return {
    scanner: toolName("Trivy", report.at("Trivy").word("Version")),
    finished: report.word("CreatedAt"),
    findings: report
      .objects("Results")
      .flatMap((result) => result.objects("Vulnerabilities").map(readFinding)),
  };
}

function readFinding(fields: Fields): Vulnerability {
  const name = fields.word("PkgName");
  return {
    id: fields.text("VulnerabilityID") ?? "",
    aliases: fields.texts("VendorIDs"),
    severity: readSeverity(fields.text("Severity")),
    score: readCvss(fields.at("CVSS"), fields.text("SeveritySource")),
    package:
      name === null
        ? null
        : {
            name,
            version: fields.word("InstalledVersion"),
            purl: fields.at("PkgIdentifier").word("PURL"),
          },
    fixedIn: fields.word("FixedVersion"),
    ...aboutOf(fields.text("Description") ?? fields.text("Title"), [
      fields.text("PrimaryURL"),
      ...fields.texts("References"),
    ]),
  };
}

/** The score of whoever the severity is from, else the highest; the newest version of CVSS first. */
function readCvss(scores: Fields, source: string | null): number | null {
  const chosen = source !== null && scores.has(source) ? scoreOf(scores.at(source)) : null;
  const all = scores.entries().flatMap(([name]) => scoreOf(scores.at(name)) ?? []);
  return chosen ?? (all.length === 0 ? null : Math.max(...all.slice(0, mostSources)));
}

function scoreOf(score: Fields): number | null {
  return readScore(score.number("V40Score") ?? score.number("V3Score") ?? score.number("V2Score"));
}

const mostSources = 100;
