import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { unifiedDiff } from "../../src/cli/diff";
import { applyEdits, unrevised } from "../../src/harden/edits";

describe("unified diff", function () {
  // Each case starts processes, which is slow on a busy machine.
  this.timeout(60_000);

  it("shows changed lines with three around them, far ones in hunks of their own", () => {
    const text = "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n14\n";
    assert.equal(
      diff(text, [line(4, "5\nfive"), line(12, "")]),
      `
--- a/Dockerfile
+++ b/Dockerfile
@@ -3,6 +3,7 @@
 3
 4
 5
+five
 6
 7
 8
@@ -10,5 +11,5 @@
 10
 11
 12
-13
+
 14
`.trimStart(),
    );
  });

  it("leaves alone a line between lines that are put before and behind it", () => {
    const before = { line: 1, start: 0, end: 0, newText: "a\n" };
    const behind = { line: 1, start: 1, end: 1, newText: "\nb\n" };
    assert.equal(
      diff("1\n2\n3\n", [before, behind]),
      `
--- a/Dockerfile
+++ b/Dockerfile
@@ -1,3 +1,6 @@
 1
+a
 2
+b
+
 3
`.trimStart(),
    );
  });

  it("says where the last line has no end", () => {
    assert.equal(
      diff("FROM a", [{ line: 0, start: 6, end: 6, newText: "\nUSER b" }]),
      `
--- a/Dockerfile
+++ b/Dockerfile
@@ -1 +1,2 @@
-FROM a
\\ No newline at end of file
+FROM a
+USER b
\\ No newline at end of file
`.trimStart(),
    );
  });

  it("is empty where nothing changed", () => {
    assert.equal(diff("FROM a\n", [line(0, "FROM a")]), "");
  });

  it("quotes odd names as git does, and spells hidden characters", () => {
    const revision = applyEdits(unrevised("a\u202e\n"), [
      { range: { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } }, newText: "b" },
    ]);
    assert.equal(
      unifiedDiff('x"\n\u202e', revision),
      '--- "a/x\\"\\012\\342\\200\\256"\n+++ "b/x\\"\\012\\342\\200\\256"\n@@ -1 +1 @@\n-a⟨U+202E⟩\n+b⟨U+202E⟩\n',
    );
  });

  it("is taken by git apply", () => {
    const texts = [
      "a\r\nb\r\nc",
      "\ufeffa\nb\n",
      "\n\n\n",
      "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\nk\nl\nm\nn\n",
    ];
    for (const text of texts) {
      const last = text.split("\n").length - 1;
      for (const newText of ["", "X", "X\n", "\nX\n"]) {
        for (const at of new Set([0, 1, Math.floor(last / 2), last])) {
          // Nothing goes before a byte order mark.
          const start = text.startsWith("\ufeff") && at === 0 ? 1 : 0;
          assertApplies(text, [{ line: at, start, end: start, newText }]);
          const end = text.split("\n")[at]?.replace("\r", "").length ?? 0;
          const behind = { line: at, start: end, end, newText };
          const next = { line: at + 1, start: 0, end: 0, newText };
          if (end > start) assertApplies(text, [{ line: at, start, end: start, newText }, behind]);
          if (at < last) assertApplies(text, [behind, next]);
        }
      }
    }
  });
});

interface LineEdit {
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly newText: string;
}

/** Replaces a line of one or two characters. */
function line(line: number, newText: string): LineEdit {
  return { line, start: 0, end: Infinity, newText };
}

function revise(text: string, edits: readonly LineEdit[]) {
  const lines = text.split("\n");
  return applyEdits(
    unrevised(text),
    edits.map(({ line, start, end, newText }) => ({
      range: {
        start: { line, character: start },
        end: { line, character: Math.min(end, lines[line]?.length ?? 0) },
      },
      newText,
    })),
  );
}

function diff(text: string, edits: readonly LineEdit[]): string {
  return unifiedDiff("Dockerfile", revise(text, edits));
}

function assertApplies(text: string, edits: readonly LineEdit[]): void {
  const revision = revise(text, edits);
  const patch = unifiedDiff("Dockerfile", revision);
  assert.equal(patch === "", revision.text === text);
  if (patch === "") return;
  const folder = mkdtempSync(path.join(tmpdir(), "drydock-diff-"));
  try {
    writeFileSync(path.join(folder, "Dockerfile"), text);
    const { status, stderr } = spawnSync("git", ["apply", "--whitespace=nowarn", "-"], {
      cwd: folder,
      input: patch,
      encoding: "utf8",
    });
    assert.equal(status, 0, `${stderr}\n${patch}`);
    assert.equal(readFileSync(path.join(folder, "Dockerfile"), "utf8"), revision.text);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
