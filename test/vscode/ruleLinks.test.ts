import assert from "node:assert/strict";
import { linkPath, ruleOfLink } from "../../src/vscode/ruleLinks";

describe("links to rule pages", () => {
  it("a link names its rule", () => {
    assert.equal(ruleOfLink(linkPath("root-user")), "root-user");
  });

  it("nothing else is taken for one", () => {
    for (const path of ["/", "/rules/", "/rules/../secrets", "/other/root-user"])
      assert.equal(ruleOfLink(path), path);
  });
});
