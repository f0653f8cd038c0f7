import type { Vulnerability } from "./model";

/** Brings the words of scanners together; what is none of theirs is unknown. */
export function readSeverity(word: string | null): Vulnerability["severity"] {
  return words.get((word ?? "").toLowerCase()) ?? "unknown";
}

/** A CVSS score where a document has one: 0 to 10, else null. */
export function readScore(score: number | null): number | null {
  return score !== null && score >= 0 && score <= 10 ? score : null;
}

/** The qualitative scale of CVSS 3.1, section 5. */
export function severityOfScore(score: number | null): Vulnerability["severity"] {
  if (score === null) return "unknown";
  if (score >= 9) return "critical";
  if (score >= 7) return "high";
  if (score >= 4) return "medium";
  return score > 0 ? "low" : "negligible";
}

const words: ReadonlyMap<string, Vulnerability["severity"]> = new Map([
  ["critical", "critical"],
  ["high", "high"],
  ["important", "high"],
  ["medium", "medium"],
  ["moderate", "medium"],
  ["low", "low"],
  ["negligible", "negligible"],
  ["none", "negligible"],
  ["info", "negligible"],
  ["unimportant", "negligible"],
]);
