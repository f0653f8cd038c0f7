import type { Stage } from "../dockerfile/model";
import { contextOf } from "../lint/reading";
import type { LintRequest } from "../lint/result";
import type { SpanEdit } from "../lint/rule";
import type { Breakage } from "./breakage";
import { familiesFrom } from "./families";
import { keptRemarks } from "./kept";
import { whyWorse } from "./plan/check";
import { stageChanges, swapChanges } from "./plan/changes";
import { copiedProgramOf } from "./plan/copiedProgram";
import type { PackageFile } from "./plan/language";
import type { PlanChange, PlanRemark } from "./plan/model";
import { blockedRemarks, runtimeRemarks, swapRemarks } from "./plan/remarks";
import { restructured, type Restructured, shipsBuildImage } from "./plan/restructure";
import { shippingOf } from "./plan/shipping";
import { type FileSwaps, type Swap, swapsOf, type SwapOptions } from "./swap";
import { replaced } from "./edits";

export { largestPackageFile, type PackageFile } from "./plan/language";
export type { PlanChange, PlanRemark } from "./plan/model";

/** The families to choose from and an organisation's mirrors; blockers always count. */
export interface PlanOptions extends Omit<SwapOptions, "force"> {
  /** The package.json at the root of the build context: what `npm start` starts. Null or left out: not known. */
  readonly packageJson?: PackageFile | null;
}

/** How a whole file can be hardened. Offsets are those of the file as it is. */
export interface Plan {
  readonly changes: readonly PlanChange[];
  /** What is left to the person. */
  readonly left: readonly PlanRemark[];
  /** What has to be known before the plan is taken. */
  readonly warnings: readonly PlanRemark[];
  /** All edits, in order, apart from each other. */
  readonly edits: readonly SpanEdit[];
  /** The text after all of them. */
  readonly text: string;
}

/**
 * Hardens a whole Dockerfile: what ships moves to a minimal runtime image, parted into a builder and a
 * runtime stage where it has to be, and every other place gets the swap that nothing blocks. Only what is
 * certain is done; the rest is said in `left`. A plan that would leave the file worse is not made: the text
 * after has no new problem, no graver finding, and no more plan of its own.
 *
 * Never throws; without a catalog, or where nothing can be done, there are no edits.
 */
export function planOf(request: LintRequest, options: PlanOptions = {}): Plan {
  const plan = proposed(request, options);
  const reason = worsening(request, plan, options);
  if (reason === null) return plan;
  const swaps = swapsOf(request, { ...options, force: false });
  const fallback = swapsOnly(request, swaps, [...plan.left, reason]);
  return worsening(request, fallback, options) === null
    ? fallback
    : { ...nothing(request), left: fallback.left };
}

/**
 * What swaps come to, in the terms of a plan: for files that are only swapped in, and for some places of a file.
 *
 * @param swaps as `swapsOf` gives them, all of one file or some of them
 */
export function swapsPlan(swaps: readonly Swap[]): Pick<Plan, "changes" | "left" | "warnings"> {
  return {
    changes: swapChanges(swaps),
    left: blockedRemarks(swaps),
    warnings: swapRemarks(swaps),
  };
}

const nothing = ({ text }: LintRequest): Plan => ({
  changes: [],
  left: [],
  warnings: [],
  edits: [],
  text,
});

/** Why the plan must not be made, null where it may. */
function worsening(request: LintRequest, plan: Plan, options: PlanOptions): PlanRemark | null {
  if (plan.edits.length === 0) return null;
  const after = { ...request, text: plan.text };
  const span = { start: 0, end: 0 };
  const worse = whyWorse(request, after);
  if (worse !== null) return { message: worse, span };
  const again = proposed(after, options);
  return again.edits.length === 0
    ? null
    : { message: "The plan is taken back: a second run would change the file again.", span };
}

function proposed(request: LintRequest, options: PlanOptions): Plan {
  if (request.catalog === null) return nothing(request);
  const context = contextOf(request);
  const swaps = swapsOf(request, { ...options, force: false });
  if (context.dockerfile.problems.length > 0) return swapsOnly(request, swaps, []);
  const { stage, left } = shippingOf(context, swaps);
  const plan =
    stage === null ? swapsOnly(request, swaps, []) : planOfStage(request, stage, swaps, options);
  return { ...plan, left: [...plan.left, ...left] };
}

function planOfStage(
  request: LintRequest,
  stage: Stage,
  swaps: FileSwaps,
  options: PlanOptions,
): Plan {
  const context = contextOf(request);
  const isDone = swaps.swaps.some(
    ({ place, edits }) => place.stage === stage.root && edits.length > 0,
  );
  const facts = context.facts(stage);
  const runs = isDone || facts?.variant === "runtime";
  if (runs && !shipsBuildImage(stage) && copiedProgramOf(context, stage) === null)
    return swapsOnly(request, swaps, []);
  const families =
    options.families ?? familiesFrom(request.settings.family, request.settings.families);
  const packageFile = options.packageJson ?? null;
  const outcome = restructured(request, stage, { ...options, families, packageFile });
  if (outcome === null) return swapsOnly(request, swaps, []);
  if (outcome.kind === "stopped") {
    // The reasons of the plan take the place of those of the swap that it could not be.
    const others = swaps.swaps.filter(
      ({ place, edits }) => place.stage !== stage.root || edits.length > 0,
    );
    const kept = swaps.kept.filter(({ place }) => place.stage !== stage.root);
    return swapsOnly(request, { ...swaps, swaps: others, kept }, outcome.remarks);
  }
  return parted(request, outcome.value, swaps);
}

function swapsOnly(request: LintRequest, swaps: FileSwaps, left: readonly PlanRemark[]): Plan {
  const { changes, left: blocked, warnings } = swapsPlan(swaps.swaps);
  const tooMany = swaps.tooMany === null ? [] : [swaps.tooMany];
  const kept = keptRemarks(swaps.kept);
  return planWith(request, changes, { left: [...left, ...blocked, ...kept, ...tooMany], warnings });
}

function parted(request: LintRequest, result: Restructured, alone: FileSwaps): Plan {
  const changes = stageChanges(result, alone);
  return planWith(request, changes, {
    left: [
      ...result.remarks.left,
      ...blockedRemarks(result.swaps),
      ...keptRemarks(alone.kept.filter(({ place }) => place.stage !== result.draft.stage.root)),
    ],
    warnings: [
      ...swapRemarks([...result.own.map(withOwners(changes)), ...result.swaps]),
      ...runtimeRemarks(result),
      ...result.remarks.warnings,
    ],
  });
}

/** Where the plan gives the files away, what is left to root is what it means nobody to write. */
function withOwners(changes: readonly PlanChange[]): (swap: Swap) => Swap {
  if (!changes.some(({ id }) => id === "owner")) return (swap) => swap;
  const rest = ({ code }: Breakage) => code !== "file-owner";
  return (swap) => ({ ...swap, warnings: swap.warnings.filter(rest) });
}

function planWith(
  { text }: LintRequest,
  changes: readonly PlanChange[],
  remarks: Pick<Plan, "left" | "warnings">,
): Plan {
  const edits = changes
    .flatMap((change) => change.edits)
    .sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  return { changes, ...remarks, edits, text: replaced(text, edits) };
}
