import assert from "node:assert/strict";
import { check, lintText } from "../check";
import { fixed, fixes, say, severities } from "./only";

const rule = "root-switch-back";
const both = [rule, "root-user"];

describe("root-switch-back", () => {
  it("in place of root-user, on the last USER", () => {
    const text = "FROM debian:13\nUSER app\nRUN a\nUSER root   # expect: root-switch-back\nRUN b\n";
    check(both, text);
    assert.equal(
      say(rule, text.replace(/ *# .*/, "")),
      "4:6-4:10 error root-switch-back: This image runs as root: USER root takes back what USER app gave up.",
    );
  });

  it("shows where root was given up", () => {
    const { findings } = lintText("FROM debian:13\nUSER a\nUSER b\nUSER 0\n");
    const [finding] = findings.filter((it) => it.rule === rule);
    assert.deepEqual(
      finding?.related.map(({ message, range }) => `${range.start.line} ${message}`),
      ["2 Root was given up here."],
    );
  });

  it("across stages", () => {
    check(
      both,
      "FROM debian:13 AS base\nUSER app\nFROM base\nUSER root   # expect: root-switch-back\n",
    );
    check(both, "FROM a/b:1 AS x\nUSER app\nUSER 0   # expect: root-switch-back\nFROM x\nRUN c\n");
  });

  it("by a name that comes to nothing", () => {
    assert.match(
      say(rule, "FROM scratch\nUSER app\nUSER $NOTHING\n"),
      /a USER that comes to an empty name takes back what USER app gave up/,
    );
  });

  it("not where the last USER is not root, or the first", () => {
    check(both, "FROM debian:13\nUSER root\nRUN a\nUSER app\n");
    check(both, "FROM debian:13\nUSER root\nRUN a\nUSER root   # expect: root-user\n");
    check(both, "FROM debian:13 AS x\nUSER app\nUSER root\nFROM debian:13\nUSER app\n");
  });

  it("not where the base itself is what ran as somebody else", () => {
    check(both, "FROM dhi.io/node:24\nUSER root   # expect: root-user\n");
  });

  it("not where the user before was root by its uid", () => {
    check(
      both,
      "FROM debian:13\nRUN useradd -ou 0 toor\nUSER toor\nUSER root   # expect: root-user\n",
    );
  });

  it("not on Windows", () => {
    check(
      both,
      "FROM mcr.microsoft.com/windows/servercore:ltsc2022\nUSER ContainerUser\nUSER ContainerAdministrator\n",
    );
  });

  it("as information where the entrypoint steps down or only compose builds the stage", () => {
    const back = "USER app\nUSER root\n";
    const drops = `FROM debian:13\n${back}ENTRYPOINT ["gosu", "app", "/x"]\n`;
    assert.deepEqual(severities(rule, drops), ["information"]);
    const project = {
      targets: [{ target: "dev", file: "compose.yaml", line: 1, kind: "compose" as const }],
      contextKnown: true,
      hasIgnoreFile: null,
    };
    const text = `FROM a/b:1 AS dev\n${back}FROM a/b:1\nUSER app\n`;
    assert.deepEqual(severities(rule, text, { project }), ["information"]);
  });

  describe("its fix goes back to that user", () => {
    it("at the end, or in place of the last USER", () => {
      assert.equal(
        fixed(rule, "FROM debian:13\nUSER 1000:1000\nUSER root\nRUN a\nCMD b\n"),
        "FROM debian:13\nUSER 1000:1000\nUSER root\nRUN a\nUSER 1000:1000\nCMD b\n",
      );
      assert.equal(
        fixed(rule, "FROM debian:13\nUSER app\nUSER root\nCMD b\n"),
        "FROM debian:13\nUSER app\nUSER app\nCMD b\n",
      );
    });

    it("preferred where the image has it for certain", () => {
      const of = (before: string, user: string) =>
        fixes(rule, `FROM node:24\n${before}USER ${user}\nUSER root\nRUN a\n`);
      assert.deepEqual(of("", "node"), ["Run as node [preferred]"]);
      assert.deepEqual(of("", "1000"), ["Run as 1000 [preferred]"]);
      assert.deepEqual(of("RUN useradd app\n", "app"), ["Run as app [preferred]"]);
      assert.deepEqual(of("", "app"), ["Run as app"]);
      assert.deepEqual(of("RUN userdel node\n", "node"), ["Run as node"]);
    });
  });
});
