import type { Severity } from "../../lint/finding";
import { lint } from "../../lint/lint";
import type { LintRequest, LintResult } from "../../lint/result";

const ranks: Readonly<Record<Severity, number>> = { hint: 0, information: 1, warning: 2, error: 3 };

/** Why a text is worse than the one before, as a sentence; null where it is not. */
export function whyWorse(before: LintRequest, after: LintRequest): string | null {
  const [was, is] = [lint(before), lint(after)];
  if (is.problems.length > was.problems.length)
    return `The plan is taken back: the build would no longer accept the file (${is.problems[0]?.message ?? ""}).`;
  if (gravest(is) > gravest(was)) {
    const worst = is.findings.find(({ severity }) => ranks[severity] === gravest(is));
    return `The plan is taken back: the file would get a graver finding than it has (${worst?.rule ?? ""}).`;
  }
  return null;
}

const gravest = ({ findings }: LintResult): number =>
  findings.reduce((most, { severity }) => Math.max(most, ranks[severity]), -1);
