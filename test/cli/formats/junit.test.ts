import assert from "node:assert/strict";
import { formatJunit } from "../../../src/cli/formats/junit";
import { reportOf, sample } from "./sample";

describe("junit format", () => {
  it("has a suite per file and a case per rule; what is milder than --fail-on passes", () => {
    assert.equal(
      formatJunit(sample, "warning"),
      `
<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="drydock" tests="5" failures="3" errors="0" time="0">
  <testsuite name="api/Dockerfile" tests="4" failures="3" errors="0" time="0">
    <testcase classname="api/Dockerfile" name="root-user" file="api/Dockerfile" time="0">
      <failure message="The image runs as root: node:24 has no other default user." type="warning">api/Dockerfile:1:6 warning The image runs as root: node:24 has no other default user.</failure>
    </testcase>
    <testcase classname="api/Dockerfile" name="secret-in-image" file="api/Dockerfile" time="0">
      <failure message="TOKEN stays readable in the image." type="warning">api/Dockerfile:2:5 warning TOKEN stays readable in the image.</failure>
    </testcase>
    <testcase classname="api/Dockerfile" name="syntax" file="api/Dockerfile" time="0">
      <failure message="unknown instruction: RUM" type="error">api/Dockerfile:3:1 error unknown instruction: RUM</failure>
    </testcase>
    <testcase classname="api/Dockerfile" name="needs-shell" file="api/Dockerfile" time="0">
      <system-out>api/Dockerfile:4:1 hint The command runs in a shell.</system-out>
    </testcase>
  </testsuite>
  <testsuite name="web/Dockerfile" tests="1" failures="0" errors="0" time="0">
    <testcase classname="web/Dockerfile" name="web/Dockerfile" file="web/Dockerfile" time="0"/>
  </testsuite>
</testsuites>
`.trimStart(),
    );
  });

  it("escapes markup, spells hidden characters and drops what XML forbids", () => {
    const output = formatJunit(
      reportOf('<"a">&/Dockerfile', "", { message: "\u0000]]>\u202e\ufffe\ud800" }),
      "warning",
    );
    assert.match(output, /name="&lt;&quot;a&quot;&gt;&amp;\/Dockerfile"/);
    assert.match(output, /message="⟨U\+0000⟩]]&gt;⟨U\+202E⟩⟨U\+D800⟩"/);
    assert.doesNotMatch(output, /[\u0000-\u0009\u000b-\u001f\ufffe\uffff]/);
  });

  it("counts a file that could not be read as an error", () => {
    const output = formatJunit(
      { files: [], unread: [{ path: "a", message: "does not exist" }] },
      "warning",
    );
    assert.match(output, /<error message="does not exist" type="unreadable"\/>/);
    assert.match(output, /<testsuites name="drydock" tests="1" failures="0" errors="1"/);
  });

  it("fails nothing with --fail-on never", () => {
    assert.doesNotMatch(formatJunit(sample, "never"), /<failure/);
  });
});
