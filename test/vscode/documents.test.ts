import assert from "node:assert/strict";
import { isLinted } from "../../src/vscode/documents";

const document = (languageId: string, scheme: string) => ({ languageId, uri: { scheme } });

describe("documents that are linted", () => {
  it("Dockerfiles wherever somebody works on them", () => {
    for (const scheme of ["file", "untitled", "vscode-remote", "vscode-vfs"])
      assert.ok(isLinted(document("dockerfile", scheme)), scheme);
  });

  it("not their older states, and no other language", () => {
    assert.ok(!isLinted(document("dockerfile", "git")));
    assert.ok(!isLinted(document("dockerfile", "output")));
    assert.ok(!isLinted(document("yaml", "file")));
  });
});
