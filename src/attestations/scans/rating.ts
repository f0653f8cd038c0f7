import { highestRating } from "./cvss";
import type { Vulnerability } from "./model";
import { severityOfScore } from "./severity";

/**
 * How severe a finding is: what the document writes, and what it leaves out from its CVSS vectors.
 * @param severity `unknown` where the document has none
 * @param score 0 to 10; null where the document has none
 */
export function rated(
  severity: Vulnerability["severity"],
  score: number | null,
  vectors: Iterable<string>,
): Pick<Vulnerability, "severity" | "score"> {
  const rating = score === null ? highestRating(vectors) : null;
  const other = rating?.severity ?? severityOfScore(score);
  return {
    severity: severity === "unknown" ? other : severity,
    score: score ?? rating?.score ?? null,
  };
}
