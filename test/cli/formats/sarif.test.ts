import assert from "node:assert/strict";
import Ajv from "ajv";
import addFormats from "ajv-formats";
import { formatSarif } from "../../../src/cli/formats/sarif";
import type { LintReport, RuleInformation } from "../../../src/cli/report";
import { range, reportOf, sample } from "./sample";
import { sarifSubset } from "./sarifSubset";

const rules: readonly RuleInformation[] = ["root-user", "secret-in-image", "needs-shell"].map(
  (id) => ({ id, summary: `About ${id}`, why: "Because.", severity: { recommended: "warning" } }),
);

const ajv = addFormats(new Ajv({ allErrors: true, strict: true, strictRequired: false }));
const validate = ajv.compile(sarifSubset);

describe("sarif format", () => {
  it("tells each finding with place, related places and fixes", () => {
    const { driver, results } = parse(sample);
    assert.deepEqual(
      driver.rules.map(({ id }: { id: string }) => id),
      ["root-user", "secret-in-image", "needs-shell", "syntax"],
    );
    assert.deepEqual(results[0], {
      ruleId: "root-user",
      ruleIndex: 0,
      level: "warning",
      message: { text: "The image runs as root: node:24 has no other default user." },
      locations: [location(1, 6, 13)],
      relatedLocations: [{ ...location(4, 1, 14), message: { text: "the container starts here" } }],
      fixes: [
        {
          description: { text: "Add USER node" },
          artifactChanges: [
            {
              artifactLocation: { uri: "api/Dockerfile", uriBaseId: "%SRCROOT%" },
              replacements: [
                {
                  deletedRegion: { startLine: 4, startColumn: 1, endLine: 4, endColumn: 1 },
                  insertedContent: { text: "USER node\n" },
                },
              ],
            },
          ],
          properties: { safe: false, preferred: true },
        },
      ],
      partialFingerprints: results[0].partialFingerprints,
      properties: { severity: "warning" },
    });
    assert.deepEqual(
      results.map(({ ruleId, level }: { ruleId: string; level: string }) => [ruleId, level]),
      [
        ["root-user", "warning"],
        ["secret-in-image", "warning"],
        ["syntax", "error"],
        ["needs-shell", "note"],
      ],
    );
  });

  it("fills help.text and guesses no address", () => {
    const { driver } = parse(sample);
    for (const rule of driver.rules) {
      assert.notEqual(rule.help.text, "");
      assert.equal(rule.helpUri, undefined);
    }
  });

  it("recognises a finding after lines moved, and tells alike ones apart", () => {
    const fingerprints = (text: string, ...lines: number[]): string[] => {
      const [file] = reportOf("Dockerfile", text, {}).files;
      assert.ok(file);
      const findings = lines.map((line) => ({
        ...(file.result.findings[0] ?? assert.fail()),
        range: range(line, 0, 4),
      }));
      const report = { files: [{ ...file, result: { ...file.result, findings } }], unread: [] };
      return parse(report).results.map(
        (result: { partialFingerprints: Record<string, string> }) =>
          result.partialFingerprints["drydock/v1"],
      );
    };
    const [first, second] = fingerprints("USER root\nUSER root\n", 0, 1);
    assert.notEqual(first, second);
    assert.deepEqual(fingerprints("# new\n\nUSER root\r\n", 2), [first]);
    assert.notDeepEqual(fingerprints("USER 0\n", 0), [first]);
  });

  it("gives nothing of a secret's line away, not even in a fingerprint", () => {
    const of = (value: string) =>
      parse(
        reportOf("Dockerfile", `ENV TOKEN=${value}\n`, {
          rule: "secret-in-image",
          message: "TOKEN stays readable in the image.",
        }),
      ).results[0].partialFingerprints;
    assert.deepEqual(of("hunter2"), of("correct horse"));
    assert.doesNotMatch(formatSarif(sample, { version: "1.0.0", rules }), /hunter2/);
  });

  it("writes paths as URIs", () => {
    const uriOf = (path: string) =>
      parse(reportOf(path, "FROM a", {})).results[0].locations[0].physicalLocation.artifactLocation;
    assert.deepEqual(uriOf("a b/#%?\u202e"), {
      uri: "a%20b/%23%25%3F%E2%80%AE",
      uriBaseId: "%SRCROOT%",
    });
    assert.deepEqual(uriOf("C:/x/Dockerfile"), { uri: "file:///C:/x/Dockerfile" });
    assert.deepEqual(uriOf("../x/Dockerfile"), { uri: "../x/Dockerfile" });
  });

  it("says that files could not be read", () => {
    const unread = [{ path: "b", message: "does not exist" }];
    const { invocations } = parse({ files: [], unread });
    assert.equal(invocations[0].executionSuccessful, false);
    assert.equal(invocations[0].toolExecutionNotifications[0].message.text, "does not exist");
  });
});

/** The run of a report, after it was held against the specification. */
function parse(report: LintReport) {
  const log = JSON.parse(formatSarif(report, { version: "1.0.0", rules }));
  assert.equal(validate(log), true, ajv.errorsText(validate.errors));
  const [run] = log.runs;
  return { driver: run.tool.driver, results: run.results, invocations: run.invocations };
}

function location(line: number, startColumn: number, endColumn: number) {
  return {
    physicalLocation: {
      artifactLocation: { uri: "api/Dockerfile", uriBaseId: "%SRCROOT%" },
      region: { startLine: line, startColumn, endLine: line, endColumn },
    },
  };
}
