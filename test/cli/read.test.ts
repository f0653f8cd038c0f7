import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describeFailure, readSource, readWhole } from "../../src/cli/read";

describe("reading a file", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "drydock-read-"));
  after(() => rmSync(folder, { recursive: true, force: true }));

  for (const size of [0, 1, 200_000])
    it(`of ${size} bytes`, () => {
      const file = path.join(folder, String(size));
      const text = "x".repeat(size);
      writeFileSync(file, text);
      assert.equal(Buffer.from(readWhole(file)).toString(), text);
    });

  it("a device that never ends is refused", function () {
    if (!existsSync("/dev/zero")) this.skip();
    assert.throws(() => readWhole("/dev/zero"), { code: "TOO_LARGE" });
    assert.deepEqual(readSource("/dev/zero"), {
      kind: "unreadable",
      message: "is too large: more than 128 MiB are not read",
    });
  });

  it("more than is asked for is refused", () => {
    const file = path.join(folder, "large");
    const mebibyte = 1024 * 1024;
    writeFileSync(file, Buffer.alloc(mebibyte));
    assert.equal(readWhole(file, mebibyte).length, mebibyte);
    appendFileSync(file, "x");
    assert.throws(
      () => readWhole(file, mebibyte),
      (error) => {
        assert.equal(describeFailure(error), "is too large: more than 1 MiB are not read");
        return true;
      },
    );
  });

  const hasPipes = spawnSync("mkfifo", ["--version"]).error === undefined;

  it("a pipe without a writer is no endless wait", function () {
    if (!hasPipes) this.skip();
    const pipe = path.join(folder, "pipe");
    assert.equal(spawnSync("mkfifo", [pipe]).status, 0);
    assert.deepEqual(readSource(pipe), {
      kind: "unreadable",
      message: "is a pipe, and nothing was written to it",
    });
  });

  it("a pipe is read to its end, however slow its writer is", async function () {
    if (!hasPipes) this.skip();
    const pipe = path.join(folder, "slow");
    assert.equal(spawnSync("mkfifo", [pipe]).status, 0);
    const script = `{ sleep 0.1; printf FROM; sleep 0.1; printf ' a'; } > '${pipe}'`;
    const writer = spawn("sh", ["-c", script]);
    assert.equal(Buffer.from(readWhole(pipe)).toString(), "FROM a");
    await once(writer, "close");
  });

  it("what is no file says so", () => {
    const failure = (name: string) => {
      try {
        return String(readWhole(path.join(folder, name)).length);
      } catch (error) {
        return describeFailure(error);
      }
    };
    assert.equal(failure("nothing"), "does not exist");
    assert.equal(failure("."), "is a folder");
  });
});
