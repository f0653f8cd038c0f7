import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { chooseCounterparts } from "../../src/harden/families";
import { type Catalog, createCatalog } from "../../src/image/catalog";
import { lint } from "../../src/lint/lint";
import type { LintRequest, LintResult } from "../../src/lint/result";
import { defaultSettings } from "../../src/lint/settings";
import { noProjectFacts } from "../../src/project/facts";

/** The repository's own folder, from wherever the compiled tests run. */
export const repository = path.join(__dirname, "..", "..", "..");

let shared: Catalog | null = null;

/** The catalog that ships. */
export function catalog(): Catalog {
  shared ??= createCatalog(readFileSync(path.join(repository, "src/image/data/catalog.json")));
  return shared;
}

/** Lints as of a fixed day, with the catalog that ships and every rule at its strict severity. */
export function lintText(text: string, changes: Partial<LintRequest> = {}): LintResult {
  return lint({
    text,
    catalog: catalog(),
    choose: chooseCounterparts,
    settings: { ...defaultSettings, profile: "strict", ...changes.settings },
    project: noProjectFacts,
    today: new Date("2026-11-23T00:00:00Z"),
    ...changes,
  });
}

const marker = /[ \t]*# expect: ([\w-]+(?:, *[\w-]+)*)[ \t]*$/;

/** A fixture's text without its `# expect: rule` marks, and the marks as `line rule`. */
export function readFixture(fixture: string): { text: string; expected: string[] } {
  const expected: string[] = [];
  const lines = fixture.split("\n").map((line, index) => {
    const match = marker.exec(line);
    for (const rule of match?.[1]?.split(",") ?? []) expected.push(`${index + 1} ${rule.trim()}`);
    return line.replace(marker, "");
  });
  return { text: lines.join("\n"), expected };
}

/**
 * Lints a fixture and compares with its marks: `FROM node:24   # expect: root-user`. Only findings of
 * the rules in `of` count; each mark stands on the line where its finding begins.
 */
export function check(
  of: readonly string[],
  fixture: string,
  changes: Partial<LintRequest> = {},
): LintResult {
  const { text, expected } = readFixture(fixture);
  const result = lintText(text, changes);
  const found = result.findings
    .filter(({ rule }) => of.includes(rule))
    .map(({ rule, range }) => `${range.start.line + 1} ${rule}`);
  assert.deepEqual(found, expected, JSON.stringify(result.findings, null, 1));
  return result;
}

/** One line a finding: `1:6-1:13 warning root-user: …`, lines and columns from 1. */
export function describeFindings({ findings }: LintResult): string {
  return findings
    .map(({ rule, severity, message, range: { start, end } }) => {
      const place = `${start.line + 1}:${start.character + 1}-${end.line + 1}:${end.character + 1}`;
      return `${place} ${severity} ${rule}: ${message}`;
    })
    .join("\n");
}

/** The text after a fix's edits, the first fix of the first finding of a rule unless told otherwise. */
export function applyFix(text: string, result: LintResult, rule: string, index = 0): string {
  const fix = result.findings.find((finding) => finding.rule === rule)?.fixes[index];
  assert.ok(fix, `no fix ${index} for ${rule}`);
  const lines = text.split("\n");
  const offset = ({ line, character }: { line: number; character: number }) =>
    lines.slice(0, line).reduce((sum, { length }) => sum + length + 1, character);
  return [...fix.edits]
    .sort((a, b) => offset(b.range.start) - offset(a.range.start))
    .reduce(
      (changed, { range, newText }) =>
        changed.slice(0, offset(range.start)) + newText + changed.slice(offset(range.end)),
      text,
    );
}
