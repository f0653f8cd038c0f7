import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
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
