import assert from "node:assert/strict";
import { Recent } from "../../src/image/recent";

describe("what is remembered", () => {
  it("is made once, until newer answers take its place", () => {
    const made: string[] = [];
    const recent = new Recent<{ readonly key: string }>(2);
    const get = (key: string) =>
      recent.get(key, () => {
        made.push(key);
        return { key };
      }).key;
    assert.deepEqual(["a", "b", "a", "c", "b", "a"].map(get), ["a", "b", "a", "c", "b", "a"]);
    assert.deepEqual(made, ["a", "b", "c", "a"]);
  });
});
