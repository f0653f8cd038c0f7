import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import path from "node:path";
import { createFolder, type Folder } from "./drydock";

const root = "FROM scratch\nCOPY app /\nUSER root\n";
const clean = "FROM scratch\nCOPY app /\nUSER 10001\n";

describe("drydock lint", function () {
  // Each case starts processes, which is slow on a busy machine.
  this.timeout(60_000);

  let folder: Folder;
  beforeEach(() => (folder = createFolder()));
  afterEach(() => folder.remove());

  it("reports what it finds on stdout and says so with its exit code", () => {
    folder.write("Dockerfile", root);
    const { code, stdout, stderr } = folder.run(["lint"]);
    assert.equal(
      stdout,
      `
Dockerfile:3:6 warning This image runs as root: USER root is the last one. [root-user]
   3 | USER root
     |      ^^^^
  fix: Run as 10001:10001 (a number needs no entry in /etc/passwd)

1 finding in 1 file: 1 warning.
`.trimStart(),
    );
    assert.deepEqual([code, stderr], [1, ""]);
  });

  it("exits with 0 where nothing reaches --fail-on", () => {
    folder.write("Dockerfile", root);
    const codes = ["hint", "information", "warning", "error", "never"].map(
      (severity) => folder.run(["lint", "--fail-on", severity]).code,
    );
    assert.deepEqual(codes, [1, 1, 1, 0, 0]);
    assert.equal(folder.run(["lint", "--rule", "root-user=off"]).code, 0);
    assert.equal(folder.run(["lint", "--rule", "root-user=hint"]).code, 0);
    folder.write("Dockerfile", clean);
    assert.equal(folder.run(["lint", "--fail-on", "hint"]).code, 0);
  });

  it("counts what BuildKit would refuse as an error, not as unreadable", () => {
    folder.write("Dockerfile", "FROM scratch\nRUM x\nUSER 1\n");
    const { code, stdout } = folder.run(["lint", "--fail-on", "error"]);
    assert.equal(code, 1);
    assert.match(stdout, /Dockerfile:2:1 error .* \[syntax\]/);
    assert.equal(folder.run(["lint", "--fail-on", "never"]).code, 0);
  });

  it("judges the stages of --target, and does not take one that is not there for clean", () => {
    folder.write(
      "Dockerfile",
      `${root.replace("scratch", "scratch AS app")}FROM scratch\nUSER 1\n`,
    );
    assert.deepEqual(
      [[], ["app"], ["APP"], ["1"]].map(
        (targets) => folder.run(["lint", ...targets.flatMap((name) => ["--target", name])]).code,
      ),
      [0, 1, 1, 0],
    );
    const { code, stderr } = folder.run(["lint", "--target", "ap"]);
    assert.deepEqual([code, stderr], [2, 'No stage is named "ap". Did you mean "app"?\n']);
  });

  it("reads standard input, under a name if it is given one", () => {
    const unnamed = folder.run(["lint", "-"], { input: root });
    assert.match(unnamed.stdout, /^-:3:6 warning /);
    const named = folder.run(["lint", "-", "--stdin-filename", "a/Dockerfile"], { input: root });
    assert.match(named.stdout, /^a\/Dockerfile:3:6 warning /);
    assert.deepEqual([unnamed.code, named.code], [1, 1]);
  });

  it("names what it can't read and lints the rest", () => {
    folder.write("a/Dockerfile", root);
    folder.write("b/Dockerfile", new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0]));
    const { code, stdout, stderr } = folder.run(["lint", "a", "b", "none", "."]);
    assert.match(stdout, /^a\/Dockerfile:3:6 warning /);
    assert.equal(stderr, "none does not exist\nb/Dockerfile is not a Dockerfile: it is binary\n");
    assert.equal(code, 2);
  });

  it("says that it found no Dockerfile", () => {
    folder.write("README.md", "");
    const text = folder.run(["lint"]);
    assert.match(text.stderr, /^No Dockerfile found in \., looking for Dockerfile, /);
    assert.deepEqual([text.code, text.stdout], [2, ""]);
    const json = folder.run(["lint", "--format", "json"]);
    assert.deepEqual(JSON.parse(json.stdout).files, []);
    assert.equal(json.code, 2);
  });

  it("keeps a byte order mark and CRLF, and replaces bytes that are not UTF-8", () => {
    folder.write(
      "Dockerfile",
      Buffer.from(`\ufeff${root.replaceAll("\n", "\r\n")}# \xff`, "latin1"),
    );
    folder.write("b/Dockerfile", `\ufeff${root.replaceAll("\n", "\r\n")}`);
    folder.write("Dockerfile", Buffer.concat([Buffer.from(root), Buffer.from([0x23, 0xff])]));
    const { stdout } = folder.run(["lint"]);
    assert.match(stdout, /^Dockerfile:3:6 warning /);
    assert.match(stdout, /\nb\/Dockerfile:3:6 warning .*\n {3}3 \| USER root\n/);
  });

  it("takes odd input without an exception", () => {
    folder.write("empty/Dockerfile", "");
    folder.write("line/Dockerfile", `RUN ${"a".repeat(1_000_000)}`);
    folder.write("heredoc/Dockerfile", 'FROM scratch\nRUN <<EOF\nUSER "');
    folder.write("long/Dockerfile", `FROM scratch\n${"RUN a\n".repeat(20_000)}`);
    const { code, stderr } = folder.run(["lint"]);
    assert.deepEqual([code, stderr], [1, ""]);
  });

  it("shows names and values from input harmlessly in every format", function () {
    if (process.platform === "win32") this.skip();
    folder.write(
      "a\n::error::x\u202e\u001b[2J/Dockerfile",
      "FROM scratch\nUSER \u202eroot\u001b[31m\n",
    );
    for (const format of ["text", "json", "sarif", "github", "junit"]) {
      const { stdout, code } = folder.run(["lint", "--format", format, "--fail-on", "never"]);
      assert.doesNotMatch(stdout, /[\u202e\u001b]|^::error::x/m, format);
      assert.equal(code, 0);
    }
  });

  it("survives a reader that goes away", function () {
    if (process.platform === "win32") this.skip();
    for (let index = 0; index < 2_000; index++) folder.write(`${index}.Dockerfile`, root);
    const main = path.join(__dirname, "..", "..", "src", "cli", "main.js");
    const command = `"${process.execPath}" "${main}" lint | head -1`;
    const { stdout, stderr } = spawnSync("sh", ["-c", command], {
      cwd: folder.path,
      encoding: "utf8",
    });
    assert.match(stdout, /^0\.Dockerfile:3:6/);
    assert.equal(stderr, "");
  });

  it("writes whole reports into a pipe", () => {
    for (let index = 0; index < 500; index++) folder.write(`${index}.Dockerfile`, root);
    const { stdout } = folder.run(["lint", "--format", "json"]);
    assert.equal(JSON.parse(stdout).summary.findings, 500);
  });

  it("gives GitHub paths from the repository's root", () => {
    folder.write("service/Dockerfile", root);
    const { stdout } = folder.run(["lint", "--format", "github"], {
      below: "service",
      environment: { GITHUB_WORKSPACE: folder.path },
    });
    assert.match(stdout, /^::warning file=service\/Dockerfile,line=3,/);
  });
});
