import type { CvssMetrics } from "./cvss";

/** The base score of CVSS 3.0 and 3.1 (first.org/cvss/v3-1, section 7.1); null where a metric is missing or wrong. */
export function cvss3Score(metrics: CvssMetrics): number | null {
  const weight = (name: keyof typeof weights) => weights[name].get(metrics.get(name) ?? "");
  const scope = metrics.get("S");
  const privileges = (scope === "C" ? changedPrivileges : weights.PR).get(metrics.get("PR") ?? "");
  const factors = [weight("AV"), weight("AC"), privileges, weight("UI")];
  const losses = [weight("C"), weight("I"), weight("A")];
  if (scope !== "C" && scope !== "U") return null;
  let exploitability = 8.22;
  for (const factor of factors) {
    if (factor === undefined) return null;
    exploitability *= factor;
  }
  let kept = 1;
  for (const loss of losses) {
    if (loss === undefined) return null;
    kept *= 1 - loss;
  }
  const lost = 1 - kept;
  const impact =
    scope === "U" ? 6.42 * lost : 7.52 * (lost - 0.029) - 3.25 * Math.pow(lost - 0.02, 15);
  if (impact <= 0) return 0;
  const sum = impact + exploitability;
  return roundUp(Math.min(scope === "U" ? sum : 1.08 * sum, 10));
}

/** To one decimal, as appendix A of the specification does it in whole numbers. */
function roundUp(score: number): number {
  const whole = Math.round(score * 100_000);
  return whole % 10_000 === 0 ? whole / 100_000 : (Math.floor(whole / 10_000) + 1) / 10;
}

const impacts: ReadonlyMap<string, number> = new Map([
  ["H", 0.56],
  ["L", 0.22],
  ["N", 0],
]);

const weights = {
  AV: new Map([
    ["N", 0.85],
    ["A", 0.62],
    ["L", 0.55],
    ["P", 0.2],
  ]),
  AC: new Map([
    ["L", 0.77],
    ["H", 0.44],
  ]),
  PR: new Map([
    ["N", 0.85],
    ["L", 0.62],
    ["H", 0.27],
  ]),
  UI: new Map([
    ["N", 0.85],
    ["R", 0.62],
  ]),
  C: impacts,
  I: impacts,
  A: impacts,
} as const;

const changedPrivileges: ReadonlyMap<string, number> = new Map([
  ["N", 0.85],
  ["L", 0.68],
  ["H", 0.5],
]);
