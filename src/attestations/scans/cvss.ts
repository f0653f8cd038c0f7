import { cvss2Score } from "./cvss2";
import { cvss3Score } from "./cvss3";
import { cvss4Score } from "./cvss4";
import type { Vulnerability } from "./model";
import { severityOfScore } from "./severity";

/** What a vector of the Common Vulnerability Scoring System says of a vulnerability. */
export interface CvssRating {
  /** 3 is 3.0 or 3.1. */
  readonly version: 2 | 3 | 4;
  /** 0 to 10, with one decimal. */
  readonly score: number;
  readonly severity: Vulnerability["severity"];
}

/** Values by the names of their metrics. */
export type CvssMetrics = ReadonlyMap<string, string>;

/**
 * The score of a CVSS vector: the base score of versions 2, 3.0 and 3.1, and of 4.0 the one score that there is,
 * with the threat and the environment that it names. The metrics may be in any order. Null for what is no vector,
 * lacks a metric of the base, or has one twice. Takes linear time.
 */
export function cvssRating(vector: string): CvssRating | null {
  const [prefix = "", version = ""] = /^CVSS:(\d\.\d)\//.exec(vector) ?? [];
  const metrics = readMetrics(vector.slice(prefix.length));
  if (metrics === null) return null;
  switch (version) {
    case "":
    case "2.0":
      return ratingOf(2, cvss2Score(metrics));
    case "3.0":
    case "3.1":
      return ratingOf(3, cvss3Score(metrics));
    case "4.0":
      return ratingOf(4, cvss4Score(metrics));
    default:
      return null;
  }
}

/** Of several vectors: that of the newest version, and of those of one version the highest; null where none is one. */
export function highestRating(vectors: Iterable<string>): CvssRating | null {
  let found: CvssRating | null = null;
  for (const vector of vectors) {
    const rating = cvssRating(vector);
    if (rating === null) continue;
    const order = found === null ? 1 : rating.version - found.version || rating.score - found.score;
    if (order > 0) found = rating;
  }
  return found;
}

/** Vectors of version 2 are written in parentheses, too. */
function readMetrics(text: string): CvssMetrics | null {
  const metrics = new Map<string, string>();
  for (const part of text.replace(/^\((.*)\)$/s, "$1").split("/")) {
    const colon = part.indexOf(":");
    const name = part.slice(0, colon);
    if (colon === -1 || metrics.has(name)) return null;
    metrics.set(name, part.slice(colon + 1));
  }
  return metrics;
}

/** There is no "critical" in version 2, by the scale of the National Vulnerability Database (nvd.nist.gov/vuln-metrics). */
function ratingOf(version: CvssRating["version"], score: number | null): CvssRating | null {
  if (score === null) return null;
  const severity = severityOfScore(score);
  return { version, score, severity: version === 2 && severity === "critical" ? "high" : severity };
}
