import type { Opinion } from "../../verify/opinions";
import type { JudgedFinding, Vulnerabilities } from "../../verify/vulnerabilities";

/** The value of `vulnerabilities` in the JSON of `inspect`. */
export function vulnerabilitiesJson(found: Vulnerabilities) {
  const { sources, known, settled, claimed, left, fixable, findings } = found;
  return {
    sources: sources.map((source) => ({
      name: source.name,
      verdict: source.verdict,
      finished: source.finished,
      findings: source.findings.length,
    })),
    known: { total: known.total, ...known.bySeverity },
    settled,
    claimed,
    left: { total: left.total, ...left.bySeverity },
    fixable,
    findings: findings.map(findingJson),
  };
}

function findingJson(finding: JudgedFinding) {
  const { id, identifiers, severity, score, fixedIn, sources, state, opinion, claim } = finding;
  return {
    id,
    identifiers,
    severity,
    score,
    package: finding.package,
    fixedIn,
    sources,
    state,
    vex: opinionJson(opinion),
    claim: opinionJson(claim),
  };
}

function opinionJson(opinion: Opinion | null) {
  if (opinion === null) return null;
  const { statement, match, by } = opinion;
  const { status, justification, impact, action, timestamp } = statement;
  return { status, justification, impact, action, timestamp, match, digest: by.digest };
}
