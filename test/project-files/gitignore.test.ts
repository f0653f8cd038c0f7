import assert from "node:assert/strict";
import { isIgnored, readGitignore } from "../../src/project/gitignore";

/** Which of the paths are ignored; a path that ends in a slash is a folder. */
function ignored(text: string, ...paths: string[]): string[] {
  const files = [readGitignore(text)];
  return paths.filter((path) => isIgnored(files, path.replace(/\/$/, ""), path.endsWith("/")));
}

// Expectations are what `git check-ignore` of git 2.39.5 answers.
describe("gitignore", () => {
  it("matches a name in any folder", () => {
    assert.deepEqual(ignored("*.log", "a.log", "x/y/b.log", "a.logs"), ["a.log", "x/y/b.log"]);
  });

  it("matches from the file's own folder where there is a slash", () => {
    assert.deepEqual(ignored("/a\nx/b", "a", "x/a", "x/b", "y/x/b"), ["a", "x/b"]);
  });

  it("matches only folders where a slash ends the pattern, and all in them", () => {
    assert.deepEqual(ignored("out/", "out", "out/", "a/out/", "out/x"), [
      "out/",
      "a/out/",
      "out/x",
    ]);
  });

  it("takes back, but not out of an ignored folder", () => {
    assert.deepEqual(ignored("*.log\n!keep.log", "a.log", "keep.log"), ["a.log"]);
    assert.deepEqual(ignored("out\n!out/keep", "out/keep"), ["out/keep"]);
    assert.deepEqual(ignored("out/*\n!out/keep", "out/keep", "out/x"), ["out/x"]);
  });

  it("keeps stars inside a folder, and lets two cross folders", () => {
    assert.deepEqual(ignored("a/*/c", "a/b/c", "a/b/b/c", "a/c"), ["a/b/c"]);
    assert.deepEqual(ignored("a/**/c", "a/b/c", "a/b/b/c", "a/c", "a/bc"), [
      "a/b/c",
      "a/b/b/c",
      "a/c",
    ]);
    assert.deepEqual(ignored("**/c", "c", "a/c", "ac"), ["c", "a/c"]);
    assert.deepEqual(ignored("a/**", "a", "a/b", "a/b/c"), ["a/b", "a/b/c"]);
    assert.deepEqual(ignored("a/b**", "a/bc", "a/b/c"), ["a/bc", "a/b/c"]);
  });

  it("knows question marks and classes", () => {
    assert.deepEqual(ignored("a?c", "abc", "ac", "a/c"), ["abc"]);
    assert.deepEqual(ignored("[a-c]1", "a1", "d1"), ["a1"]);
    assert.deepEqual(ignored("[!a-c]1", "a1", "d1"), ["d1"]);
    assert.deepEqual(ignored("[]-]1", "]1", "-1", "a1"), ["]1", "-1"]);
    assert.deepEqual(ignored("[[:digit:]x]1", "11", "x1", "a1"), ["11", "x1"]);
  });

  it("matches bytes, as git does", () => {
    assert.deepEqual(ignored("?", "a", "é"), ["a"]);
    assert.deepEqual(ignored("é*", "éa"), ["éa"]);
  });

  it("knows comments, escapes and spaces at the end", () => {
    assert.deepEqual(ignored("# a\n\\#b\n\\!c", "a", "# a", "#b", "!c"), ["#b", "!c"]);
    assert.deepEqual(ignored("a  \nb\\ ", "a", "a  ", "b", "b "), ["a", "b "]);
    assert.deepEqual(ignored("\uFEFFa\r\nb\r\n", "a", "b"), ["a", "b"]);
  });

  it("matches nothing with a malformed pattern", () => {
    for (const pattern of ["[a", "a\\", "[[:foo:]]", "/", "!", "//"]) {
      assert.deepEqual(ignored(pattern, "a", "[a", "a\\", "f"), [], pattern);
    }
  });

  it("lets the file nearest to a path decide", () => {
    const files = [readGitignore("*.log\n/x/y"), readGitignore("!*.log\n/y", "sub")];
    assert.equal(isIgnored(files, "a.log", false), true);
    assert.equal(isIgnored(files, "sub/a.log", false), false);
    assert.equal(isIgnored(files, "sub/y", false), true);
    assert.equal(isIgnored(files, "subway/y", false), false);
  });

  it("stays fast whatever the pattern", function () {
    this.timeout(20_000);
    const name = "a".repeat(4000);
    for (const pattern of ["a*".repeat(200_000), "**/a*".repeat(100_000), "**/".repeat(200_000)]) {
      assert.equal(isIgnored([readGitignore(`${pattern}b`)], name, false), false);
    }
    assert.deepEqual(ignored(`[[${":[".repeat(200_000)}]`, "a"), []);
    assert.deepEqual(ignored("\0".repeat(100_000), "a"), []);
  });
});
