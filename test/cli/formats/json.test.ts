import assert from "node:assert/strict";
import { formatJson } from "../../../src/cli/formats/json";
import { range, reportOf, sample } from "./sample";

describe("json format", () => {
  it("has the documented shape, with positions from 1", () => {
    const output = JSON.parse(formatJson(sample));
    assert.deepEqual(output.summary, {
      files: 2,
      findings: 3,
      bySeverity: { error: 0, warning: 2, information: 0, hint: 1 },
    });
    assert.deepEqual(output.files[0].problems, [
      {
        message: "unknown instruction: RUM",
        range: { start: { line: 3, column: 1 }, end: { line: 3, column: 4 } },
      },
    ]);
    assert.deepEqual(output.files[0].findings[0], {
      rule: "root-user",
      severity: "warning",
      message: "The image runs as root: node:24 has no other default user.",
      stage: 0,
      range: { start: { line: 1, column: 6 }, end: { line: 1, column: 13 } },
      related: [
        {
          message: "the container starts here",
          range: { start: { line: 4, column: 1 }, end: { line: 4, column: 14 } },
        },
      ],
      fixes: [
        {
          title: "Add USER node",
          preferred: true,
          safe: false,
          edits: [
            {
              range: { start: { line: 4, column: 1 }, end: { line: 4, column: 1 } },
              newText: "USER node\n",
            },
          ],
        },
      ],
      help: null,
    });
    assert.deepEqual(output.files[1], {
      path: "web/Dockerfile",
      stages: [],
      findings: [],
      suppressed: 0,
      problems: [],
    });
  });

  it("counts the line of a stage's user from 1", () => {
    const [file] = sample.files;
    assert.ok(file);
    const stage = {
      index: 0,
      name: null,
      ships: true,
      base: { written: "node:24", resolved: "docker.io/library/node:24", kind: "image" },
      user: { value: "node", privilege: "nonroot", origin: "instruction", line: 6 },
    } as const;
    const withStage = { ...file, result: { ...file.result, stages: [stage] } };
    const output = JSON.parse(formatJson({ files: [withStage], unread: [] }));
    assert.deepEqual(output.files[0].stages, [{ ...stage, user: { ...stage.user, line: 7 } }]);
  });

  it("keeps values exact and the output free of hidden characters", () => {
    const output = formatJson(
      reportOf("a\u202eb/Dockerfile", "FROM x", {
        message: "x\u202ey\u0085",
        fixes: [
          {
            title: "t\u2066",
            preferred: false,
            safe: true,
            edits: [{ range: range(0, 0, 0), newText: "\u200b\u{e0041}\n" }],
          },
        ],
      }),
    );
    assert.doesNotMatch(output, /[\u202e\u2066\u0085\u200b]|\u{e0041}/u);
    const [file] = JSON.parse(output).files;
    assert.equal(file.path, "a\u202eb/Dockerfile");
    assert.equal(file.findings[0].message, "x⟨U+202E⟩y⟨U+0085⟩");
    assert.equal(file.findings[0].fixes[0].title, "t⟨U+2066⟩");
    assert.equal(file.findings[0].fixes[0].edits[0].newText, "\u200b\u{e0041}\n");
  });
});
