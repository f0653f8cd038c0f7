import assert from "node:assert/strict";
import { versionBucket } from "../../../src/attestations/versions/bucket";
import { compareVersions } from "../../../src/attestations/versions/compare";
import { assertLinear } from "../../operations";

/** From the specifications and the tests of the tools themselves; each is older than the next. */
const rising: readonly (readonly [type: string, about: string, versions: string])[] = [
  [
    "maven",
    "words",
    `1-alpha2snapshot 1-alpha2 1-alpha-123 1-beta-2 1-beta123 1-m2 1-m11 1-rc 1-cr2 1-rc123 1-SNAPSHOT 1 1-sp
    1-sp2 1-sp123 1-abc 1-def 1-pom-1 1-1-snapshot 1-1 1-2 1-123`,
  ],
  [
    "maven",
    "numbers",
    `2.0 2.0.a 2-1 2.0.2 2.0.123 2.1.0 2.1-a 2.1b 2.1-c 2.1-1 2.1.0.1 2.2 2.123 11.a2 11.a11 11.b2 11.b11 11.m2
    11.m11 11 11.a 11b 11c 11m`,
  ],
  ["maven", "zeros in front of words", "1-0.alpha 1-0.beta 1"],
  ["maven", "words in the middle", "6.1.0rc3 6.1.0 6.1H.5-beta"],
  [
    "maven",
    "long numbers",
    "20190126.230843 1234567890.12345 123456789012345.1H.5-beta 12345678901234567890.1",
  ],
  ["maven", "words before numbers", "1.0.final-redhat 1.0-sp-1-redhat"],
  ["maven", "a service pack and its parts", "1.ga.1 1-sp.1"],
  [
    "pypi",
    "all parts",
    `1.dev0 1.0.dev456 1.0a1 1.0a2.dev456 1.0a12.dev456 1.0a12 1.0b1.dev456 1.0b2 1.0b2.post345.dev456
    1.0b2.post345 1.0rc1.dev456 1.0rc1 1.0 1.0+abc.5 1.0+abc.7 1.0+5 1.0.post456.dev34 1.0.post456 1.0.15 1.1.dev1`,
  ],
  ["pypi", "epochs", "1.0 1.1 2.0 2013.10 2014.04 1!1.0 1!1.1 1!2.0"],
  ["gem", "prereleases", "0.9 1.0.a.2 1.0.a9 1.0.a10 1.0.b1 1.0 1.0.1 1.1 3.2 3.10"],
  ["gem", "hyphens", "1.0.0-1 1.0.0-2 1.0.0 1.0.1-rc1 1.0.1"],
  [
    "nuget",
    "Semantic Versioning without case, and four numbers",
    "1.0.0-alpha 1.0.0-ALPHA.1 1.0.0-alpha.beta 1.0.0-beta 1.0.0-beta.x.y.5.77.0 1.0.0-beta.x.y.5.79.0 1.0.0-beta2 1 1.0.0.1 1.0.1 1.999.9999 2.1.1",
  ],
  [
    "golang",
    "pseudo-versions",
    `v0.0.0-20170915032832-14c0d48ead0c v0.0.0-20191109021931-daa7c04131f5 v1.2.3-pre v1.2.3-pre.0.20191109021931-daa7c04131f5
    v1.2.3 v1.2.4-0.20191109021931-daa7c04131f5 v1.2.4 v2.0.0+incompatible v2.0.1`,
  ],
  [
    "golang",
    "of the toolchain",
    "go1.20.14 go1.21beta1 go1.21rc2 1.21.0-rc.3 1.21.0 go1.21.1 1.21.10",
  ],
  [
    "composer",
    "stabilities",
    "1.0.0-dev 1.0.0-alpha-dev 1.0.0-alpha 1.0.0-alpha1-dev 1.0.0a1 1.0.0-alpha3.1 1.0.0-b 1.0.0-beta.5 1.0.0.RC1 1.0.0 1.0.0-patch1 1.0.0pl3 1.0.0.1 1.0.1 10.4.13",
  ],
  [
    "composer",
    "dates",
    "2009-12-31 2010-01-02 2010.01.02 2010-01-03 20100102 20100102-203040 20100102-203040-p1 20150920 20150920.0.0",
  ],
  ["cargo", "Semantic Versioning", "0.9.9 1.0.0-alpha 1.0.0-alpha.1 1.0.0-rc.1 1.0.0 1.0.10"],
];

const equal: readonly (readonly [type: string, versions: string])[] = [
  ["maven", "1 1.0 1.0.0 1-0 1.0-0 1ga 1-final 1.RELEASE 1. 1-"],
  ["maven", "1a 1-a 1.0-a 1.0.0-a 1.0a 1A"],
  ["maven", "1a1 1-alpha-1 1.0.0-ALPHA1 1-alpha1"],
  ["maven", "1m3 1Milestone3 1-milestone-3"],
  ["maven", "1cr 1rc 1-RC"],
  ["maven", "2-def 2.0.def 2.0.0.def"],
  ["maven", "000000000000000001 01 1"],
  ["pypi", "1.0 1 v1.0 1.0.0 0!1 01.0"],
  ["pypi", "1.1RC1 1.1rc1 1.1-c1 1.1.pre-1 1.1_preview_1"],
  ["pypi", "1.2a 1.2.alpha0 1.2-A.0"],
  ["pypi", "1.2.post2 1.2-2 1.2rev2 1.2.r2 1.2-POST2"],
  ["pypi", "1.2.dev 1.2dev0 1.2-dev-0"],
  ["pypi", "1.0+ubuntu-1 1.0+ubuntu.1 1.0+ubuntu_1"],
  ["gem", "1 1.0 1.0.0"],
  ["gem", "1.0.a 1.a 1.0.0.a"],
  ["gem", "1.0.a10 1.0.a.10"],
  ["nuget", "1 1.0 1.0.0 1.0.0.0 1.00 1.0.0+aa"],
  ["nuget", "1.0.0-BETA.X+AA 1.0.0-beta.x"],
  ["golang", "v2.0.0+incompatible 2.0.0 v2.0.0"],
  ["golang", "go1.21rc2 1.21.0-rc.2"],
  ["composer", "v1.0 1 1.0.0.0 1.0.0+foo 1.0-stable"],
  ["composer", "1.0.0-beta5 1.0.0b5 1.0.0.BETA.5+foo"],
];

const equalElsewhere = [
  ["rpm", "1-2:3 1-2:3-4"],
  ["deb", "1.0 0:1.0 1.00 1.0-0"],
  ["rpm", "1.0 1.0-1 0:1.0 1_0"],
  ["apk", "1.0-r1 1.0-r01"],
  ["npm", "v1 1.0.0 1.0.0+a2 1.0.0+b"],
] as const;

const unknown: readonly (readonly [type: string, version: string])[] = [
  ["maven", ""],
  ["maven", "1 2"],
  ["maven", "[1.0,2.0)"],
  ["maven", "${revision}"],
  ["maven", "1.é"],
  ["pypi", "1.0-foo"],
  ["pypi", "2004d"],
  ["pypi", "french toast"],
  ["pypi", "1.0+a+"],
  ["pypi", "1.0+_foobar"],
  ["gem", ""],
  ["gem", "junk"],
  ["gem", "1.2_3"],
  ["gem", "1..2"],
  ["nuget", "1.2.3.4.5"],
  ["nuget", "1.0.0-"],
  ["nuget", "1.0.0-a..b"],
  ["golang", "(devel)"],
  ["golang", "v1.2.3.4"],
  ["composer", "dev-main"],
  ["composer", "1.x-dev"],
  ["composer", "1.0.0-meh"],
  ["composer", "1.0.0.0.0"],
  ["npm", "1.0.0.0"],
];

const split = (versions: string) => versions.split(/\s+/);
const signOf = (type: string, one: string, other: string) =>
  Math.sign(compareVersions(type, one, other) ?? NaN);

describe("the order of versions of languages", () => {
  for (const [type, about, versions] of rising) {
    it(`${type}: ${about}`, () => {
      for (const [place, one] of split(versions).entries())
        for (const [otherPlace, other] of split(versions).entries())
          assert.equal(
            signOf(type, one, other),
            Math.sign(place - otherPlace),
            `${one} and ${other}`,
          );
    });
  }

  for (const [type, versions] of [...equal, ...equalElsewhere]) {
    it(`${type}: ${versions} are one version`, () => {
      for (const one of split(versions))
        for (const other of split(versions))
          assert.deepEqual(
            [Math.abs(signOf(type, one, other)), versionBucket(type, one)],
            [0, versionBucket(type, other)],
            `${one} and ${other}`,
          );
    });
  }

  for (const [type, version] of unknown) {
    it(`${type}: "${version}" is compared with nothing`, () => {
      assert.equal(compareVersions(type, version, "1.0"), null);
      assert.equal(compareVersions(type, "1.0", version), null);
    });
  }

  for (const [type, part] of [
    ["maven", "1-"],
    ["maven", "a1."],
    ["maven", "0.x."],
    ["pypi", "1."],
    ["pypi", "0"],
    ["gem", "0.a."],
    ["gem", "1-"],
    ["nuget", "0"],
    ["golang", "9"],
    ["composer", "+"],
    ["composer", "@dev"],
    ["composer", "1."],
  ] as const) {
    it(`${type}: as long as you like, of "${part}"`, () => {
      assertLinear(40_000, (size) => {
        const long = part.repeat(size / part.length);
        return () =>
          [`1.0-a${long}1`, `1.0.0b${long}`, `1.${long}2`, `1.0+${long}!`].map((text) => {
            compareVersions(type, text, `${text}3`);
            compareVersions(type, "1.0", text);
          });
      });
    });
  }
});
