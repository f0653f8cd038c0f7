import assert from "node:assert/strict";
import type { Finding, Fix } from "../../src/lint/finding";
import type { LintResult } from "../../src/lint/result";
import { applyEdits, unrevised } from "../../src/harden/edits";
import { fixAllSafe } from "../../src/vscode/fixAll";

/** A lint that finds each `a` of a line: one fix makes it `b`. */
function findAs(text: string, safe: boolean): Promise<LintResult> {
  const findings = [...text.matchAll(/a/g)].map(({ index }): Finding => {
    const range = {
      start: { line: 0, character: index },
      end: { line: 0, character: index + 1 },
    };
    const fix: Fix = { title: "b", preferred: true, safe, edits: [{ range, newText: "b" }] };
    const rule = { rule: "no-a", severity: "warning", message: "a", stage: null } as const;
    return { ...rule, range, related: [], fixes: [fix], tags: [] };
  });
  return Promise.resolve({ stages: [], findings, suppressed: 0, problems: [] });
}

async function fixed(text: string, safe: boolean): Promise<string> {
  const edits = await fixAllSafe(text, (now) => findAs(now, safe));
  return applyEdits(unrevised(text), edits).text;
}

describe("fixing all that is safe to fix", () => {
  it("every finding is settled", async () => {
    assert.equal(await fixed("a-aa-c", true), "b-bb-c");
  });

  it("what is not safe stays", async () => {
    assert.equal(await fixed("a-aa-c", false), "a-aa-c");
  });

  it("a fix that settles nothing is not made", async () => {
    const stubborn = (): Promise<LintResult> => findAs("a", true);
    assert.deepEqual(await fixAllSafe("a", stubborn), []);
  });
});
