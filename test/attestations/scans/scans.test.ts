import assert from "node:assert/strict";
import { readPredicate } from "../../../src/attestations/read";
import type { Vulnerability } from "../../../src/attestations/scans/model";
import { read, scanOf } from "../read";

const finding = (given: Partial<Vulnerability>): Vulnerability => ({
  id: "CVE-2026-1",
  aliases: [],
  severity: "unknown",
  score: null,
  package: null,
  fixedIn: null,
  ...given,
});

const trivy = {
  SchemaVersion: 2,
  Trivy: { Version: "0.60.0" },
  CreatedAt: "2026-01-01T00:00:00Z",
  ArtifactName: "app",
  Results: [
    { Target: "app", Class: "lang-pkgs" },
    {
      Vulnerabilities: [
        {
          VulnerabilityID: "CVE-2026-1",
          VendorIDs: ["DSA-1"],
          PkgName: "libssl3",
          PkgIdentifier: { PURL: "pkg:deb/debian/libssl3@3.0" },
          InstalledVersion: "3.0",
          FixedVersion: "3.1",
          Severity: "HIGH",
          SeveritySource: "nvd",
          CVSS: { ghsa: { V3Score: 9 }, nvd: { V2Score: 5, V3Score: 7.5 } },
        },
      ],
    },
  ],
};
const trivyFinding = finding({
  aliases: ["DSA-1"],
  severity: "high",
  score: 7.5,
  package: { name: "libssl3", version: "3.0", purl: "pkg:deb/debian/libssl3@3.0" },
  fixedIn: "3.1",
});

describe("reports of scanners", () => {
  it("Trivy's", () => {
    assert.deepEqual(read(trivy), {
      document: {
        kind: "scan",
        scan: {
          scanner: "Trivy 0.60.0",
          finished: "2026-01-01T00:00:00Z",
          findings: [trivyFinding],
        },
      },
      also: [],
      format: "Trivy report",
      problems: [],
    });
  });

  it("Trivy's, with a source that every object has", () => {
    const [vulnerability] = trivy.Results[1]?.Vulnerabilities ?? [];
    const odd = { ...vulnerability, SeveritySource: "constructor" };
    const { document, problems } = read({ ...trivy, Results: [{ Vulnerabilities: [odd] }] });
    assert.ok(document.kind === "scan");
    assert.deepEqual([document.scan.findings[0]?.score, problems], [9, []]);
  });

  it("Grype's", () => {
    const scan = scanOf({
      descriptor: { name: "grype", version: "0.90.0", timestamp: "2026-01-01T00:00:00Z" },
      matches: [
        {
          vulnerability: {
            id: "GHSA-1",
            severity: "Negligible",
            fix: { versions: ["1.1", "2.0"] },
          },
          relatedVulnerabilities: [
            { id: "CVE-2026-1", cvss: [{ metrics: { baseScore: 8.2 } }] },
            { id: "GHSA-1" },
          ],
          artifact: { name: "a", version: "1.0", purl: "" },
        },
      ],
    });
    assert.deepEqual(scan, {
      scanner: "grype 0.90.0",
      finished: "2026-01-01T00:00:00Z",
      findings: [
        finding({
          id: "GHSA-1",
          aliases: ["CVE-2026-1"],
          severity: "negligible",
          score: 8.2,
          package: { name: "a", version: "1.0", purl: null },
          fixedIn: "1.1, 2.0",
        }),
      ],
    });
  });

  describe("SARIF", () => {
    const sarif = (tool: string, rules: object[], results: object[]) => ({
      version: "2.1.0",
      runs: [{ tool: { driver: { name: tool, version: "1", rules } }, results }],
    });

    for (const [tool, rule, result, expected] of [
      [
        "Trivy",
        { id: "CVE-2026-1", properties: { "security-severity": "5.3" } },
        {
          ruleId: "CVE-2026-1",
          message: {
            text: "Package: libssl3\nInstalled Version: 3.0\nVulnerability CVE-2026-1\nSeverity: MEDIUM\nFixed Version: 3.1\nLink: x",
          },
        },
        finding({
          severity: "medium",
          score: 5.3,
          package: { name: "libssl3", version: "3.0", purl: null },
          fixedIn: "3.1",
        }),
      ],
      [
        "grype",
        { id: "CVE-2026-1-libssl3", properties: { "security-severity": "9.8" } },
        {
          ruleId: "CVE-2026-1-libssl3",
          message: {
            text: "A low vulnerability in deb package: libssl3, version 3.0 was found in image app",
          },
        },
        finding({
          severity: "critical",
          score: 9.8,
          package: { name: "libssl3", version: "3.0", purl: null },
        }),
      ],
      [
        "docker scout",
        {
          id: "CVE-2026-1",
          properties: { cvssV3_severity: "HIGH", purls: ["pkg:npm/a@1"], fixed_version: "2" },
        },
        { ruleId: "CVE-2026-1", message: { text: "Vulnerability" } },
        finding({
          severity: "high",
          package: { name: "pkg:npm/a@1", version: null, purl: "pkg:npm/a@1" },
          fixedIn: "2",
        }),
      ],
    ] as const) {
      it(`of ${tool}`, () => {
        assert.deepEqual(scanOf(sarif(tool, [rule], [result])), {
          scanner: `${tool} 1`,
          finished: null,
          findings: [expected],
        });
      });
    }

    it("of a scanner that found nothing", () => {
      assert.deepEqual(scanOf(sarif("Trivy", [], [])).findings, []);
    });

    it("of another kind of tool is only named", () => {
      const { document } = read(
        sarif("hadolint", [], [{ ruleId: "DL3006", message: { text: "x" } }]),
      );
      assert.deepEqual(document, {
        kind: "other",
        name: "SARIF report",
        summary: { tool: "hadolint", results: "1" },
      });
    });
  });

  it("in-toto's list, with severities as words and scores", () => {
    const scan = scanOf({
      scanner: {
        uri: "pkg:github/scanner",
        version: "2",
        result: [
          {
            id: "CVE-2026-1",
            severity: [
              { method: "nvd", score: "medium" },
              { method: "cvss", score: "5.2" },
            ],
          },
          { id: "CVE-2026-2", severity: [{ method: "cvss", score: 9.1 }] },
          { id: "CVE-2026-3", severity: [{ score: 99 }] },
        ],
      },
      metadata: { scanStartedOn: "2026-01-01T00:00:00Z", scanFinishedOn: "2026-01-01T00:01:00Z" },
    });
    assert.deepEqual(scan, {
      scanner: "pkg:github/scanner 2",
      finished: "2026-01-01T00:01:00Z",
      findings: [
        finding({ severity: "medium", score: 5.2 }),
        finding({ id: "CVE-2026-2", severity: "critical", score: 9.1 }),
        finding({ id: "CVE-2026-3" }),
      ],
    });
  });

  it("cosign's predicate, with the report of a scanner in it", () => {
    const predicate = (result: unknown) => ({
      scanner: { uri: "pkg:github/trivy", result },
      metadata: {},
    });
    const scan = scanOf(predicate(trivy));
    assert.deepEqual([scan.scanner, scan.findings], ["pkg:github/trivy", [trivyFinding]]);
    assert.deepEqual(read(predicate(null)).problems, []);
    assert.deepEqual(read(predicate({ a: 1 })).problems, [
      "The result is not a report of Trivy or grype, nor SARIF.",
    ]);
  });

  it("Scout's", () => {
    const { document, format } = readPredicate(
      [
        {
          purl: "pkg:npm/%40babel/core@7.0.0",
          vulnerabilities: [
            {
              source_id: "CVE-2026-1",
              cvss: { severity: "MODERATE", score: "6.1" },
              fixed_by: "7.1.0",
            },
          ],
        },
      ],
      "https://scout.docker.com/vulnerabilities/v0.1",
    );
    assert.equal(format, "Scout vulnerabilities");
    assert.ok(document.kind === "scan");
    assert.deepEqual(document.scan.findings, [
      finding({
        severity: "medium",
        score: 6.1,
        package: { name: "@babel/core", version: "7.0.0", purl: "pkg:npm/%40babel/core@7.0.0" },
        fixedIn: "7.1.0",
      }),
    ]);
  });

  const vector = "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N";
  const older = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H";
  for (const [tool, report] of [
    [
      "Trivy",
      {
        SchemaVersion: 2,
        Results: [
          {
            Vulnerabilities: [
              {
                VulnerabilityID: "CVE-2026-1",
                Severity: "UNKNOWN",
                CVSS: { ghsa: { V3Vector: older, V40Vector: vector } },
              },
            ],
          },
        ],
      },
    ],
    [
      "grype",
      {
        descriptor: { name: "grype" },
        matches: [
          {
            vulnerability: { id: "CVE-2026-1", cvss: [{ vector: older }, { vector }] },
            artifact: {},
          },
        ],
      },
    ],
    [
      "CycloneDX",
      {
        bomFormat: "CycloneDX",
        specVersion: "1.6",
        vulnerabilities: [{ id: "CVE-2026-1", ratings: [{ method: "CVSSv4", vector }] }],
      },
    ],
    [
      "in-toto",
      {
        scanner: {
          uri: "a",
          result: [{ id: "CVE-2026-1", severity: [{ method: "CVSS_V4", score: vector }] }],
        },
        metadata: {},
      },
    ],
  ] as const)
    it(`with nothing but a CVSS vector: ${tool}`, () => {
      const [found] = scanOf(report).findings;
      assert.deepEqual([found?.score, found?.severity], [9.3, "critical"]);
    });

  it("with nothing but a CVSS vector: Scout", () => {
    const { document } = readPredicate(
      [{ purl: "pkg:npm/a@1", vulnerabilities: [{ source_id: "CVE-2026-1", cvss: { vector } }] }],
      "https://scout.docker.com/vulnerabilities/v0.1",
    );
    assert.ok(document.kind === "scan");
    assert.deepEqual(
      [document.scan.findings[0]?.score, document.scan.findings[0]?.severity],
      [9.3, "critical"],
    );
  });
});
