import assert from "node:assert/strict";
import { ignoreFilePaths } from "../../src/project/ignoreFile";

describe("ignore files of a build", () => {
  it("are the one named after the Dockerfile, then the context's", () => {
    assert.deepEqual(ignoreFilePaths("app/prod.Dockerfile", "."), [
      "app/prod.Dockerfile.dockerignore",
      ".dockerignore",
    ]);
  });

  it("are found on Windows too", () => {
    assert.deepEqual(ignoreFilePaths("c:\\repo\\Dockerfile", "C:\\repo\\app"), [
      "C:/repo/Dockerfile.dockerignore",
      "C:/repo/app/.dockerignore",
    ]);
  });
});
