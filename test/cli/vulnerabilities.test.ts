import assert from "node:assert/strict";
import path from "node:path";
import { startOsv, type OsvContents } from "../registry/osvServer";
import { createFolder, type Folder } from "./drydock";

const trivy = {
  SchemaVersion: 2,
  Trivy: { Version: "0.58.0" },
  Results: [
    {
      Vulnerabilities: [
        {
          VulnerabilityID: "CVE-2026-0001",
          PkgName: "minimist",
          InstalledVersion: "1.2.0",
          FixedVersion: "0.2.4, 1.2.6",
          Severity: "HIGH",
          PkgIdentifier: { PURL: "pkg:npm/minimist@1.2.0" },
        },
        {
          VulnerabilityID: "CVE-2026-0002",
          PkgName: "qs",
          InstalledVersion: "6.0.0",
          Severity: "LOW",
          PkgIdentifier: { PURL: "pkg:npm/qs@6.0.0" },
        },
      ],
    },
  ],
};

const vex = {
  "@context": "https://openvex.dev/ns/v0.2.0",
  "@id": "https://example.com/vex",
  author: "Example",
  timestamp: "2026-01-01T00:00:00Z",
  version: 1,
  statements: [
    {
      vulnerability: { name: "CVE-2026-0002" },
      products: [{ "@id": "pkg:npm/qs@6.0.0" }],
      status: "not_affected",
      justification: "vulnerable_code_not_in_execute_path",
    },
  ],
};

const sbom = {
  bomFormat: "CycloneDX",
  specVersion: "1.6",
  components: [
    { type: "library", name: "minimist", version: "1.2.0", purl: "pkg:npm/minimist@1.2.0" },
    { type: "library", name: "thing", version: "1" },
  ],
};

describe("drydock inspect, vulnerabilities", function () {
  this.timeout(60_000);
  let folder: Folder;
  let given: OsvContents;
  const osv = startOsv(() => given);
  before(() => {
    const files = { "trivy.json": trivy, "vex.json": vex, "sbom.json": sbom };
    const texts = Object.entries(files).map(([name, value]) => [name, JSON.stringify(value)]);
    folder = createFolder(Object.fromEntries(texts) as Record<string, string>);
  });
  after(() => folder.remove());
  beforeEach(() => {
    given = {
      packages: { "npm minimist 1.2.0": ["GHSA-vh95-rmgr-6w4m"] },
      records: {
        "GHSA-vh95-rmgr-6w4m": {
          aliases: ["CVE-2026-0001"],
          database_specific: { severity: "CRITICAL" },
        },
      },
    };
  });

  let count = 0;
  const inspect = (...args: readonly string[]) => {
    const environment = {
      DRYDOCK_OSV_URL: osv.address,
      DRYDOCK_CACHE_DIR: path.join(folder.path, `cache${count++}`),
    };
    return folder.start(["inspect", ...args], { environment });
  };
  const block = (stdout: string) => /^Vulnerabilities[^]*?(?=\n\n|\n$)/m.exec(stdout)?.[0] ?? "";

  it("shows what a scanner reports, before and after VEX, and what is left", async () => {
    const { code, stdout, stderr } = await inspect(
      ...["--report", "trivy.json", "--vex-file", "vex.json", "file:sbom.json"],
    );
    assert.deepEqual([code, stderr], [0, ""]);
    assert.equal(
      block(stdout),
      `Vulnerabilities: 2 known: 1 high, 1 low
  by       Trivy 0.58.0
  settled  1 by VEX
  left     1: 1 high; 1 with a fix
  CVE-2026-0001  high        minimist 1.2.0  fixed in 1.2.6`,
    );
    const without = await inspect("file:sbom.json", "--report", "trivy.json");
    assert.match(block(without.stdout), /\n {2}left {5}2: 1 high, 1 low; 1 with a fix\n/);
  });

  it("says nothing of vulnerabilities where nobody looked", async () => {
    const { stdout } = await inspect("file:sbom.json");
    assert.equal(block(stdout), "");
    const { stdout: json } = await inspect("file:sbom.json", "--format", "json");
    assert.equal((JSON.parse(json) as { vulnerabilities: unknown }).vulnerabilities, null);
    assert.deepEqual(osv.requests, []);
  });

  it("describes them as JSON", async () => {
    const args = ["--report", "trivy.json", "--vex-file", "vex.json", "--format", "json"];
    const { stdout } = await inspect(...args, "file:sbom.json");
    const { vulnerabilities } = JSON.parse(stdout) as {
      vulnerabilities: Readonly<Record<string, unknown>> & {
        findings: readonly Readonly<Record<string, unknown>>[];
      };
    };
    const { known, settled, claimed, left, fixable } = vulnerabilities;
    const none = { critical: 0, high: 0, medium: 0, low: 0, negligible: 0, unknown: 0 };
    assert.deepEqual(
      { known, settled, claimed, left, fixable },
      {
        known: { total: 2, ...none, high: 1, low: 1 },
        settled: { exact: 1, relaxed: 0 },
        claimed: 0,
        left: { total: 1, ...none, high: 1 },
        fixable: 1,
      },
    );
    const [, qs] = vulnerabilities.findings;
    const { status, match } = qs?.["vex"] as Record<string, unknown>;
    assert.deepEqual([qs?.["state"], status, match], ["settled", "not_affected", "exact"]);
  });

  it("asks OSV where the person says so, and counts what both know once", async () => {
    const { code, stdout } = await inspect("--osv", "--report", "trivy.json", "file:sbom.json");
    assert.equal(code, 0);
    assert.match(block(stdout), /^Vulnerabilities: 2 known: 1 high, 1 low\n/);
    assert.match(block(stdout), /\n {2}by {7}OSV, asked about 1 of 2 components, \d{4}-/);
    assert.deepEqual(osv.requests, [
      "POST /v1/querybatch 200",
      "GET /v1/vulns/GHSA-vh95-rmgr-6w4m 200",
    ]);
    const alone = await inspect("--osv", "file:sbom.json");
    assert.match(block(alone.stdout), /\n {2}GHSA-vh95-rmgr-6w4m {2}critical {4}minimist 1\.2\.0/);
  });

  it("says why OSV could not be asked", async () => {
    const offline = await inspect("--osv", "--offline", "file:sbom.json");
    assert.equal(offline.code, 1);
    assert.match(
      offline.stdout,
      /\n! OSV could not be asked\. What OSV knows of these packages is not kept\. Run it once without --offline/,
    );
    const none = await inspect("--osv", "file:vex.json");
    assert.match(none.stdout, /\n! There is no SBOM whose packages OSV could be asked about\.\n$/);
    assert.deepEqual([none.code, osv.requests], [1, []]);
  });

  it("names files that can't be used", async () => {
    for (const [args, message] of [
      [
        ["--report", "vex.json"],
        /--report: vex\.json holds no report of a scanner: OpenVEX 0\.2\.0\./,
      ],
      [["--vex-file", "trivy.json"], /--vex-file: trivy\.json holds no VEX: Trivy report\./],
      [["--vex-file", "none.json"], /--vex-file: none\.json does not exist\./],
    ] as const) {
      const { code, stderr, stdout } = await inspect(...args, "file:sbom.json");
      assert.deepEqual([code, stdout], [2, ""]);
      assert.match(stderr, message);
    }
  });

  it("makes what it shows harmless", async () => {
    const text = JSON.stringify(trivy).replaceAll("minimist", "mini\\u001b[31m\\u202emist");
    folder.write("evil.json", text);
    const { stdout } = await inspect("--report", "evil.json", "file:sbom.json");
    assert.doesNotMatch(stdout, /[\u001b\u202e]/);
    assert.match(stdout, /mini⟨U\+001B⟩\[31m⟨U\+202E⟩mist/);
  });
});
