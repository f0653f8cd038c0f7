import assert from "node:assert/strict";
import { formatText } from "../../../src/cli/formats/text";
import { range, reportOf, sample } from "./sample";

describe("text format", () => {
  it("shows each finding with its line, and nothing of a line that holds a secret", () => {
    assert.equal(
      formatText(sample, { colour: false }),
      `
api/Dockerfile:1:6 warning The image runs as root: node:24 has no other default user. [root-user]
   1 | FROM node:24
     |      ^^^^^^^
  see api/Dockerfile:4:1 the container starts here
  fix: Add USER node

api/Dockerfile:2:5 warning TOKEN stays readable in the image. [secret-in-image]

api/Dockerfile:3:1 error unknown instruction: RUM [syntax]
   3 | RUN npm ci
     | ^^^

api/Dockerfile:4:1 hint The command runs in a shell. [needs-shell]
   4 | CMD npm start
     | ^^^^^^^^^^^^^
  safe fix: Use the exec form

4 findings in 2 files: 1 syntax error, 2 warnings, 1 hint. 1 more hidden by ignore comments. "drydock fix" settles 1 safely.
`.trimStart(),
    );
  });

  it("says so when nothing was found", () => {
    const clean = { ...sample, files: sample.files.slice(1) };
    assert.equal(formatText(clean, { colour: false }), "No findings in 1 file.\n");
  });

  it("prints nothing where no file was read", () => {
    assert.equal(formatText({ files: [], unread: [] }, { colour: false }), "");
  });

  it("colours only when it is told to", () => {
    assert.doesNotMatch(formatText(sample, { colour: false }), /\u001b/);
    assert.match(formatText(sample, { colour: true }), /\u001b\[33mwarning\u001b\[39m/);
  });

  it("makes hidden characters of the message, the path and the line visible", () => {
    const hostile = reportOf("a\u202e/Dockerfile", "FROM a\u0007b\n", {
      message: 'No user "\u001b[2Jx\n::error::y"',
      range: range(0, 5, 8),
    });
    assert.equal(
      formatText(hostile, { colour: false }),
      `
a⟨U+202E⟩/Dockerfile:1:6 warning No user "⟨U+001B⟩[2Jx⟨U+000A⟩::error::y" [root-user]
   1 | FROM a⟨U+0007⟩b
     |      ^^^^^^^^^^

1 finding in 1 file: 1 warning.
`.trimStart(),
    );
  });

  it("shows the part of a very long line that is meant", () => {
    const text = `RUN ${"a".repeat(100_000)} sudo ${"b".repeat(100_000)}`;
    const [, line = "", underline = ""] = formatText(
      reportOf("Dockerfile", text, { range: range(0, 100_005, 100_009) }),
      { colour: false },
    ).split("\n");
    assert.equal(line.length < 180, true);
    assert.equal(line.slice(underline.indexOf("^"), underline.lastIndexOf("^") + 1), "sudo");
    assert.match(line, /\| …a+ sudo b+…$/);
  });

  it("lines up under tabs, a byte order mark and wide characters", () => {
    const output = formatText(
      reportOf("Dockerfile", "\ufeffRUN\t日本 sudo\r\n", { range: range(0, 8, 12) }),
      { colour: false },
    );
    assert.match(output, /\n   1 \| RUN\t日本 sudo\n     \|    \t     \^\^\^\^\n/);
  });

  it("stands a range beyond the text", () => {
    formatText(reportOf("Dockerfile", "", { range: range(7, 3, 9) }), { colour: false });
    formatText(reportOf("Dockerfile", "FROM a", { range: range(0, 30, 90) }), { colour: false });
  });
});
