import assert from "node:assert/strict";
import { isDockerfileName as isOnTheCommandLine } from "../../src/cli/files";
import { isDockerfileName, isLinted } from "../../src/vscode/documents";

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

  it("the same names count as on the command line", () => {
    const names = [
      "Dockerfile",
      "Dockerfile.dev",
      "api.Dockerfile",
      "x.dockerfile",
      "Containerfile",
    ];
    const others = ["Dockerfile.dockerignore", ".Dockerfile", "dockerfile", "README.md"];
    for (const name of names) assert.ok(isDockerfileName(name), name);
    for (const name of others) assert.ok(!isDockerfileName(name), name);
    for (const name of [...names, ...others])
      assert.equal(isDockerfileName(name), isOnTheCommandLine(name), name);
  });
});
