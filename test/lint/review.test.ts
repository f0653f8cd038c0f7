import assert from "node:assert/strict";
import { parse } from "../../src/dockerfile/parse";
import { defaultSettings } from "../../src/lint/settings";
import { lintText } from "./check";

const rootFixes = (text: string) =>
  lintText(text).findings.find(({ rule }) => rule === "root-user")?.fixes ?? [];

describe("what a first user stumbled over", () => {
  for (const [name, text] of [
    ["ENV", `FROM node:24\nENV A=xxxxxxxxxx\n${"ENV A=$A$A\n".repeat(60)}USER $A`],
    ["ENV in quotes", `FROM node:24\nENV A=xxxxxxxxxx\n${'ENV A="$A$A"\n'.repeat(60)}USER $A`],
    ["ARG of FROM", `ARG A=xxxxxxxxxx\n${"ARG A=$A$A\n".repeat(60)}FROM $A\n`],
    ["a default", `FROM scratch\nARG A=x\n${"ARG A=${B:-$A$A}\n".repeat(60)}USER $A`],
  ] as const)
    it(`variables that double on each line become unknown: ${name}`, () => {
      const { stages } = lintText(text);
      assert.equal(stages[0]?.user.privilege, "unknown");
    });

  it("a long value on twenty thousand lines is no burden", () => {
    const text = `FROM a\nENV A=${"x".repeat(100_000)}\n${"ENV B=$A\n".repeat(20_000)}USER $B`;
    assert.equal(parse(text).stages[0]?.users[0]?.value, null);
  });

  it("targets of which a file has none do not silence its last stage", () => {
    const settings = { ...defaultSettings, targets: ["wbe"] };
    const { findings } = lintText("FROM node:24-slim\nUSER root", { settings });
    assert.ok(findings.some(({ rule }) => rule === "root-user"));
  });

  it("no USER is offered where the entrypoint itself steps down", () => {
    const made = "FROM debian:13-slim\nRUN useradd -r app\n";
    assert.equal(rootFixes(`${made}CMD ["/run"]`).length, 1);
    for (const command of ['ENTRYPOINT ["gosu", "app", "/run"]', "CMD setpriv --reuid=1000 /run"])
      assert.deepEqual(rootFixes(made + command), [], command);
  });

  it("a user of the image is preferred, one that may not exist is not", () => {
    const isPreferred = (text: string) => rootFixes(text).map(({ preferred }) => preferred);
    assert.deepEqual(isPreferred("FROM node:24-slim"), [true]);
    assert.deepEqual(isPreferred("FROM python:3.13-slim\nCOPY --chown=app a /a"), [false]);
  });

  it("a uid by variable is followed, and unknown where it can't be", () => {
    const privilege = (text: string) => lintText(text).stages[0]?.user.privilege;
    const made = "RUN useradd -o -u $ID app\nUSER app";
    assert.equal(privilege(`FROM debian:13\nARG ID=0\n${made}`), "root");
    assert.equal(privilege(`FROM debian:13\nARG ID=1000\n${made}`), "nonroot");
    assert.equal(privilege(`FROM debian:13\n${made}`), "unknown");
  });

  it("a stage's name in capitals is told", () => {
    const { problems } = lintText("FROM node:24-slim AS Base\nFROM Base");
    assert.deepEqual(
      problems.map(({ message }) => message),
      ["Base is no image reference: the stage is called base."],
    );
  });
});
