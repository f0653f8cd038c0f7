import { Fields } from "../fields";
import { toolName } from "../sbom/names";
import { aboutOf } from "./about";
import type { Scan, Vulnerability } from "./model";
import { readScore, readSeverity, severityOfScore } from "./severity";

/**
 * Reads the vulnerabilities of a SARIF 2.1.0 report; null where it has none, being the report of another
 * kind of tool. SARIF has no field for a package: Trivy and grype name it in the message, Docker Scout among
 * the properties of the rule.
 */
export function readSarif(log: Fields): Scan | null {
  const runs = log.objects("runs");
  const findings = runs.flatMap(readRun);
  const driver = runs[0]?.at("tool").at("driver");
  const isScanner = findings.length > 0 || isKnown(driver?.word("name") ?? "");
  if (!isScanner) return null;
  return {
    scanner: toolName(driver?.word("name") ?? null, driver?.word("version") ?? null),
    finished: runs[0]?.objects("invocations")[0]?.word("endTimeUtc") ?? null,
    findings,
  };
}

/** A scanner that found nothing names no vulnerability. */
function isKnown(tool: string): boolean {
  return ["trivy", "grype", "docker scout"].includes(tool.toLowerCase());
}

function readRun(run: Fields): Vulnerability[] {
  const rules = new Map<string, Fields>();
  for (const rule of run.at("tool").at("driver").objects("rules"))
    rules.set(rule.text("id") ?? "", rule);
  return run.objects("results").flatMap((result) => {
    const ruleId = result.text("ruleId") ?? "";
    const id = /^(?:CVE-\d{4}-\d+|GHSA(?:-\w{4}){3}|[A-Z]+-\d{4}[-:]\d+)/.exec(ruleId)?.[0];
    if (id === undefined) return [];
    return [readFinding(id, result, rules.get(ruleId) ?? new Fields(undefined, run.problems))];
  });
}

function readFinding(id: string, result: Fields, rule: Fields): Vulnerability {
  const message = result.at("message").text("text") ?? "";
  const properties = rule.at("properties");
  const written = properties.scalar("security-severity");
  const score = written === null || written === "" ? null : readScore(Number(written));
  const word = readSeverity(lineOf(message, "Severity") ?? properties.text("cvssV3_severity"));
  const purl = properties.has("purls") ? (properties.texts("purls")[0] ?? null) : null;
  const named = packageIn(message);
  return {
    id,
    aliases: [],
    severity: word === "unknown" ? severityOfScore(score) : word,
    score,
    package:
      named === null && purl === null
        ? null
        : { name: named?.name ?? purl ?? "", version: named?.version ?? null, purl },
    fixedIn: lineOf(message, "Fixed Version") ?? properties.word("fixed_version"),
    ...aboutOf(
      rule.at("fullDescription").text("text") ?? rule.at("shortDescription").text("text"),
      [rule.text("helpUri")],
    ),
  };
}

/** Trivy's lines, or grype's sentence: `… package: NAME, version VERSION was found …`. */
function packageIn(message: string): { name: string; version: string | null } | null {
  const name = lineOf(message, "Package");
  if (name !== null) return { name, version: lineOf(message, "Installed Version") };
  const sentence = /package: ([^,\s]{1,200}), version (\S{1,200}) was found/.exec(message);
  return sentence === null ? null : { name: sentence[1] ?? "", version: sentence[2] ?? null };
}

/** What stands after `NAME:` on a line of its own; null where nothing does. */
function lineOf(message: string, name: string): string | null {
  const line = message
    .slice(0, 4096)
    .split("\n")
    .find((one) => one.startsWith(`${name}: `));
  return line?.slice(name.length + 2).trim() || null;
}
