import type { Fix } from "../lint/finding";
import { toFix } from "../lint/lint";
import { contextOf } from "../lint/reading";
import type { LintRequest, LintResult } from "../lint/result";
import type { RuleContext, RuleFix } from "../lint/rule";
import { isShippedBuild } from "./shippedBuild";
import { type Exchanged, type Swap, swapsOf, type SwapOptions } from "./swap";

/** The rules whose findings a swap settles. */
const swapped: ReadonlySet<string> = new Set([
  "heavy-base",
  "eol-base",
  "moved-base",
  "hardened-available",
]);

/**
 * Adds the swaps to what a lint found: as fixes of the findings on the bases that they replace. A swap that
 * something blocks is no fix; one is preferred only where it is the same software in the same version, in
 * the family that is preferred; none is safe.
 *
 * @param request the one that `result` is the answer to
 */
export function withSwaps(
  result: LintResult,
  request: LintRequest,
  options: SwapOptions = {},
): LintResult {
  if (!result.findings.some(({ rule }) => swapped.has(rule))) return result;
  const context = contextOf(request);
  const { swaps } = swapsOf(request, { ...options, force: false });
  const byPlace = new Map(swaps.map((swap) => [placeKey(context, swap), swap]));
  return {
    ...result,
    findings: result.findings.map((finding) => {
      const { line, character } = finding.range.start;
      const swap = swapped.has(finding.rule) ? byPlace.get(`${line}:${character}`) : undefined;
      if (swap === undefined) return finding;
      return { ...finding, fixes: [...finding.fixes, ...fixesOf(swap, finding.rule, context)] };
    }),
  };
}

function placeKey({ dockerfile }: RuleContext, { place }: Swap): string {
  const { line, character } = dockerfile.rangeOf(place.word.span).start;
  return `${line}:${character}`;
}

function fixesOf(swap: Swap, rule: string, context: RuleContext): readonly Fix[] {
  const own = fixOf(swap, swap.counterpart.exact && isCertain(swap, context));
  const others = swap.alternatives
    // One image to build with in place of another settles nothing there.
    .filter((other) => rule !== "heavy-base" || !isShippedBuild(other))
    .flatMap((other) => fixOf(other, false));
  return [...own, ...others].map((fix) => toFix(fix, context.dockerfile.rangeOf));
}

/** What a service does with an image is said in part only, so any doubt is enough. */
function isCertain({ place, warnings }: Swap, context: RuleContext): boolean {
  return context.service(place.stage) === null || warnings.every(({ code }) => code === "login");
}

function fixOf(exchanged: Exchanged, preferred: boolean): RuleFix[] {
  const { edits, blockers, counterpart, target } = exchanged;
  if (edits.length === 0 || blockers.length > 0) return [];
  const nearest = counterpart.exact ? "" : ", the nearest";
  const kept = isShippedBuild(exchanged) ? ", with all that building needs" : "";
  return [{ title: `Swap in ${target}${nearest}${kept}`, preferred, safe: false, edits }];
}
