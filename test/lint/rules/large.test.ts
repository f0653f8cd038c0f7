import assert from "node:assert/strict";
import { defaultSettings } from "../../../src/lint/settings";
import { lintText } from "../check";

const settings = {
  ...defaultSettings,
  profile: "strict" as const,
  registries: { allow: ["dhi.io"], deny: ["evil.io"] },
};

const repeat = (count: number, line: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => line(index)).join("");

/** Files at which a rule that looks back for each thing it finds would take minutes. */
const files: Readonly<Record<string, string>> = {
  "5,000 stages in a chain, each with a user of its own": `FROM debian:13 AS s0\n${repeat(
    5000,
    (index) => `FROM s${index} AS s${index + 1}\nRUN useradd u${index}\nUSER u${index}\n`,
  )}`,
  "5,000 stages in a chain without a shell": `FROM scratch AS s0\n${repeat(
    5000,
    (index) => `FROM s${index} AS s${index + 1}\nCOPY a /app/\nRUN b\nCMD c\n`,
  )}`,
  "20,000 users made and removed in one RUN": `FROM debian:13\nRUN ${repeat(
    20_000,
    (index) => `useradd u${index}; userdel x${index}; `,
  )}\n`,
  "20,000 copies from images": `FROM scratch\n${repeat(
    20_000,
    (index) => `COPY --from=node:lts --chown=root a /b${index}\n`,
  )}USER app\n`,
  "a CMD of a million characters": `FROM scratch\nCMD ${repeat(100_000, () => "node a.js ")}\n`,
  "a USER of a million characters": `FROM scratch\nUSER a${" ".repeat(1_000_000)}b # c\n`,
  "a tag of a million characters": `FROM node:${"lts-".repeat(250_000)}\n`,
};

describe("Large files", () => {
  for (const [name, text] of Object.entries(files))
    it(name, () => {
      // What is not linear in these never ends; mocha's own timeout says so.
      assert.ok(lintText(text, { settings }).stages.length > 0);
    }).timeout(120_000);
});
