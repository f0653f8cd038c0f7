import assert from "node:assert/strict";
import { posix, win32 } from "node:path";
import { foldersUpTo, shownPath } from "../../src/cli/paths";

describe("paths", () => {
  it("shows a path relative where it lies inside the working directory", () => {
    assert.equal(shownPath("./a/../b/Dockerfile", "/w", posix), "b/Dockerfile");
    assert.equal(shownPath("/w/Dockerfile", "/w", posix), "Dockerfile");
    assert.equal(shownPath("../x/Dockerfile", "/w", posix), "../x/Dockerfile");
    assert.equal(shownPath("/etc/Dockerfile", "/w", posix), "/etc/Dockerfile");
    assert.equal(shownPath("..a/Dockerfile", "/w", posix), "..a/Dockerfile");
    assert.equal(shownPath("a\\b", "/w", posix), "a\\b");
  });

  it("writes Windows paths with slashes", () => {
    assert.equal(shownPath("a\\Dockerfile", "C:\\w", win32), "a/Dockerfile");
    assert.equal(shownPath("c:\\W\\a\\Dockerfile", "C:\\w", win32), "a/Dockerfile");
    assert.equal(shownPath("D:\\x\\Dockerfile", "C:\\w", win32), "D:/x/Dockerfile");
    assert.equal(
      shownPath("\\\\host\\share\\Dockerfile", "C:\\w", win32),
      "//host/share/Dockerfile",
    );
  });

  it("goes up to the boundary and never beyond", () => {
    assert.deepEqual(foldersUpTo("/r/a/b", "/r", posix), ["/r/a/b", "/r/a", "/r"]);
    assert.deepEqual(foldersUpTo("/r", "/r", posix), ["/r"]);
    assert.deepEqual(foldersUpTo("/other", "/r", posix), ["/other"]);
    assert.deepEqual(foldersUpTo("C:\\r\\a", "C:\\r", win32), ["C:\\r\\a", "C:\\r"]);
  });
});
