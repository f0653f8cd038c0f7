import type { CvssMetrics } from "./cvss";

/** The base score of CVSS 2 (first.org/cvss/v2/guide, section 3.2.1); null where a metric is missing or wrong. */
export function cvss2Score(metrics: CvssMetrics): number | null {
  let exploitability = 20;
  for (const [name, weights] of Object.entries(exploitWeights)) {
    const weight = weights.get(metrics.get(name) ?? "");
    if (weight === undefined) return null;
    exploitability *= weight;
  }
  let kept = 1;
  for (const name of ["C", "I", "A"]) {
    const loss = losses.get(metrics.get(name) ?? "");
    if (loss === undefined) return null;
    kept *= 1 - loss;
  }
  const impact = 10.41 * (1 - kept);
  if (impact === 0) return 0;
  return Math.round((0.6 * impact + 0.4 * exploitability - 1.5) * 1.176 * 10) / 10;
}

const exploitWeights = {
  AV: new Map([
    ["L", 0.395],
    ["A", 0.646],
    ["N", 1],
  ]),
  AC: new Map([
    ["H", 0.35],
    ["M", 0.61],
    ["L", 0.71],
  ]),
  Au: new Map([
    ["M", 0.45],
    ["S", 0.56],
    ["N", 0.704],
  ]),
} as const;

const losses: ReadonlyMap<string, number> = new Map([
  ["N", 0],
  ["P", 0.275],
  ["C", 0.66],
]);
