import type { Fields } from "../fields";
import { toolName } from "../sbom/names";
import { aboutOf } from "./about";
import type { Scan, Vulnerability } from "./model";
import { rated } from "./rating";
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
    ...readCvss(fields),
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
function readCvss(fields: Fields): Pick<Vulnerability, "severity" | "score"> {
  const scores = fields.at("CVSS");
  const source = fields.text("SeveritySource");
  const all = scores
    .entries()
    .slice(0, mostSources)
    .map(([name]) => scores.at(name));
  const own = source !== null && scores.has(source) ? scores.at(source) : null;
  const known = all.flatMap((one) => scoreOf(one) ?? []);
  const highest = known.length === 0 ? null : Math.max(...known);
  const severity = readSeverity(fields.text("Severity"));
  return rated(severity, own === null ? highest : (scoreOf(own) ?? highest), [
    ...(own === null ? all : [own]).flatMap(vectorsOf),
  ]);
}

function scoreOf(score: Fields): number | null {
  return readScore(score.number("V40Score") ?? score.number("V3Score") ?? score.number("V2Score"));
}

function vectorsOf(score: Fields): string[] {
  return ["V40Vector", "V3Vector", "V2Vector"].flatMap((name) => score.text(name) ?? []);
}

const mostSources = 100;
