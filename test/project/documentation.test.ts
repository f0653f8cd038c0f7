import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { rules } from "../../src/lint/rules/index";
import { repository } from "../lint/check";
import { runScript } from "./script";

const documents = ["README", "ARCHITECTURE", "CHANGELOG", "CONTRIBUTING", "SECURITY"];

describe("Generated documents are current", () => {
  for (const script of ["manifest", "documentation", "notices"]) {
    it(script, function () {
      this.timeout(60_000);
      const { code, output } = runScript(`scripts/${script}.mjs`, "--check");
      assert.equal(code, 0, output);
    });
  }
});

describe("Links lead somewhere", () => {
  const files = [
    ...documents.map((name) => `${name}.md`),
    "docs/ignoring.md",
    "docs/rules/README.md",
    ...rules.map(({ id }) => `docs/rules/${id}.md`),
  ];
  for (const file of files) {
    it(file, () => {
      const dead = linksIn(read(file)).filter((link) => !leads(link, file));
      assert.deepEqual(dead, []);
    });
  }
});

const read = (file: string) => readFileSync(path.join(repository, file), "utf8");

function linksIn(markdown: string): string[] {
  const prose = markdown.replace(/^```[^]*?^```/gm, "").replace(/`[^`\n]*`/g, "");
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = ""]) => link);
}

function leads(link: string, from: string): boolean {
  if (link.startsWith("https://")) return true;
  const [file = "", heading] = link.split("#");
  const target = file === "" ? from : path.join(path.dirname(from), file);
  if (!existsSync(path.join(repository, target))) return false;
  return heading === undefined || headingsIn(read(target)).includes(heading);
}

function headingsIn(markdown: string): string[] {
  return [...markdown.matchAll(/^#+ (.*)$/gm)].map(([, text = ""]) =>
    text
      .toLowerCase()
      .replace(/[^\w\s-]/g, "")
      .replaceAll(" ", "-"),
  );
}
