import assert from "node:assert/strict";
import { componentCsv } from "../../src/view/componentCsv";
import { component, sbom } from "./sample";

const csv = (...components: readonly ReturnType<typeof component>[]) => {
  const list = sbom([component("root"), ...components]);
  const places = components.map((_, at) => at + 1);
  return componentCsv(list, places, new Map()).split("\r\n").slice(1, -1);
};

describe("Components as CSV", () => {
  it("have a head, and a line for each with CRLF", () => {
    const list = sbom([
      component("root"),
      component("bash", {
        version: "5.2",
        licenses: ["GPL-3.0-or-later", "MIT"],
        source: "bash@5.2",
      }),
    ]);
    assert.equal(
      componentCsv(list, [1], new Map()),
      "Name,Version,Type,Licence,Supplier,Package URL,Built from,VEX\r\n" +
        'bash,5.2,deb,"GPL-3.0-or-later, MIT",,,bash@5.2,\r\n',
    );
  });

  it("keep quotes, commas and line ends in their cell", () => {
    assert.deepEqual(csv(component('a "b", c\nd', { version: "1\r2" })), [
      '"a ""b"", c\nd","1\r2",deb,,,,,',
    ]);
  });

  for (const text of [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\tx",
    "\n=1",
    "＝1",
    "\rx",
    "=cmd|'/c calc'!A0",
  ]) {
    it(`are no formula: ${JSON.stringify(text)}`, () => {
      const [line = ""] = csv(component(text));
      assert.match(line, /^"?'/);
      assert.ok(line.includes(`'${text}`));
    });
  }

  it("keep what only looks odd within", () => {
    assert.deepEqual(csv(component("a=b", { version: "1-2@3+4" })), ["a=b,1-2@3+4,deb,,,,,"]);
  });

  it("come in the order that is asked for, those outside left out", () => {
    const list = sbom(["root", "a", "b"].map((name) => component(name)));
    const names = componentCsv(list, [2, 9, 1], new Map())
      .split("\r\n")
      .map((line) => line.split(",")[0]);
    assert.deepEqual(names, ["Name", "b", "a", ""]);
  });
});
