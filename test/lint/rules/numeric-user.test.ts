import assert from "node:assert/strict";
import { defaultSettings } from "../../../src/lint/settings";
import { fixed, fixes, say } from "./only";

const rule = "numeric-user";

describe("numeric-user", () => {
  it("the USER that decides in a stage that ships", () => {
    assert.equal(
      say(rule, "FROM a/b:1 AS x\nUSER one\nFROM a/b:1\nUSER two\nRUN c\nUSER three\n"),
      "6:6-6:11 hint numeric-user: Kubernetes can't tell that three is not root: a uid in place of the name can be checked.",
    );
    assert.match(say(rule, "FROM a/b:1 AS x\nUSER one\nFROM x\n"), /^2:6-2:9 /);
  });

  for (const text of [
    "FROM a/b:1\nUSER 1000\n",
    "FROM a/b:1\nUSER 1000:app\n",
    "FROM a/b:1\nUSER root\n",
    "FROM a/b:1\nUSER $U\n",
    "FROM a/b:1\nUSER app # comment\n",
    "FROM mcr.microsoft.com/dotnet/aspnet:10.0\nUSER $APP_UID\n",
    "FROM mcr.microsoft.com/windows/nanoserver:ltsc2022\nUSER ContainerUser\n",
    "FROM dhi.io/python:3.13\n",
  ])
    it(`silent: ${text.trim().split("\n").at(-1) ?? ""}`, () => assert.equal(say(rule, text), ""));

  it("is off unless strict", () => {
    assert.equal(say(rule, "FROM a/b:1\nUSER app\n", { settings: defaultSettings }), "");
  });

  describe("its fix", () => {
    it("takes the uid that the file gives: safe", () => {
      const text = "FROM a/b:1\nRUN useradd -u 1001 app\nUSER app\n";
      assert.equal(fixed(rule, text), text.replace("USER app", "USER 1001"));
      assert.deepEqual(fixes(rule, text), ["Write USER 1001 [preferred] [safe]"]);
    });

    it("takes the uid that the catalog knows: the image may change it", () => {
      assert.deepEqual(fixes(rule, "FROM node:24\nUSER node\n"), ["Write USER 1000 [preferred]"]);
    });

    it("leaves the group as it is", () => {
      assert.equal(fixed(rule, "FROM node:24\nUSER node:node\n"), "FROM node:24\nUSER 1000:node\n");
    });

    it("is not there where the uid is not known, computed or removed", () => {
      for (const text of [
        "FROM a/b:1\nUSER app\n",
        "FROM a/b:1\nRUN useradd app\nUSER app\n",
        "FROM a/b:1\nRUN useradd -u $U app\nUSER app\n",
        "FROM node:24\nRUN userdel node && useradd node\nUSER node\n",
        "FROM node:24\nRUN userdel node\nUSER node\n",
      ])
        assert.deepEqual(fixes(rule, text), [], text);
    });

    it("does not touch variables and quotes", () => {
      assert.deepEqual(fixes(rule, "FROM node:24\nENV U=node\nUSER $U\n"), []);
      assert.deepEqual(fixes(rule, 'FROM node:24\nUSER "node"\n'), []);
    });
  });
});
