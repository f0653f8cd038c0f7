import assert from "node:assert/strict";
import { compareVersions } from "../../../src/attestations/versions/compare";

/** Each is older than the next. */
const rising: Readonly<Record<string, readonly string[]>> = {
  deb: [
    "1.0~~",
    "1.0~rc1",
    "1.0-1~bpo12+1",
    "1.0-1",
    "1.0-1ubuntu1",
    "1.0-2",
    "1.0a",
    "1.0+b1",
    "1.0.1",
    "1.1",
    "1.2-9",
    "1.2-10",
    "2.36-9+deb12u9",
    "2.36-9+deb12u10",
    "1:0.1",
  ],
  apk: [
    "0.9_alpha_pre2",
    "0.9_alpha",
    "0.9_alpha2",
    "0.9_beta",
    "0.9_rc1",
    "0.9",
    "0.9_git20240101",
    "0.9_p1",
    "1.0.1",
    "1.0.10",
    "1.01",
    "1.06",
    "1.1",
    "1.1-r1",
    "1.1-r10",
    "1.1a",
    "1.1a-r1",
    "1.1b",
    "1.1.1",
  ],
  rpm: [
    "0.9~rc1~git1",
    "0.9~rc1",
    "0.9~rc1^git1",
    "0.9",
    "0.9^",
    "0.9^git1",
    "0.9.rc1",
    "0.9.1",
    "0.10",
    "1.0-1.el9",
    "1.0-2.el9",
    "1.0-10.el9",
    "1:0.1-1",
  ],
  npm: [
    "1.0.0-alpha",
    "1.0.0-alpha.1",
    "1.0.0-alpha.beta",
    "1.0.0-beta.2",
    "1.0.0-beta.11",
    "1.0.0-rc.1",
    "1.0.0",
    "1.0.1",
    "1.9.0",
    "1.10.0",
    "10.0.0",
  ],
  golang: ["v0.0.0-20200101000000-abcdef", "v0.0.0-20210101000000-abcdef", "v0.1.0", "v1.0.0"],
};

describe("the order of versions", () => {
  for (const [type, versions] of Object.entries(rising)) {
    it(type, () => {
      for (const [place, one] of versions.entries()) {
        for (const [otherPlace, other] of versions.entries()) {
          const order = Math.sign(compareVersions(type, one, other) ?? NaN);
          assert.equal(order, Math.sign(place - otherPlace), `${one} and ${other}`);
        }
      }
    });
  }

  for (const [type, one, other] of [
    ["deb", "0:1.0", "1.0"],
    ["deb", "1.00", "1.0"],
    ["deb", "1.0-0", "1.0"],
    ["rpm", "1.0-1", "1.0"],
    ["rpm", "0:1.0", "1.0"],
    ["rpm", "1_0", "1.0"],
    ["apk", "1.0-r1", "1.0-r01"],
    ["npm", "1.0.0+a", "1.0.0+b"],
    ["npm", "v1", "1.0.0"],
    ["conan", "anything", "anything"],
  ] as const) {
    it(`${type}: ${one} is ${other}`, () => {
      assert.equal(Math.abs(compareVersions(type, one, other) ?? NaN), 0);
    });
  }

  for (const [type, one, other] of [
    ["apk", "1.0bc", "1.0"],
    ["apk", "1.0_foo", "1.0"],
    ["npm", "latest", "1.0.0"],
    ["npm", "1.0.0.0", "1.0.0"],
    ["conan", "1.0", "1.1"],
  ] as const) {
    it(`${type}: ${one} and ${other} cannot be compared`, () => {
      assert.equal(compareVersions(type, one, other), null);
    });
  }

  it("numbers of any length", () => {
    const long = "9".repeat(100_000);
    for (const type of ["deb", "rpm", "apk"])
      assert.ok((compareVersions(type, `1.${long}`, `1.1${long}`) ?? 0) < 0, type);
  });

  it("of several millions of characters there is no order", () => {
    const long = `1${".1".repeat(8_000_000)}`;
    for (const type of ["apk", "pypi", "gem"]) assert.equal(compareVersions(type, long, "1"), null);
  });
});
