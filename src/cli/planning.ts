import { applyEdits, editsOf, unrevised } from "../harden/edits";
import { planOf, type PlanOptions, type PlanRemark } from "../harden/plan";
import type { LintRequest } from "../lint/result";
import type { Remark } from "../harden/fixing";
import { rangesIn } from "./rangeAfter";
import type { SwappedText } from "./swapping";

/** Hardens a whole file; what is left to the person counts as blocked. Ranges are of the text that `written` tells. */
export function planText(
  request: LintRequest,
  options: PlanOptions,
  written: boolean,
): SwappedText {
  const plan = planOf(request, options);
  const original = unrevised(request.text);
  const revision = applyEdits(original, editsOf({ ...original, replacements: plan.edits }));
  const rangeOf = rangesIn(written ? revision : original);
  const remark = ({ message, span }: PlanRemark): Remark => ({ message, range: rangeOf(span) });
  const whole = { start: 0, end: 0 };
  return {
    revision,
    applied: plan.changes.map(({ label }) => ({ rule: "plan", title: label })),
    blocked: plan.left.map(remark),
    warnings: [
      ...plan.changes.map(({ label, description, edits: [first] }) =>
        remark({ message: `${label}. ${description}`, span: first?.span ?? whole }),
      ),
      ...plan.warnings.map(remark),
    ],
  };
}
