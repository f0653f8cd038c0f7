import type { Check, Verdict } from "./verdict";

/**
 * From the best to the worst. Of several signatures over one thing, and of several things of one kind, the
 * best counts: anyone who may push can add a bad one, and must gain and spoil nothing by it.
 */
const order: readonly Verdict[] = ["verified", "untrusted", "unchecked", "unsigned", "failed"];

export function betterVerdict(one: Verdict, other: Verdict): boolean {
  return order.indexOf(one) < order.indexOf(other);
}

/** The best of several; `otherwise` where there are none. */
export function bestVerdict(verdicts: readonly Verdict[], otherwise: Verdict): Verdict {
  return order.find((verdict) => verdicts.includes(verdict)) ?? otherwise;
}

/** The worst of several; `otherwise` where there are none. */
export function worstVerdict(verdicts: readonly Verdict[], otherwise: Verdict): Verdict {
  return [...order].reverse().find((verdict) => verdicts.includes(verdict)) ?? otherwise;
}

/** The check that made a verdict what it is. A signer who is not on the list is what decides only where all else is good. */
export function decidingCheck(verdict: Verdict, checks: readonly Check[]): Check | undefined {
  if (verdict === "unchecked") return checks.find(({ result }) => result === "not-done");
  const failed = checks.filter(({ result }) => result === "failed");
  return failed.find(({ name }) => name !== "identity") ?? failed[0];
}
