import type { LintRequest, LintResult } from "../../../src/lint/result";
import { applyFix, describeFindings, lintText } from "../check";

/** The findings of one rule, one line each, with the profile `strict`. */
export function say(rule: string, text: string, changes: Partial<LintRequest> = {}): string {
  return describeFindings(only(rule, lintText(text, changes)));
}

/** The severities of one rule's findings. */
export function severities(rule: string, text: string, changes: Partial<LintRequest> = {}) {
  return only(rule, lintText(text, changes)).findings.map(({ severity }) => severity);
}

/** The text after the fix of the first finding of a rule. */
export function fixed(rule: string, text: string, changes: Partial<LintRequest> = {}): string {
  return applyFix(text, lintText(text, changes), rule);
}

/** The fixes of the first finding of a rule, `title [preferred] [safe]`. */
export function fixes(rule: string, text: string, changes: Partial<LintRequest> = {}) {
  const [finding] = only(rule, lintText(text, changes)).findings;
  return (finding?.fixes ?? []).map(
    ({ title, preferred, safe }) =>
      `${title}${preferred ? " [preferred]" : ""}${safe ? " [safe]" : ""}`,
  );
}

function only(id: string, result: LintResult): LintResult {
  return { ...result, findings: result.findings.filter(({ rule }) => rule === id) };
}
