import assert from "node:assert/strict";
import { cvssRating, highestRating } from "../../../src/attestations/scans/cvss";
import { assertLinear } from "../../operations";

describe("the score of a CVSS vector", () => {
  for (const [vector, expected] of [
    // The guide of version 2, section 3.3: CVE-2002-0392, CVE-2003-0818 and CVE-2003-0062.
    ["AV:N/AC:L/Au:N/C:N/I:N/A:C", "7.8 high"],
    ["AV:N/AC:L/Au:N/C:C/I:C/A:C", "10 high"],
    ["(AV:L/AC:H/Au:N/C:C/I:C/A:C)", "6.2 medium"],
    ["CVSS:2.0/AV:N/AC:L/Au:N/C:P/I:P/A:P/E:F/RL:OF/RC:C", "7.5 high"],
    ["AV:L/AC:H/Au:M/C:N/I:N/A:P", "0.8 low"],
    ["AV:N/AC:L/Au:N/C:N/I:N/A:N", "0 negligible"],
    // Worked examples of first.org/cvss/v3-1/examples, and the calculator there.
    ["CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", "9.8 critical"],
    ["CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H", "10 critical"],
    ["CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:C/C:H/I:H/A:H", "9.9 critical"],
    ["CVSS:3.0/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N", "6.1 medium"],
    ["CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H", "7.8 high"],
    ["CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:U/C:H/I:N/A:N", "5.9 medium"],
    ["CVSS:3.1/AV:A/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H", "6.5 medium"],
    ["CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N", "0 negligible"],
    // first.org/cvss/v4.0/examples, by CVE; with the letters of a version 4 that has threat or environment.
    ["CVSS:4.0/AV:L/AC:L/AT:P/PR:L/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N", "7.3 high"],
    ["CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:P/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N", "7.7 high"],
    ["CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:P/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N/E:U", "5.2 medium"],
    ["CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:N/VC:H/VI:L/VA:L/SC:N/SI:N/SA:N", "8.3 high"],
    [
      "CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:N/VC:H/VI:L/VA:L/SC:N/SI:N/SA:N/CR:H/IR:L/AR:L/MAV:N/MAC:H/MVC:H/MVI:L/MVA:L",
      "8.1 high",
    ],
    ["CVSS:4.0/AV:L/AC:L/AT:N/PR:N/UI:A/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N", "4.6 medium"],
    ["CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:A/VC:N/VI:N/VA:N/SC:L/SI:L/SA:N", "5.1 medium"],
    ["CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:L/SI:L/SA:N", "6.9 medium"],
    ["CVSS:4.0/AV:L/AC:L/AT:N/PR:H/UI:N/VC:N/VI:N/VA:N/SC:H/SI:N/SA:N", "5.9 medium"],
    ["CVSS:4.0/AV:L/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H", "9.4 critical"],
    ["CVSS:4.0/AV:P/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:H/SA:N/S:P/V:D", "8.3 high"],
    ["CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:N/VA:N/SC:N/SI:N/SA:N/E:A", "8.7 high"],
    ["CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H/E:A", "10 critical"],
    ["CVSS:4.0/AV:A/AC:L/AT:N/PR:N/UI:N/VC:N/VI:L/VA:N/SC:H/SI:N/SA:H", "6.4 medium"],
    ["CVSS:4.0/AV:L/AC:L/AT:P/PR:H/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H/R:I", "8.7 high"],
    ["CVSS:4.0/AV:P/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H", "8.6 high"],
    ["CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N", "0 negligible"],
    // One for each of the most severe vectors that a distance is measured to; by Red Hat's calculator, cvss 3.6.
    ["CVSS:4.0/AV:L/AC:H/AT:N/PR:N/UI:N/VC:H/VI:N/VA:H/SC:N/SI:L/SA:H", "7.1 high"],
    ["CVSS:4.0/AV:N/AC:H/AT:N/PR:H/UI:N/VC:N/VI:L/VA:L/SC:L/SI:L/SA:N", "2.1 low"],
    ["CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:A/VC:N/VI:N/VA:H/SC:L/SI:L/SA:L", "6.9 medium"],
    ["CVSS:4.0/AV:A/AC:L/AT:N/PR:L/UI:N/VC:N/VI:H/VA:H/SC:H/SI:H/SA:L", "8.4 high"],
    ["CVSS:4.0/AV:L/AC:L/AT:P/PR:H/UI:N/VC:H/VI:N/VA:H/SC:L/SI:N/SA:H", "6.9 medium"],
    [
      "CVSS:4.0/AV:N/AC:H/AT:P/PR:L/UI:A/VC:H/VI:H/VA:L/SC:L/SI:L/SA:N/CR:M/IR:L/AR:H/MAV:L/MVI:X/MSA:L",
      "4.1 medium",
    ],
    [
      "CVSS:4.0/AV:A/AC:L/AT:N/PR:L/UI:P/VC:L/VI:H/VA:N/SC:H/SI:L/SA:L/CR:X/IR:L/MAV:P/MUI:N",
      "5.4 medium",
    ],
    [
      "CVSS:4.0/AV:L/AC:L/AT:N/PR:N/UI:N/VC:N/VI:H/VA:N/SC:N/SI:L/SA:L/CR:L/IR:L/AR:L/MVA:H/MSC:X/MSA:L",
      "5.5 medium",
    ],
    [
      "CVSS:4.0/AV:A/AC:L/AT:P/PR:N/UI:A/VC:L/VI:N/VA:H/SC:H/SI:L/SA:H/CR:L/AR:M/MAT:P/MPR:L/MUI:A/MVC:H",
      "4.7 medium",
    ],
    [
      "CVSS:4.0/AV:P/AC:L/AT:P/PR:N/UI:N/VC:N/VI:N/VA:N/SC:L/SI:H/SA:H/CR:L/MVC:H/MSC:H",
      "4.8 medium",
    ],
    ["CVSS:4.0/AV:A/AC:L/AT:P/PR:N/UI:N/VC:N/VI:L/VA:H/SC:N/SI:N/SA:N/E:X/AR:L", "5 medium"],
    // Safety is at stake only by a metric of the environment.
    ["CVSS:4.0/AV:L/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H/MSI:S", "9.8 critical"],
    ["CVSS:4.0/AV:L/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:S/SA:H", null],
    // A metric is missing, unknown, of another version, there twice, or none at all.
    ["AV:N/AC:L/Au:N/C:P/I:P", null],
    ["AV:N/AC:L/Au:X/C:P/I:P/A:P", null],
    ["CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H", null],
    ["CVSS:3.1/AV:X/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", null],
    ["CVSS:3.1/AV:N/AC:L/PR:N/UI:N/C:H/I:H/A:H", null],
    ["CVSS:3.1/AV:N/AV:P/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", null],
    ["AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", null],
    ["CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N", null],
    ["CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:X", null],
    ["CVSS:4.0/AV:NA/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N", null],
    ["CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N/E:Z", null],
    ["CVSS:5.0/AV:N/AC:L/Au:N/C:P/I:P/A:P", null],
    ["7.5", null],
    ["", null],
  ] as const)
    it(`"${vector}" is ${expected ?? "none"}`, () => {
      const rating = cvssRating(vector);
      assert.equal(rating === null ? null : `${rating.score} ${rating.severity}`, expected);
    });

  it("is that of the newest version, and of one version the highest", () => {
    const two = "AV:N/AC:L/Au:N/C:C/I:C/A:C";
    const three = "CVSS:3.0/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N";
    const higher = "CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H";
    const four = "CVSS:4.0/AV:L/AC:L/AT:N/PR:N/UI:A/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N";
    const scoreOf = (...vectors: string[]) => highestRating(vectors)?.score ?? null;
    assert.deepEqual(
      [
        scoreOf(two, "x"),
        scoreOf(two, three, higher),
        scoreOf(higher, three),
        scoreOf(four, higher),
      ],
      [10, 7.8, 7.8, 4.6],
    );
    assert.equal(scoreOf("x"), null);
  });

  it("takes as long as the vector", () => {
    assertLinear(40_000, (size) => {
      const long = Array.from({ length: size }, (_, index) => `X${index}:1`).join("/");
      return () => cvssRating(`CVSS:4.0/${long}`);
    });
  });
});
