import assert from "node:assert/strict";
import { chmodSync, lstatSync, readFileSync, readdirSync, statSync, symlinkSync } from "node:fs";
import path from "node:path";
import { createFolder, type Folder } from "./drydock";

const before = "FROM scratch\r\nCOPY app /\r\nUSER root\r\n";
const after = "FROM scratch\r\nCOPY app /\r\nUSER 10001:10001\r\n";

describe("drydock fix", function () {
  // Each case starts processes, which is slow on a busy machine.
  this.timeout(60_000);

  let folder: Folder;
  beforeEach(() => (folder = createFolder()));
  afterEach(() => folder.remove());

  const content = (name: string) => readFileSync(path.join(folder.path, name), "utf8");

  it("changes nothing that would change the meaning, unless it is asked to", () => {
    folder.write("Dockerfile", before);
    const { code, stdout, stderr } = folder.run(["fix"]);
    assert.deepEqual([code, stdout, stderr], [0, "", "Nothing to change in 1 file.\n"]);
  });

  it("prints a diff and writes nothing", () => {
    folder.write("Dockerfile", before);
    const { code, stdout, stderr } = folder.run(["fix", "--rule", "root-user"]);
    assert.equal(
      stdout,
      "--- a/Dockerfile\n+++ b/Dockerfile\n@@ -1,3 +1,3 @@\n" +
        " FROM scratch\r\n COPY app /\r\n-USER root\r\n+USER 10001:10001\r\n",
    );
    assert.deepEqual([code, stderr], [1, ""]);
    assert.equal(content("Dockerfile"), before);
  });

  it("writes in one step, keeping line ends, byte order mark and mode", () => {
    folder.write("Dockerfile", `\ufeff${before}`);
    chmodSync(path.join(folder.path, "Dockerfile"), 0o640);
    const { code, stdout } = folder.run(["fix", "--rule", "root-user", "--write"]);
    assert.match(stdout, /^Dockerfile: Run as 10001:10001 .*\[root-user\]\n$/);
    assert.equal(code, 0);
    assert.equal(content("Dockerfile"), `\ufeff${after}`);
    if (process.platform !== "win32") {
      assert.equal(statSync(path.join(folder.path, "Dockerfile")).mode & 0o777, 0o640);
    }
    assert.deepEqual(readdirSync(folder.path), ["Dockerfile"]);
    assert.equal(folder.run(["fix", "--rule", "root-user", "--write"]).code, 0);
  });

  it("writes through a link", function () {
    if (process.platform === "win32") this.skip();
    folder.write("real", before);
    symlinkSync("real", path.join(folder.path, "Dockerfile"));
    assert.equal(folder.run(["fix", "--rule", "root-user", "--write"]).code, 0);
    assert.equal(content("real"), after);
    assert.equal(lstatSync(path.join(folder.path, "Dockerfile")).isSymbolicLink(), true);
  });

  it("prints what standard input becomes", () => {
    const { code, stdout, stderr } = folder.run(["fix", "-", "--rule", "root-user", "--write"], {
      input: before,
    });
    assert.deepEqual([code, stdout, stderr], [0, after, ""]);
    const unchanged = folder.run(["fix", "-", "--write"], { input: before });
    assert.deepEqual([unchanged.code, unchanged.stdout], [0, before]);
  });

  it("describes edits, and the text after, as JSON", () => {
    folder.write("Dockerfile", before);
    const { code, stdout } = folder.run(["fix", "--rule", "root-user", "--format", "json"]);
    assert.deepEqual(JSON.parse(stdout), {
      version: 1,
      files: [
        {
          path: "Dockerfile",
          edits: [
            {
              range: { start: { line: 3, column: 6 }, end: { line: 3, column: 10 } },
              newText: "10001:10001",
            },
          ],
          blocked: [],
          warnings: [],
          text: after,
        },
      ],
    });
    assert.equal(code, 1);
    assert.equal(content("Dockerfile"), before);
  });

  it("makes the fixes of a rule that is switched off, when it is named", () => {
    folder.write(".drydock.yaml", "rules:\n  root-user: off\n");
    folder.write("Dockerfile", before);
    assert.equal(folder.run(["fix", "--rule", "root-user"]).code, 1);
  });

  it("does not write a file whose bytes it can't give back", () => {
    const bytes = Buffer.concat([Buffer.from(before), Buffer.from([0x23, 0xff, 0x0a])]);
    folder.write("Dockerfile", bytes);
    const { code, stderr } = folder.run(["fix", "--rule", "root-user", "--write"]);
    assert.equal(stderr, "Dockerfile is not written: it holds bytes that are not UTF-8\n");
    assert.equal(code, 2);
    assert.deepEqual(readFileSync(path.join(folder.path, "Dockerfile")), bytes);
  });

  it("names what it can't read and fixes the rest", () => {
    folder.write("Dockerfile", before);
    const { code, stdout, stderr } = folder.run(["fix", "none", ".", "--rule", "root-user"]);
    assert.match(stdout, /\+USER 10001:10001/);
    assert.deepEqual([code, stderr], [2, "none does not exist\n"]);
  });
});
