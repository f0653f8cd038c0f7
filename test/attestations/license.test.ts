import assert from "node:assert/strict";
import { joinLicenses, readLicense } from "../../src/attestations/license";

describe("licences", () => {
  for (const [text, ids] of [
    ["MIT", ["MIT"]],
    [" MIT ", ["MIT"]],
    ["MIT OR Apache-2.0", ["MIT", "Apache-2.0"]],
    ["(MIT AND (BSD-3-Clause OR MIT))", ["MIT", "BSD-3-Clause"]],
    ["GPL-2.0-only WITH Classpath-exception-2.0", ["GPL-2.0-only WITH Classpath-exception-2.0"]],
    ["GPL-2.0+", ["GPL-2.0+"]],
    [
      "LicenseRef-own OR DocumentRef-a:LicenseRef-b",
      ["LicenseRef-own", "DocumentRef-a:LicenseRef-b"],
    ],
  ] as const) {
    it(`${text} is an expression`, () => {
      assert.deepEqual(readLicense(text), { kind: "expression", expression: text.trim(), ids });
    });
  }

  for (const text of [
    "",
    "GPL",
    "MIT OR",
    "MIT License",
    "(MIT",
    "<img src=x>",
    // The library takes this one for an expression.
    "LicenseRef-+++MITAND MIT",
    "(".repeat(1_000_000),
  ]) {
    it(`${text.slice(0, 20)} is a name`, () => {
      assert.deepEqual(readLicense(text), { kind: "name", name: text });
    });
  }

  it("that apply together are one expression, if all are expressions", () => {
    assert.equal(joinLicenses(["MIT", "Apache-2.0 OR 0BSD"]), "MIT AND (Apache-2.0 OR 0BSD)");
    assert.equal(joinLicenses(["MIT", "some licence"]), null);
  });
});
