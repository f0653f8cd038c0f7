import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { LintRequest } from "../../../src/lint/result";
import { rules } from "../../../src/lint/rules/index";
import { defaultSettings, type LintSettings } from "../../../src/lint/settings";
import { noProjectFacts } from "../../../src/project/facts";
import { check, repository } from "../check";

const strict: LintSettings = { ...defaultSettings, profile: "strict" };

/** What an example takes for granted, where its rule is silent without it. */
const situations: Readonly<Record<string, Partial<LintRequest>>> = {
  "unapproved-registry": {
    settings: { ...strict, registries: { allow: ["dhi.io", "ghcr.io/acme"], deny: [] } },
  },
  "copy-everything": { project: { ...noProjectFacts, contextKnown: true, hasIgnoreFile: false } },
};

describe("The examples of each rule", () => {
  for (const { id } of rules) {
    const situation = situations[id] ?? {};

    it(`${id}: what it finds`, () => {
      const text = read(`test/lint/rules/${id}.bad.Dockerfile`);
      const { findings } = check([id], text, situation);
      assert.ok(
        findings.some(({ rule }) => rule === id),
        "the bad example has no finding",
      );
    });

    it(`${id}: what it leaves alone`, () => {
      check([id], read(`test/lint/rules/${id}.good.Dockerfile`), situation);
    });

    it(`${id}: a note for its page`, () => {
      assert.notEqual(read(`docs/notes/${id}.md`).trim(), "");
    });
  }
});

function read(name: string): string {
  const file = path.join(repository, name);
  assert.ok(existsSync(file), `${name} is missing`);
  return readFileSync(file, "utf8");
}
