import assert from "node:assert/strict";
import type { IgnoreScope } from "../../src/lint/ignoreComments";
import { defaultSettings } from "../../src/lint/settings";
import { noProjectFacts } from "../../src/project/facts";
import { ignoreEditFor } from "../../src/vscode/ignoreEdits";
import { catalog, lintText } from "../lint/check";

const today = new Date("2026-11-23T00:00:00Z");

/** The scopes for which a comment is offered that hides root-user. */
function offered(text: string): readonly IgnoreScope[] {
  const request = {
    text,
    catalog: catalog(),
    settings: defaultSettings,
    project: noProjectFacts,
    today,
  };
  const finding = lintText(text).findings.find(({ rule }) => rule === "root-user");
  assert.ok(finding);
  const scopes: readonly IgnoreScope[] = ["instruction", "stage", "file"];
  return scopes.filter((scope) => ignoreEditFor(request, finding, scope) !== null);
}

describe("Comments that hide a finding", () => {
  it("are offered for a stage where there is more than one", () => {
    assert.deepEqual(offered("FROM node:24\n"), ["instruction", "file"]);
    assert.deepEqual(offered("FROM node:24 AS a\nFROM node:24\n"), [
      "instruction",
      "stage",
      "file",
    ]);
  });
});
