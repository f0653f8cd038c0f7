import assert from "node:assert/strict";
import { symlinkSync } from "node:fs";
import path from "node:path";
import { isDockerfileName } from "../../src/project/names";
import { createFolder, type Folder } from "./drydock";

describe("file selection", function () {
  // Each case starts processes, which is slow on a busy machine.
  this.timeout(60_000);

  let folder: Folder;
  beforeEach(() => (folder = createFolder()));
  afterEach(() => folder.remove());

  const linted = (...paths: string[]): string[] => {
    const { stdout } = folder.run(["lint", "--format", "json", ...paths]);
    return JSON.parse(stdout).files.map((file: { path: string }) => file.path);
  };

  it("takes the names that people give Dockerfiles", () => {
    const yes = "Dockerfile Dockerfile.dev a.Dockerfile a.dockerfile Containerfile Containerfile.x";
    const no =
      "dockerfile Dockerfile- MyDockerfile a.containerfile Dockerfile.dockerignore .dockerfile x";
    assert.deepEqual(yes.split(" ").filter(isDockerfileName), yes.split(" "));
    assert.deepEqual(no.split(" ").filter(isDockerfileName), []);
  });

  it("searches folders in a fixed order, without .git and node_modules", () => {
    for (const name of [
      "b/Dockerfile",
      "a/Containerfile",
      "Dockerfile.dev",
      "Dockerfile",
      ".devcontainer/Dockerfile",
      ".git/Dockerfile",
      "a/node_modules/x/Dockerfile",
      "a/README.md",
    ]) {
      folder.write(name, "FROM scratch\n");
    }
    assert.deepEqual(linted(), [
      ".devcontainer/Dockerfile",
      "Dockerfile",
      "Dockerfile.dev",
      "a/Containerfile",
      "b/Dockerfile",
    ]);
  });

  it("takes a file under any name, and each file once", () => {
    folder.write("a/Dockerfile", "FROM scratch\n");
    folder.write("build.txt", "FROM scratch\n");
    assert.deepEqual(linted("build.txt", "a", "./a/Dockerfile", "a/../a"), [
      "a/Dockerfile",
      "build.txt",
    ]);
  });

  it("leaves out what .gitignore names, but not what it is asked for", () => {
    folder.write(".gitignore", "out/\n*.dev\n!keep.dev\n/top/Dockerfile\n");
    folder.write("out/Dockerfile", "FROM scratch\n");
    folder.write("Dockerfile.dev", "FROM scratch\n");
    folder.write("top/Dockerfile", "FROM scratch\n");
    folder.write("a/top/Dockerfile", "FROM scratch\n");
    folder.write("b/.gitignore", "Dockerfile\n");
    folder.write("b/Dockerfile", "FROM scratch\n");
    assert.deepEqual(linted(), ["a/top/Dockerfile"]);
    assert.deepEqual(linted("out", "Dockerfile.dev"), ["Dockerfile.dev", "out/Dockerfile"]);
  });

  it("goes by the .gitignore of the repository in a folder below", () => {
    folder.write(".git/HEAD", "");
    folder.write(".gitignore", "a/b/\n");
    folder.write("a/b/Dockerfile", "FROM scratch\n");
    folder.write("a/Dockerfile", "FROM scratch\n");
    const { stdout } = folder.run(["lint", "--format", "json"], { below: "a" });
    assert.deepEqual(
      JSON.parse(stdout).files.map((file: { path: string }) => file.path),
      ["Dockerfile"],
    );
  });

  it("is not caught in links that go in circles", function () {
    if (process.platform === "win32") this.skip();
    folder.write("a/Dockerfile", "FROM scratch\n");
    folder.write("real.txt", "FROM scratch\n");
    symlinkSync("..", path.join(folder.path, "a", "up"));
    symlinkSync("loop", path.join(folder.path, "loop"));
    symlinkSync(path.join("..", "real.txt"), path.join(folder.path, "a", "linked.Dockerfile"));
    symlinkSync("/dev/zero", path.join(folder.path, "zero.Dockerfile"));
    assert.deepEqual(linted(), ["a/Dockerfile", "a/linked.Dockerfile"]);
    symlinkSync("nowhere", path.join(folder.path, "Dockerfile"));
    const { code, stderr } = folder.run(["lint"]);
    assert.deepEqual([code, stderr], [2, "Dockerfile does not exist\n"]);
  });
});
