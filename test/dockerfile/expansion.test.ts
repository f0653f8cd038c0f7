import assert from "node:assert/strict";
import { expandWord, unknownValue } from "../../src/dockerfile/shell";
import { cases, error, variables } from "./expansionCases";

const lookup = (name: string) => variables[name];

describe("variables in words", () => {
  for (const [word, expected] of cases) {
    it(`${word} → ${expected === error ? "refused" : JSON.stringify(expected)}`, () => {
      const expansion = expandWord(word, "\\", lookup);
      assert.equal(
        expansion.kind === "value" ? expansion.value : expansion.kind,
        expected === error ? "error" : expected,
      );
    });
  }

  it("a backtick escapes where the file says so", () => {
    assert.deepEqual(expandWord("C:\\`$x$PWD", "`", lookup), {
      kind: "value",
      value: "C:\\$x/home",
    });
  });

  const half = (name: string) => (name === "BASE" ? unknownValue : variables[name]);
  for (const [word, expected] of [
    ["$BASE", "unknown"],
    ["x${BASE}y", "unknown"],
    ["${BASE:-x}", "unknown"],
    ["${BASE:+x}", "unknown"],
    ["${BASE#x}", "unknown"],
    ["${BASE/a/b}", "unknown"],
    ["${NULL:-$BASE}", "unknown"],
    ["${PWD:-$BASE}", "/home"],
    ["${NULL:+$BASE}", ""],
    ["'$BASE'", "$BASE"],
    ["${BASE", "error"],
  ] as const) {
    it(`${word} with BASE unknown → ${JSON.stringify(expected)}`, () => {
      const expansion = expandWord(word, "\\", half);
      assert.equal(expansion.kind === "value" ? expansion.value : expansion.kind, expected);
    });
  }

  it("does not recurse without end, match without end or build patterns from text", () => {
    assert.equal(expandWord("${A:-".repeat(100_000), "\\", lookup).kind, "error");
    const long = (name: string) => (name === "A" ? "a".repeat(4_000) : undefined);
    assert.equal(expandWord("${A%%*a*a*a*a*a*a*b}", "\\", long).kind, "value");
    assert.equal(expandWord("${A//(a+)+$/x}", "\\", long).kind, "value");
  });
});
