import { applyEdits, withoutOverlaps, type Revision } from "./edits";
import type { Finding, Fix } from "../lint/finding";
import type { LintResult } from "../lint/result";
import type { Range } from "../dockerfile/position";

/** What fixing a text came to. */
export interface FixResult {
  readonly revision: Revision;
  readonly applied: readonly { readonly rule: string; readonly title: string }[];
  /** Fixes that were wanted and not made; ranges are of the text after. */
  readonly blocked: readonly Remark[];
  /** What a lint of the text after says. */
  readonly after: LintResult;
}

export interface Remark {
  readonly message: string;
  readonly range: Range;
}

/** Picks what to do about a finding; null leaves it. */
export type ChooseFix = (finding: Finding) => Fix | null;

/** The fix that keeps the meaning of the file, the preferred one first; null where there is none. */
export const safeFix: ChooseFix = ({ fixes }) => {
  const safe = fixes.filter((fix) => fix.safe);
  return safe.find((fix) => fix.preferred) ?? safe[0] ?? null;
};

/**
 * Applies fixes to a text, which may be revised already, looks again and goes on until nothing is left to do:
 * one fix can stand in the way of another, or make one possible. What `lint` throws comes through.
 */
export async function fixText(
  start: Revision,
  lint: (text: string) => Promise<LintResult>,
  chooseFix: ChooseFix,
): Promise<FixResult> {
  let revision = start;
  let result = await lint(start.text);
  const applied: { rule: string; title: string }[] = [];
  const budget = new Budget();
  for (let pass = 0; pass < maximumPasses; pass++) {
    const wanted = result.findings.flatMap((finding) => {
      const fix = chooseFix(finding);
      return fix === null ? [] : [{ finding, fix }];
    });
    const affordable = budget.select(wanted);
    const { taken } = withoutOverlaps(
      revision.text,
      affordable.map(({ fix }) => fix),
    );
    if (taken.length === 0) return { revision, applied, blocked: toBlocked(wanted), after: result };
    const isTaken = new Set(taken);
    const chosen = affordable.filter(({ fix }) => isTaken.has(fix));
    const next = applyEdits(
      revision,
      chosen.flatMap(({ fix }) => fix.edits),
    );
    const nextResult = await lint(next.text);
    if (nextResult.problems.length > result.problems.length) {
      const blocked = chosen.map(({ finding, fix }) => ({
        message: `${fix.title}: the build would no longer accept the file`,
        range: finding.range,
      }));
      return { revision, applied, blocked, after: result };
    }
    budget.spend(chosen);
    applied.push(...chosen.map(({ finding, fix }) => ({ rule: finding.rule, title: fix.title })));
    revision = next;
    result = nextResult;
  }
  return { revision, applied, blocked: [], after: result };
}

const maximumPasses = 10;

interface Wanted {
  readonly finding: Finding;
  readonly fix: Fix;
}

/**
 * A fix that does not settle its finding must not be made once per pass. Alike fixes may be made as
 * often as there were findings for them when they were first seen.
 */
class Budget {
  private readonly left = new Map<string, number>();

  select(wanted: readonly Wanted[]): readonly Wanted[] {
    const seen = new Map<string, number>();
    for (const one of wanted) seen.set(keyOf(one), (seen.get(keyOf(one)) ?? 0) + 1);
    for (const [key, count] of seen) if (!this.left.has(key)) this.left.set(key, count);
    const allowed = new Map(this.left);
    return wanted.filter((one) => {
      const key = keyOf(one);
      const count = allowed.get(key) ?? 0;
      allowed.set(key, count - 1);
      return count > 0;
    });
  }

  spend(made: readonly Wanted[]): void {
    for (const one of made) this.left.set(keyOf(one), (this.left.get(keyOf(one)) ?? 0) - 1);
  }
}

function keyOf({ finding, fix }: Wanted): string {
  const texts = fix.edits.map(({ newText }) => newText);
  return JSON.stringify([finding.rule, finding.stage, fix.title, texts]);
}

function toBlocked(wanted: readonly Wanted[]): readonly Remark[] {
  return wanted.map(({ finding, fix }) => ({
    message: `${fix.title}: another edit is in its way, or it did not settle the finding`,
    range: finding.range,
  }));
}
