import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { repository } from "../lint/check";
import { swapped } from "./swapText";

const folder = path.join(repository, "test", "harden", "pairs");
const read = (name: string) => readFileSync(path.join(folder, name), "utf8");
const names = readdirSync(folder)
  .filter((name) => name.endsWith(".before.Dockerfile"))
  .map((name) => name.slice(0, -".before.Dockerfile".length));

/** The counter-examples of which other tools make broken or invented files. */
const counterExamples = [
  "s01-builder-and-final",
  "s02-digest",
  "s03-platform-flag",
  "s04-tag-variable",
  "s05-quoted-argument",
  "s06-one-argument-two-roles",
  "s07-local-registry",
  "s08-private-registry",
  "s09-other-organisation",
  "s10-copy-from-image",
  "s11-heredoc-with-other-manager",
  "s12-several-lines",
  "s13-comment-in-continuation",
  "s14-digest-in-argument",
  "s15-user-variable-of-base",
  "s16-patch-version",
  "s17-codename-only",
];

/** Pairs in which nothing may change, to the byte. */
const untouched = [
  "argument-default-in-braces",
  "argument-for-registry",
  "argument-of-blocked-final",
  "argument-version-absent",
  "argument-without-default",
  "digest-only",
  "distroless-already",
  "dotnet-ended",
  "early-build",
  "hardened-already",
  "look-alike-host",
  "node-npm-start",
  "node-single-stage",
  "not-in-any-family",
  "python-half-blocked",
  "python-site-packages",
  "redis-command",
  "s07-local-registry",
  "s08-private-registry",
  "s09-other-organisation",
  "s11-heredoc-with-other-manager",
  "s15-user-variable-of-base",
  "scratch",
  "windows-image",
];

describe("files before and after a swap", () => {
  it("are many, and hold every counter-example", () => {
    assert.ok(names.length >= 60, `${names.length} pairs`);
    assert.deepEqual(
      counterExamples.filter((name) => !names.includes(name)),
      [],
    );
  });

  for (const name of names) {
    it(name, () => {
      const before = read(`${name}.before.Dockerfile`);
      const after = read(`${name}.after.Dockerfile`);
      assert.equal(swapped(before).after, after);
      assert.equal(swapped(after).after, after, "a second run changes something");
      if (untouched.includes(name)) assert.equal(after, before);
    });
  }
});
