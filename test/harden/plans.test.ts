import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { planOf, type PlanOptions } from "../../src/harden/plan";
import { repository } from "../lint/check";
import { requestOf } from "./swapText";

const folder = path.join(repository, "test", "harden", "plans");
const read = (name: string) => readFileSync(path.join(folder, name), "utf8");
const names = readdirSync(folder)
  .filter((name) => name.endsWith(".before.Dockerfile"))
  .map((name) => name.slice(0, -".before.Dockerfile".length));

const languages = [
  "node",
  "python",
  "go",
  "java",
  "rust",
  "dotnet",
  "php",
  "ruby",
  "nginx",
  "copied",
];

/** The package.json of the build context, where a pair has one. */
function optionsFor(name: string): PlanOptions {
  const file = `${name}.package.json`;
  const isThere = existsSync(path.join(folder, file));
  return isThere ? { packageJson: { path: "package.json", text: read(file) } } : {};
}

/** What a plan leaves to the person, one line each: `5 USER root: …`, lines from 1. */
function leftOf(text: string, options: PlanOptions): string {
  const lineOf = (offset: number) => text.slice(0, offset).split("\n").length;
  const { left } = planOf(requestOf(text), options);
  return left.map(({ message, span }) => `${lineOf(span.start)} ${message}\n`).join("");
}

describe("files before and after a plan", () => {
  for (const language of languages)
    it(`are at least eight for ${language}`, () => {
      const own = names.filter((name) => name.startsWith(`${language}-`));
      assert.ok(own.length >= 8, `${own.length} pairs`);
    });

  for (const name of names) {
    it(name, () => {
      const before = read(`${name}.before.Dockerfile`);
      const after = read(`${name}.after.Dockerfile`);
      const options = optionsFor(name);
      assert.equal(planOf(requestOf(before), options).text, after);
      const again = planOf(requestOf(after), options);
      assert.equal(again.text, after, "a second run changes something");
      const left = `${name}.left.txt`;
      assert.equal(leftOf(before, options), existsSync(path.join(folder, left)) ? read(left) : "");
    });
  }
});
