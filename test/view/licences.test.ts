import assert from "node:assert/strict";
import { licenceFamily, type LicenceFamily } from "../../src/view/licences";

describe("Licences by family", () => {
  const cases: readonly (readonly [licenses: readonly string[], family: LicenceFamily])[] = [
    [[], "none"],
    [["MIT"], "permissive"],
    [["Apache-2.0 OR GPL-2.0-only"], "permissive"],
    [["Apache-2.0 AND GPL-2.0-only"], "copyleft"],
    [["MIT", "LGPL-2.1-or-later"], "weak-copyleft"],
    [["GPL-2.0-only WITH Classpath-exception-2.0"], "weak-copyleft"],
    [["(MIT OR Apache-2.0) AND (GPL-3.0-only OR MPL-2.0)"], "weak-copyleft"],
    [["LicenseRef-Acme"], "other"],
    [["MIT OR LicenseRef-Acme"], "permissive"],
    [["GNU General Public License v2 (GPLv2)"], "copyleft"],
    [["AGPL-3.0-only"], "copyleft"],
    [["public-domain"], "permissive"],
    [["SMITE"], "other"],
    [["((GPL-2.0-only AND MIT"], "copyleft"],
    [["AND OR WITH"], "other"],
  ];
  for (const [licenses, family] of cases) {
    it(`${licenses.join(" + ") || "nothing"}: ${family}`, () => {
      assert.equal(licenceFamily(licenses), family);
    });
  }

  it("a hundred thousand parentheses are read like two", () => {
    const deep = `${"(".repeat(100_000)}MIT OR GPL-2.0-only${")".repeat(100_000)}`;
    assert.equal(licenceFamily([deep]), "permissive");
  });
});
