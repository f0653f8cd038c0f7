import assert from "node:assert/strict";
import { formatGithub } from "../../../src/cli/formats/github";
import { range, reportOf, sample } from "./sample";

describe("github format", () => {
  it("writes one workflow command for each finding and problem", () => {
    assert.equal(
      formatGithub(sample),
      `
::warning file=api/Dockerfile,line=1,col=6,endLine=1,endColumn=13,title=root-user::The image runs as root: node:24 has no other default user.
::warning file=api/Dockerfile,line=2,col=5,endLine=2,endColumn=18,title=secret-in-image::TOKEN stays readable in the image.
::error file=api/Dockerfile,line=3,col=1,endLine=3,endColumn=4,title=syntax::unknown instruction: RUM
::notice file=api/Dockerfile,line=4,col=1,endLine=4,endColumn=14,title=needs-shell::The command runs in a shell.
`.trimStart(),
    );
  });

  it("leaves out columns where a finding spans lines, since the runner refuses them", () => {
    const report = reportOf("Dockerfile", "RUN a \\\n b\n", {
      range: { start: { line: 0, character: 0 }, end: { line: 1, character: 2 } },
    });
    assert.equal(
      formatGithub(report),
      "::warning file=Dockerfile,line=1,endLine=2,title=root-user::The image runs as root.\n",
    );
  });

  it("lets neither names nor messages start a command or a property", () => {
    const report = reportOf("a\n::error::x,line=9/50%/Dockerfile", "FROM x", {
      message: "100%: a,\r\n::error::y\u202e",
      range: range(0, 0, 4),
    });
    assert.equal(
      formatGithub(report),
      "::warning file=a⟨U+000A⟩%3A%3Aerror%3A%3Ax%2Cline=9/50%25/Dockerfile" +
        ",line=1,col=1,endLine=1,endColumn=5,title=root-user" +
        "::100%25: a,⟨U+000D⟩⟨U+000A⟩::error::y⟨U+202E⟩\n",
    );
  });

  it("never holds hardened-available", () => {
    const report = reportOf("Dockerfile", "FROM x", { rule: "hardened-available" });
    assert.equal(formatGithub(report), "");
  });

  it("translates paths to those of the repository, and names what could not be read", () => {
    const report = { ...sample, files: [], unread: [{ path: "b", message: "does not exist" }] };
    assert.equal(
      formatGithub(report, (path) => `service/${path}`),
      "::error file=service/b,title=unreadable::does not exist\n",
    );
  });
});
