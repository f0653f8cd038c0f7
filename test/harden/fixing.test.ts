import assert from "node:assert/strict";
import { unrevised } from "../../src/harden/edits";
import { fixText, type FixResult, safeFix } from "../../src/harden/fixing";
import type { Finding, Fix } from "../../src/lint/finding";
import type { LintResult } from "../../src/lint/result";

describe("fixing a text", () => {
  it("applies all fixes that don't meet, in one go", async () => {
    const { result, rounds } = await fix("a-a-a", (text) => [...each(text, "a", "b")]);
    assert.equal(result.revision.text, "b-b-b");
    assert.deepEqual([result.applied.length, result.blocked, rounds], [3, [], 2]);
  });

  it("looks again where one fix stood in the way of another", async () => {
    const { result } = await fix("xay", (text) => [
      ...each(text, "xa", "<a"),
      ...each(text, "ay", "a>"),
    ]);
    assert.equal(result.revision.text, "<a>");
    assert.deepEqual(result.revision.replacements, [
      { span: { start: 0, end: 3 }, newText: "<a>" },
    ]);
  });

  it("makes a fix that settles nothing once, and tells", async () => {
    const { result } = await fix("a", (text) => [
      finding(0, "a", { start: text.length, end: text.length }, "!"),
    ]);
    assert.equal(result.revision.text, "a!");
    assert.deepEqual(
      result.blocked.map(({ message }) => message),
      ["Write !: another edit is in its way, or it did not settle the finding"],
    );
  });

  it("comes to an end where fixes undo each other", async () => {
    const { result } = await fix("a", (text) => [...each(text, "a", "b"), ...each(text, "b", "a")]);
    assert.equal(result.applied.length, 2);
  });

  it("takes back what the build would no longer accept", async () => {
    const { result } = await fix(
      "a",
      (text) => [...each(text, "a", "broken")],
      (text) => text.includes("broken"),
    );
    assert.equal(result.revision.text, "a");
    assert.deepEqual(
      result.blocked.map(({ message }) => message),
      ["Write broken: the build would no longer accept the file"],
    );
  });

  it("takes linear time over many fixes", async () => {
    const { result } = await fix("a\n".repeat(20_000), (text) => [...each(text, "a", "b")]);
    assert.equal(result.revision.text, "b\n".repeat(20_000));
  });
});

describe("the safe fix of a finding", () => {
  const [found] = [...each("a", "a", "b")];
  const [safe] = found?.fixes ?? [];
  const chosen = (...fixes: readonly Partial<Fix>[]) =>
    found && safe && safeFix({ ...found, fixes: fixes.map((fix) => ({ ...safe, ...fix })) })?.title;

  it("is the preferred one of those that keep the meaning", () => {
    assert.equal(
      chosen({ title: "1", safe: false }, { title: "2", preferred: false }, { title: "3" }),
      "3",
    );
  });

  it("is none where none does", () => {
    assert.equal(chosen({ title: "1", safe: false }), undefined);
  });
});

/** Fixes a text by rules made up for the case; counts how often it was looked at. */
async function fix(
  text: string,
  find: (text: string) => readonly Finding[],
  isBroken: (text: string) => boolean = () => false,
): Promise<{ readonly result: FixResult; readonly rounds: number }> {
  let rounds = 0;
  const lint = async (current: string): Promise<LintResult> => {
    rounds++;
    const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } };
    const problems = isBroken(current) ? [{ message: "broken", range }] : [];
    return { stages: [], findings: find(current), suppressed: 0, problems };
  };
  return { result: await fixText(unrevised(text), lint, ({ fixes }) => fixes[0] ?? null), rounds };
}

/** A finding for each place of a word, with a fix that writes another in its stead. */
function* each(text: string, word: string, newText: string): Iterable<Finding> {
  for (const [line, content] of text.split("\n").entries()) {
    for (let at = content.indexOf(word); at !== -1; at = content.indexOf(word, at + 1)) {
      yield finding(line, word, { start: at, end: at + word.length }, newText);
    }
  }
}

function finding(
  line: number,
  rule: string,
  { start, end }: { readonly start: number; readonly end: number },
  newText: string,
): Finding {
  const range = { start: { line, character: start }, end: { line, character: end } };
  return {
    rule,
    severity: "warning",
    message: "",
    stage: 0,
    range,
    related: [],
    fixes: [
      { title: `Write ${newText}`, preferred: true, safe: true, edits: [{ range, newText }] },
    ],
    tags: [],
  };
}
