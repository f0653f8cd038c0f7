import assert from "node:assert/strict";
import { nearestFix } from "../../../src/attestations/versions/fix";

describe("the version with a fix", () => {
  for (const [purl, installed, fixes, expected] of [
    // By the order of text 1.10 would be the oldest.
    ["pkg:deb/debian/a@1.9", "1.9", ["2.0", "1.10", "1.8"], "1.10"],
    ["pkg:npm/a@4.17.0", "4.17.0", ["3.0.1", "4.17.21"], "4.17.21"],
    ["pkg:deb/debian/a@1.9", "1.9", [], null],
    // A scanner's word stands where the rules can't tell better.
    ["pkg:deb/debian/a@3", "3", ["2.0", "1.10"], "2.0, 1.10"],
    ["pkg:maven/a/b@1", "1", ["3", "2"], "2"],
    ["pkg:pypi/a@1.0rc1", "1.0rc1", ["2.0", "1.0"], "1.0"],
    ["pkg:conan/a@1", "1", ["3", "2"], "3, 2"],
    [null, "1", ["3", "2"], "3, 2"],
    ["pkg:npm/a", null, ["3.0.0", "2.0.0"], "3.0.0, 2.0.0"],
  ] as const)
    it(`of ${installed ?? "nothing"} among ${fixes.join(", ") || "none"} is ${expected}`, () =>
      assert.equal(nearestFix(purl, installed, fixes), expected));
});
