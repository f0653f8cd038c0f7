import { applyEdits, editsOf, unrevised, withoutOverlaps } from "../harden/edits";
import type { Edit, Fix } from "../lint/finding";
import type { LintResult } from "../lint/result";

/** One fix can stand in the way of another, or make one possible. */
const mostPasses = 10;

/**
 * The safe fixes of all findings as edits of `text`: one for each finding, those that overlap one
 * after the other. Stops where a pass does not make the findings fewer.
 */
export async function fixAllSafe(
  text: string,
  lint: (text: string) => Promise<LintResult | null>,
): Promise<readonly Edit[]> {
  let revision = unrevised(text);
  let result = await lint(text);
  for (let pass = 0; pass < mostPasses && result !== null; pass++) {
    const { taken } = withoutOverlaps(revision.text, safeFixes(result));
    if (taken.length === 0) break;
    const next = applyEdits(
      revision,
      taken.flatMap(({ edits }) => edits),
    );
    const nextResult = await lint(next.text);
    if (nextResult === null || isWorse(nextResult, result)) break;
    revision = next;
    result = nextResult;
  }
  return editsOf(revision);
}

/** At most one for each finding. */
export function safeFixes({ findings }: LintResult): readonly Fix[] {
  return findings.flatMap(({ fixes }) => fixes.find(({ safe }) => safe) ?? []);
}

function isWorse(after: LintResult, before: LintResult): boolean {
  return (
    after.findings.length >= before.findings.length ||
    after.problems.length > before.problems.length
  );
}
