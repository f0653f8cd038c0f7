import assert from "node:assert/strict";
import { identifiersOf } from "../../../src/attestations/scans/identifiers";
import { osvFinding, readOsvRecord } from "../../../src/attestations/scans/osv";
import { osvNameOf } from "../../../src/attestations/scans/osvPackage";
import { component } from "../read";

describe("the identifiers of one vulnerability", () => {
  for (const [id, aliases, expected] of [
    ["CVE-2024-1", ["GHSA-aaaa-bbbb-cccc"], ["CVE-2024-1", "GHSA-aaaa-bbbb-cccc"]],
    // An advisory covers several: what is said of it is said of none in particular.
    ["CVE-2024-1", ["DSA-1234-1", "RHSA-2024:1"], ["CVE-2024-1"]],
    ["GHSA-aaaa-bbbb-cccc", ["CVE-2024-1"], ["GHSA-aaaa-bbbb-cccc", "CVE-2024-1"]],
    ["ELSA-2024-1", ["CVE-2024-1", "CVE-2024-2"], ["ELSA-2024-1"]],
    ["CVE-2024-1", ["CVE-2024-2"], ["CVE-2024-1"]],
    ["UBUNTU-CVE-2024-1", [], ["UBUNTU-CVE-2024-1", "CVE-2024-1"]],
    ["CVE-2024-1", ["XCVE-2024-2", "CVE-2024-1x"], ["CVE-2024-1"]],
  ] as const)
    it(`of ${id} with ${aliases.join(" and ") || "no alias"}`, () =>
      assert.deepEqual(identifiersOf(id, aliases), expected));
});

describe("what OSV is asked of a component", () => {
  for (const [purl, source, expected] of [
    ["pkg:npm/%40babel/core@7.0.0", null, "npm @babel/core 7.0.0"],
    ["pkg:golang/github.com/gin-gonic/gin@v1.9.0", null, "Go github.com/gin-gonic/gin 1.9.0"],
    ["pkg:golang/stdlib@go1.22.1", null, "Go stdlib 1.22.1"],
    ["pkg:maven/org.apache/log4j@2.0", null, "Maven org.apache:log4j 2.0"],
    ["pkg:pypi/Django_x@4.2", null, "PyPI django-x 4.2"],
    [
      "pkg:deb/debian/libc6@2.36-9+deb12u4?arch=amd64&distro=debian-12&upstream=glibc",
      null,
      "Debian:12 glibc 2.36-9+deb12u4",
    ],
    ["pkg:deb/debian/attr@1%2Bb1?distro=debian-12.5", "attr@1", "Debian:12 attr 1"],
    ["pkg:deb/debian/attr@1?os_name=debian&os_version=13", null, "Debian:13 attr 1"],
    ["pkg:deb/ubuntu/bash@5?distro=ubuntu-22.04", null, "Ubuntu:22.04:LTS bash 5"],
    ["pkg:deb/ubuntu/bash@5?distro=ubuntu-24.10", null, "Ubuntu:24.10 bash 5"],
    ["pkg:apk/alpine/libssl3@3.1?distro=alpine-3.20.1", "openssl@3.1", "Alpine:v3.20 openssl 3.1"],
    ["pkg:apk/alpine/musl@1?distro=3.20.1", null, "Alpine:v3.20 musl 1"],
    ["pkg:apk/wolfi/curl@8.1.2-r0", null, "Wolfi curl 8.1.2-r0"],
    ["pkg:rpm/rocky-linux/bash@5?distro=rocky-9.3", "bash-x@5", "Rocky Linux:9 bash 5"],
    // Without a release the answer would be of all of them.
    ["pkg:deb/debian/attr@1", null, null],
    ["pkg:deb/debian/attr@1?distro=debian-12/../x", null, null],
    ["pkg:apk/alpine/musl@1?distro=alpine-edge", null, null],
    ["pkg:rpm/fedora/bash@5?distro=fedora-40", null, null],
    ["pkg:npm/left-pad", null, null],
    ["pkg:generic/thing@1", null, null],
    ["nothing", null, null],
  ] as const)
    it(`${purl}${source === null ? "" : ` of ${source}`}`, () => {
      const asked = osvNameOf(component({ purl, source }));
      const text = asked === null ? null : `${asked.ecosystem} ${asked.name} ${asked.version}`;
      assert.equal(text, expected);
    });
});

describe("a record of OSV", () => {
  const read = (record: object) => readOsvRecord("GHSA-1", Buffer.from(JSON.stringify(record)));

  it("has aliases, a severity and the versions with a fix", () => {
    const record = read({
      id: "GHSA-1",
      aliases: ["CVE-2024-1"],
      upstream: ["CVE-2024-2"],
      severity: [{ type: "CVSS_V3", score: "CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H" }],
      database_specific: { severity: "LOW" },
      affected: [
        {
          package: { ecosystem: "npm", name: "a" },
          ranges: [
            { type: "SEMVER", events: [{ introduced: "0" }, { fixed: "1.2.0" }] },
            { type: "SEMVER", events: [{ introduced: "2.0.0" }, { fixed: "2.1.0" }] },
            { type: "GIT", events: [{ introduced: "0" }, { fixed: "abcdef" }] },
          ],
        },
        { package: { ecosystem: "npm", name: "b" }, ranges: [{ events: [{ fixed: "9.0.0" }] }] },
      ],
    });
    assert.deepEqual(
      [record.aliases, record.severity, record.score],
      [["CVE-2024-1", "CVE-2024-2"], "high", 7.8],
    );
    const fixedIn = (version: string, name = "a") => {
      const found = component({ name, version, purl: `pkg:npm/${name}@${version}` });
      return osvFinding(record, found, { ecosystem: "npm", name, version }).fixedIn;
    };
    assert.deepEqual([fixedIn("1.0.0"), fixedIn("2.0.1")], ["1.2.0", "2.1.0"]);
    assert.deepEqual([fixedIn("1.0.0", "b"), fixedIn("1.0.0", "c")], ["9.0.0", null]);
  });

  it("has the score of the newest CVSS", () => {
    const { score, severity } = read({
      severity: [
        { type: "CVSS_V3", score: "CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H" },
        {
          type: "CVSS_V4",
          score: "CVSS:4.0/AV:L/AC:L/AT:N/PR:N/UI:A/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N",
        },
      ],
    });
    assert.deepEqual([score, severity], [4.6, "medium"]);
  });

  for (const [name, record, severity] of [
    ["GitHub", { database_specific: { severity: "MODERATE" } }, "medium"],
    ["Debian", { affected: [{ ecosystem_specific: { urgency: "unimportant" } }] }, "negligible"],
    [
      "Debian, not yet",
      { affected: [{ ecosystem_specific: { urgency: "not yet assigned" } }] },
      "unknown",
    ],
    ["Ubuntu", { severity: [{ type: "Ubuntu", score: "high" }] }, "high"],
    ["nobody", {}, "unknown"],
  ] as const)
    it(`has the severity of ${name} where there is no score`, () =>
      assert.equal(read(record).severity, severity));

  it("that can't be read is known by its name", () => {
    for (const bytes of [null, Buffer.from("<html>"), Buffer.from('{"affected":7}')]) {
      const { id, severity, isWithdrawn } = readOsvRecord("GHSA-1", bytes);
      assert.deepEqual([id, severity, isWithdrawn], ["GHSA-1", "unknown", false]);
    }
    assert.equal(read({ withdrawn: "2024-01-01T00:00:00Z" }).isWithdrawn, true);
  });
});
