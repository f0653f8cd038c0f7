import type { JudgedFinding, Severity } from "../verify/vulnerabilities";
import { parsePurl } from "../attestations/purl";
import { shownText } from "./text";
import type { Tone } from "./verdicts";
import { statusTexts } from "./vexTexts";

/** What is known of a finding by VEX, in the order in which it is shown: what is left comes first. */
export const findingStates = [
  "affected",
  "under_investigation",
  "open",
  "claimed",
  "not_affected",
  "fixed",
] as const;
export type FindingState = (typeof findingStates)[number];

export const findingStateNames: Readonly<Record<FindingState, string>> = {
  affected: "Affected",
  under_investigation: "Under investigation",
  open: "Nothing said",
  claimed: "Only claimed",
  not_affected: "Not affected",
  fixed: "Fixed",
};

export const severityNames: Readonly<Record<Severity, string>> = {
  critical: "Critical",
  high: "High",
  medium: "Medium",
  low: "Low",
  negligible: "Negligible",
  unknown: "Unknown",
};

/** A word of somebody who may speak for the image comes before what others claim. */
export function findingState({ state, opinion }: JudgedFinding): FindingState {
  const status = opinion?.statement.status;
  if (state === "settled") return status === "fixed" ? "fixed" : "not_affected";
  if (status === "affected" || status === "under_investigation") return status;
  return state === "claimed" ? "claimed" : "open";
}

export function isLeft({ state }: JudgedFinding): boolean {
  return state !== "settled";
}

/** `not affected (relaxed)`, `claim: fixed (exact)`; empty where nobody says anything. */
export function findingVexText({ opinion, claim }: JudgedFinding): string {
  const said = opinion ?? claim;
  if (said === null) return "";
  const text = `${statusTexts[said.statement.status].word} (${said.match})`;
  return opinion === null ? `claim: ${text}` : text;
}

export function findingTone(finding: JudgedFinding): Tone {
  const state = findingState(finding);
  if (state === "not_affected" || state === "fixed") return "good";
  return state === "affected" ? "bad" : state === "open" ? "neutral" : "attention";
}

/** `9.8`; empty where there is none. */
export function scoreText(score: number | null): string {
  return score === null ? "" : score.toFixed(1);
}

/** A scanner as people call it: attestations name it by package URL, `pkg:github/anchore/grype 0.104.0`. */
export function scannerText(name: string): string {
  const [first = "", ...rest] = name.split(" ");
  const purl = first.startsWith("pkg:") ? parsePurl(first) : null;
  return shownText(purl === null ? name : [purl.name, ...rest].join(" "));
}

/** `openssl 3.0.1`; null where a source names no package. */
export function packageText({ package: found }: JudgedFinding): string | null {
  if (found === null) return null;
  return shownText(found.version === null ? found.name : `${found.name} ${found.version}`);
}
