import assert from "node:assert/strict";
import type { Edit, Fix } from "../../src/lint/finding";
import { applyEdits, editsOf, unrevised, withoutOverlaps } from "../../src/harden/edits";

describe("edits", () => {
  it("are applied whatever their order", () => {
    const revision = applyEdits(unrevised("abc\ndef\n"), [
      edit(1, 0, 3, "X"),
      edit(0, 1, 1, "-"),
      edit(0, 3, 3, "!"),
    ]);
    assert.equal(revision.text, "a-bc!\nX\n");
  });

  it("come to edits of the first text after several rounds", () => {
    const first = applyEdits(unrevised("abcdef"), [edit(0, 1, 3, "XYZ")]);
    assert.equal(first.text, "aXYZdef");
    const second = applyEdits(first, [
      edit(0, 0, 2, ""),
      edit(0, 3, 5, "--"),
      edit(0, 7, 7, "\n!"),
    ]);
    assert.equal(second.text, "Y--ef\n!");
    assert.deepEqual(second.replacements, [
      { span: { start: 0, end: 4 }, newText: "Y--" },
      { span: { start: 6, end: 6 }, newText: "\n!" },
    ]);
    assert.equal(applyEdits(unrevised("abcdef"), editsOf(second)).text, second.text);
  });

  it("keep the file's line ends and byte order mark", () => {
    const revision = applyEdits(unrevised("\ufeffFROM a\r\nCMD b\r\n"), [
      edit(1, 0, 0, "USER c\n"),
    ]);
    assert.equal(revision.text, "\ufeffFROM a\r\nUSER c\r\nCMD b\r\n");
  });

  it("agree with a plain application on random input", () => {
    let seed = 1;
    const random = (below: number) => (seed = (seed * 48271) % 2147483647) % below;
    for (let round = 0; round < 300; round++) {
      let revision = unrevised("0123456789\nabcdefghij\n");
      for (let pass = 0; pass < 3; pass++) {
        const { text } = revision;
        const offsets = [random(text.length), random(text.length)].sort((one, two) => one - two);
        const [start = 0, end = 0] = offsets;
        const newText = ["", "x", "yy\nz"][random(3)] ?? "";
        const edits = [{ range: { start: place(text, start), end: place(text, end) }, newText }];
        revision = applyEdits(revision, edits);
        assert.equal(revision.text, text.slice(0, start) + newText + text.slice(end));
      }
      const again = applyEdits(unrevised(revision.original), editsOf(revision));
      assert.equal(again.text, revision.text);
    }
  });

  it("are left out where they get in each other's way: the first one wins", () => {
    const fixes = [
      fix("a", edit(0, 0, 3, "X")),
      fix("b", edit(0, 2, 4, "Y")),
      fix("c", edit(0, 3, 3, "insertion at the edge")),
      fix("d", edit(0, 4, 5, "Z")),
      fix("e", edit(1, 0, 2, ""), edit(1, 1, 2, "overlaps itself")),
    ];
    const { taken, left } = withoutOverlaps("abcdef\nghi", fixes);
    assert.deepEqual(titles(taken), ["a", "d"]);
    assert.deepEqual(titles(left), ["b", "c", "e"]);
  });
});

function edit(line: number, start: number, end: number, newText: string): Edit {
  return { range: { start: { line, character: start }, end: { line, character: end } }, newText };
}

function fix(title: string, ...edits: Edit[]): Fix {
  return { title, preferred: true, safe: true, edits };
}

function titles(fixes: readonly Fix[]): string[] {
  return fixes.map(({ title }) => title);
}

function place(text: string, offset: number) {
  const before = text.slice(0, offset).split("\n");
  return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
}
