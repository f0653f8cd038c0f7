import type { CvssMetrics } from "./cvss";
import { macroVectorScores } from "./cvss4Scores";

/**
 * The score of CVSS 4.0 (first.org/cvss/v4-0, section 8): that of the macro vector which the metrics fall into, less
 * what they are below the most severe vector of it. Metrics of threat and environment count where they are there;
 * supplemental ones never do. Null where a metric is missing or wrong.
 */
export function cvss4Score(metrics: CvssMetrics): number | null {
  const levels = readLevels(metrics);
  if (levels === null) return null;
  const level = (name: MetricName) => levels.get(name) ?? 0;
  const isHarmless =
    ["VC", "VI", "VA"].every((name) => levels.get(name) === 2) &&
    ["SC", "SI", "SA"].every((name) => levels.get(name) === 3);
  if (isHarmless) return 0;

  const places = macroVectorOf(level);
  const score = scoreAt(places);
  if (score === null) return null;
  let below = 0;
  let parts = 0;
  for (const part of partsOf(places)) {
    const lower = part.next.flatMap((next) => scoreAt({ ...places, ...next }) ?? []);
    if (lower.length === 0) continue;
    const distance = distanceTo(part.mostSevere, part.metrics, level);
    below += (score - Math.max(...lower)) * (distance / part.depth);
    parts += 1;
  }
  const tenths = parts === 0 ? score : score - below / parts;
  // What is half a tenth is rounded up, and a sum of binary fractions may be just below it.
  return Math.round(tenths + 1e-6) / 10;
}

/** The values of each metric from the most severe on: their places are the levels that are compared. */
const scales = {
  AV: "NALP",
  PR: "NLH",
  UI: "NPA",
  AC: "LH",
  AT: "NP",
  VC: "HLN",
  VI: "HLN",
  VA: "HLN",
  SC: "SHLN",
  SI: "SHLN",
  SA: "SHLN",
  CR: "HML",
  IR: "HML",
  AR: "HML",
  E: "APU",
} as const;
type MetricName = keyof typeof scales;

/** Those that mean the most severe where they are missing. */
const optional: ReadonlySet<string> = new Set(["CR", "IR", "AR", "E"]);

function readLevels(metrics: CvssMetrics): ReadonlyMap<string, number> | null {
  const levels = new Map<string, number>();
  for (const [name, scale] of Object.entries(scales)) {
    const base = metrics.get(name) ?? (optional.has(name) ? "X" : "");
    const changed = optional.has(name) ? undefined : metrics.get(`M${name}`);
    const isChanged = changed !== undefined && changed !== "X";
    for (const value of isChanged ? [base, changed] : [base]) {
      const isUnset = value === "X" && optional.has(name);
      // Safety is at stake only in what somebody says of their own environment.
      const isKnown = value.length === 1 && (value !== "S" || (value === changed && name !== "SC"));
      const level = isUnset ? 0 : isKnown ? scale.indexOf(value) : -1;
      if (level === -1) return null;
      levels.set(name, level);
    }
  }
  return levels;
}

/** A macro vector; `eq36` is the place of EQ3 and EQ6, which depend on each other, in 00, 01, 10, 11, 21. */
interface MacroVector {
  readonly eq1: number;
  readonly eq2: number;
  readonly eq36: number;
  readonly eq4: number;
  readonly eq5: number;
}

function macroVectorOf(level: (name: MetricName) => number): MacroVector {
  const ways = [level("AV"), level("PR"), level("UI")].filter((one) => one === 0).length;
  const isWide = ways > 0 && level("AV") !== 3;
  const losses = (["VC", "VI", "VA"] as const).map(level);
  const required = (["CR", "IR", "AR"] as const).map(level);
  const most = losses.filter((one) => one === 0).length;
  const eq3 = losses[0] === 0 && losses[1] === 0 ? 0 : most > 0 ? 1 : 2;
  const eq6 = losses.some((one, place) => one === 0 && required[place] === 0) ? 0 : 1;
  const later = (["SC", "SI", "SA"] as const).map(level);
  return {
    eq1: ways === 3 ? 0 : isWide ? 1 : 2,
    eq2: level("AC") + level("AT") === 0 ? 0 : 1,
    eq36: eq3 === 2 ? 4 : eq3 * 2 + eq6,
    eq4: later.includes(0) ? 0 : later.includes(1) ? 1 : 2,
    eq5: level("E"),
  };
}

/** In tenths; null for a macro vector below the last. */
function scoreAt({ eq1, eq2, eq36, eq4, eq5 }: MacroVector): number | null {
  if (eq2 > 1 || eq36 > 4 || eq4 > 2 || eq5 > 2) return null;
  return macroVectorScores[(eq1 * 2 + eq2) * 5 + eq36]?.[eq4 * 3 + eq5] ?? null;
}

/** What one step down of a macro vector is about. */
interface Part {
  readonly next: readonly Partial<MacroVector>[];
  readonly metrics: readonly MetricName[];
  /** The levels of those metrics in the vectors that are the most severe. */
  readonly mostSevere: readonly string[];
  /** How many levels there are between the most and the least severe vector. */
  readonly depth: number;
}

function partsOf({ eq1, eq2, eq36, eq4, eq5 }: MacroVector): readonly Part[] {
  return [
    { next: [{ eq1: eq1 + 1 }], metrics: ["AV", "PR", "UI"], ...pick(severest.eq1, eq1) },
    { next: [{ eq2: eq2 + 1 }], metrics: ["AC", "AT"], ...pick(severest.eq2, eq2) },
    {
      next: (after[eq36] ?? []).map((place) => ({ eq36: place })),
      metrics: ["VC", "VI", "VA", "CR", "IR", "AR"],
      ...pick(severest.eq36, eq36),
    },
    { next: [{ eq4: eq4 + 1 }], metrics: ["SC", "SI", "SA"], ...pick(severest.eq4, eq4) },
    { next: [{ eq5: eq5 + 1 }], metrics: [], mostSevere: [""], depth: 1 },
  ];
}

/** 00 goes to 01 and 10, of which the higher counts; these go to 11, that to 21, and that nowhere. */
const after: readonly (readonly number[])[] = [[1, 2], [3], [3], [4], []];

type Severest = readonly (readonly [mostSevere: string, depth: number])[];

/** Tables 24 to 29 of the specification, and the depths of its section 8.2. */
const severest: Readonly<Record<"eq1" | "eq2" | "eq36" | "eq4", Severest>> = {
  eq1: [
    ["000", 1],
    ["100 010 001", 4],
    ["300 111", 5],
  ],
  eq2: [
    ["00", 1],
    ["10 01", 2],
  ],
  eq36: [
    ["000000", 7],
    ["001110 000111", 6],
    ["100000 010000", 8],
    ["101010 100011 010101 011100 110001", 8],
    ["111000", 10],
  ],
  eq4: [
    ["100", 6],
    ["111", 5],
    ["222", 4],
  ],
};

function pick(list: Severest, place: number): Pick<Part, "mostSevere" | "depth"> {
  const [mostSevere = "", depth = 1] = list[place] ?? [];
  return { mostSevere: mostSevere.split(" "), depth };
}

/** Levels below the first of the most severe vectors that is nowhere below the one asked about. */
function distanceTo(
  mostSevere: readonly string[],
  metrics: readonly MetricName[],
  level: (name: MetricName) => number,
): number {
  for (const vector of mostSevere) {
    const steps = metrics.map((name, place) => level(name) - Number(vector[place]));
    if (steps.every((step) => step >= 0)) return steps.reduce((sum, step) => sum + step, 0);
  }
  return 0;
}
