import assert from "node:assert/strict";
import { applyFix, check, lintText } from "../check";

const of = ["writable-code"];
const expect = "   # expect: writable-code";

describe("writable-code", () => {
  it("finds files given to the user that runs them", () => {
    check(of, `FROM a\nCOPY --chown=app:app . /app${expect}\nUSER app`);
    check(of, `FROM a\nADD --chown=1000 x.tar /app${expect}\nUSER 1000:1000`);
    check(of, `FROM a\nARG U=app\nCOPY --chown=$U . /app${expect}\nUSER $U`);
    check(of, `FROM a\nRUN useradd -u 1000 app\nCOPY --chown=1000:0 . /app${expect}\nUSER app`);
    check(of, `FROM node:24\nCOPY --chown=1000 . /app${expect}\nUSER node`);
    check(of, `FROM a AS b\nCOPY --chown=app . /app${expect}\nFROM b\nUSER app`);
  });

  it("leaves alone other owners, root, read-only files, data, and stages that only build", () => {
    check(of, "FROM a\nCOPY --chown=root . /app\nCOPY --chown=web . /app\nUSER app");
    check(of, "FROM a\nCOPY --chown=root . /app\nUSER root");
    check(
      of,
      "FROM a\nCOPY --chown=app --chmod=0555 . /app\nCOPY --chown=app --chmod=a-w x /y\nUSER app",
    );
    check(
      of,
      "FROM a\nCOPY --chown=app x /data\nCOPY --chown=app x /var/lib/app/\nCOPY --chown=app x /app/logs\nUSER app",
    );
    check(of, "FROM a AS b\nCOPY --chown=app . /app\nUSER app\nFROM c\nUSER app");
  });

  it("can leave the files to root", () => {
    const text = "FROM a\nCOPY --from=b --chown=app:app . /app\nUSER app\n";
    const result = lintText(text);
    assert.equal(
      applyFix(text, result, "writable-code"),
      "FROM a\nCOPY --from=b . /app\nUSER app\n",
    );
    assert.equal(result.findings.find(({ rule }) => rule === of[0])?.fixes[0]?.safe, false);
  });
});
