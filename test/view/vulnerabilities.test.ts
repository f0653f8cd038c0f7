import assert from "node:assert/strict";
import { assertLinear } from "../operations";
import type { Scan } from "../../src/attestations/scans/model";
import type { EvidenceItem } from "../../src/verify/item";
import { vulnerabilitiesOf } from "../../src/verify/vulnerabilities";
import { vulnerabilityLinks } from "../../src/view/vulnerabilityLinks";
import { vulnerabilitySummary } from "../../src/view/vulnerabilitySummary";
import {
  createVulnerabilityTable,
  type VulnerabilityQuery,
} from "../../src/view/vulnerabilityTable";
import { finding, scannedShop, shopScan } from "./scanSample";

const today = new Date("2026-11-26T00:00:00Z");
const all: VulnerabilityQuery = {
  filter: "",
  severities: [],
  states: [],
  leftOnly: false,
  fixableOnly: false,
  sort: { column: "severity", descending: false },
};

function known(scan: Scan = shopScan, rest: Partial<EvidenceItem> = {}) {
  const { items } = scannedShop(scan, rest).result;
  const found = vulnerabilitiesOf({ items, opened: [], asked: [], image: ["sha256:b"] });
  assert.ok(found);
  return found;
}
const table = createVulnerabilityTable(known());
const names = (query: Partial<VulnerabilityQuery>) =>
  table.page({ ...all, ...query }, 0, 200).rows.map(({ cells }) => cells.vulnerability);
const detailOf = (id: string) => {
  const row = table.page({ ...all, filter: id }, 0, 1).rows[0];
  const detail = table.detail(row?.index ?? -1);
  assert.ok(detail);
  return detail;
};

describe("The table of vulnerabilities", () => {
  it("has a line for each, the most severe first", () => {
    const { rows } = table.page(all, 0, 200);
    assert.deepEqual(
      rows.map(({ cells }) => Object.values(cells).join(" | ")),
      [
        "CVE-2026-1002 | Critical | 9.8 | libssl3 | 3.0.17-1~deb12u3 | 3.0.18-1~deb12u1 | affected (relaxed) | Trivy 0.58.0",
        "CVE-2026-1001 | High | 8.1 | express | 4.21.2 | 4.21.3 | not affected (exact) | Trivy 0.58.0",
        "CVE-2026-1005 | Medium | 5.3 | accepts | 1.3.8 |  | fixed (exact) | Trivy 0.58.0",
        "CVE-2026-1003 | Low | 2.1 | bash | 5.2.15-2 |  |  | Trivy 0.58.0",
        "CVE-2026-1004 | Unknown |  | tzdata | 2025b |  | claim: not affected (exact) | Trivy 0.58.0",
      ],
    );
  });

  it("is narrowed to what is left, by severity, state, fix and words", () => {
    assert.deepEqual(names({ leftOnly: true }), [
      "CVE-2026-1002",
      "CVE-2026-1003",
      "CVE-2026-1004",
    ]);
    assert.deepEqual(names({ severities: ["low", "high"] }), ["CVE-2026-1001", "CVE-2026-1003"]);
    assert.deepEqual(names({ states: ["claimed"] }), ["CVE-2026-1004"]);
    assert.deepEqual(names({ states: ["affected"] }), ["CVE-2026-1002"]);
    assert.deepEqual(names({ states: ["open"] }), ["CVE-2026-1003"]);
    assert.deepEqual(names({ states: ["not_affected", "fixed"] }), [
      "CVE-2026-1001",
      "CVE-2026-1005",
    ]);
    assert.deepEqual(names({ fixableOnly: true, leftOnly: true }), ["CVE-2026-1002"]);
    assert.deepEqual(names({ filter: "ghsa-aaaa" }), ["CVE-2026-1001"]);
  });

  it("is ordered by any column; what is empty comes last", () => {
    const first = (column: VulnerabilityQuery["sort"]["column"], descending = false) =>
      names({ sort: { column, descending } })[0];
    assert.equal(first("package"), "CVE-2026-1005");
    assert.equal(first("score"), "CVE-2026-1002");
    assert.equal(first("fixed"), "CVE-2026-1002");
    assert.equal(first("severity", true), "CVE-2026-1004");
  });

  it("hands out 200 rows at most", () => {
    const findings = Array.from({ length: 500 }, (_, at) => finding(`CVE-2026-${at + 1000}`));
    const many = createVulnerabilityTable(known({ ...shopScan, findings }));
    const page = many.page(all, 100, 1_000);
    assert.deepEqual([page.rows.length, page.matched, page.from], [200, 500, 100]);
    assert.deepEqual(many.page(all, 500, 10).rows, []);
  });

  it("takes linear time", () => {
    assertLinear(20_000, (size) => {
      const findings = Array.from({ length: size }, (_, at) =>
        finding(`CVE-2026-${at}`, { package: { name: `p${at % 999}`, version: "1", purl: null } }),
      );
      const sort = { column: "package", descending: true } as const;
      return () =>
        createVulnerabilityTable(known({ ...shopScan, findings })).page({ ...all, sort }, 0, 1);
    });
  });
});

describe("The detail of a vulnerability", () => {
  it("says what settles it, whose word that is, and how it matches", () => {
    const { vex, claim, meaning, description, aliases, links } = detailOf("CVE-2026-1001");
    const texts = new Map(vex?.fields.map(({ label, text }) => [label, text]));
    assert.match(meaning, /^Settled: .* not affected\.$/);
    assert.equal(vex?.word, "not affected");
    assert.equal(texts.get("Why"), "The vulnerable code is never run.");
    assert.match(texts.get("Match") ?? "", /^exact: /);
    assert.match(texts.get("Signed by") ?? "", /^https:\/\/github\.com\/acme\/shop\//);
    assert.equal(claim, null);
    assert.equal(description, "A request with a forged header is answered.\nSeen in 2026.");
    assert.deepEqual(aliases, ["GHSA-aaaa-bbbb-cccc"]);
    assert.deepEqual(links, [
      "https://nvd.nist.gov/vuln/detail/CVE-2026-1001",
      "https://github.com/advisories/GHSA-aaaa-bbbb-cccc",
      "https://example.com/advisory",
    ]);
  });

  it("keeps claims apart, which name no signer", () => {
    const { vex, claim, meaning } = detailOf("CVE-2026-1004");
    assert.equal(vex, null);
    assert.equal(claim?.word, "not affected");
    assert.match(meaning, /^Left: there is a claim/);
    const labels = claim?.fields.map(({ label, text }) => `${label}: ${text}`) ?? [];
    assert.ok(labels.includes("Standing: claim, unsigned"));
    assert.ok(!labels.some((text) => text.startsWith("Signed by")));
  });

  it("is none where there is no such finding", () => {
    assert.equal(table.detail(99), null);
  });
});

describe("Links of a vulnerability", () => {
  it("are made of whole identifiers only", () => {
    assert.deepEqual(
      vulnerabilityLinks(["CVE-2026-1234/../x", "XCVE-2026-1234", "RUSTSEC-2026-0001"], []),
      ["https://osv.dev/vulnerability/RUSTSEC-2026-0001"],
    );
  });

  it("leave out what is no plain https address", () => {
    const written = [
      "http://example.com/",
      "https://user@example.com/",
      "https://example.com/\u202egpj",
      "https://example.com/a b",
      "javascript:alert(1)",
      "https://example.com/x",
    ];
    assert.deepEqual(vulnerabilityLinks([], written), ["https://example.com/x"]);
  });
});

describe("The summary of vulnerabilities", () => {
  const summary = vulnerabilitySummary(known(), today);
  const notes = (scan: Partial<Scan>, rest: Partial<EvidenceItem> = {}) =>
    vulnerabilitySummary(known({ ...shopScan, ...scan }, rest), today).notes.map(
      ({ text }) => text,
    );

  it("begins with how many are left, and why the others are not", () => {
    assert.equal(summary.headline, "3 left of 5: 1 not affected and 1 fixed, by VEX that counts.");
    assert.deepEqual([summary.known, summary.left], [5, 3]);
  });

  it("says where none was found, where none is left, and where nothing settles any", () => {
    const headline = (...findings: readonly Scan["findings"][number][]) =>
      vulnerabilitySummary(known({ ...shopScan, findings }), today).headline;
    const [settled] = shopScan.findings;
    assert.ok(settled);
    assert.equal(headline(), "No vulnerability was found.");
    assert.equal(headline(settled), "None left of 1: 1 not affected, by VEX that counts.");
    assert.equal(headline(finding("CVE-2026-7")), "1 left of 1: no VEX that counts settles any.");
  });

  it("says who looked, and that a scan is old, unsigned or without a time", () => {
    assert.deepEqual(notes({}).slice(0, 2), [
      "Trivy 0.58.0: 5 findings; 2026-11-24; verified.",
      "1 of those left would be settled by VEX that does not count: it is a claim of nobody whom you trust.",
    ]);
    assert.match(
      notes({ finished: "2026-10-01T00:00:00Z" })[0] ?? "",
      /2026-10-01, 56 days old: what became known since is not in it; verified\./,
    );
    assert.match(
      notes({ finished: null }, { verdict: "unsigned", signer: null })[0] ?? "",
      /it does not say when it looked; unsigned, so that anybody who may push/,
    );
  });

  it("counts each state once, those that are left first", () => {
    assert.deepEqual(
      summary.states.map(({ label, count, left }) => `${label} ${count} ${left}`),
      ["Affected 1 1", "Nothing said 1 1", "Only claimed 1 1", "Not affected 1 0", "Fixed 1 0"],
    );
  });

  it("calls a scanner by its name, not by the address of its package", () => {
    const [first = ""] = notes({ scanner: "pkg:github/anchore/grype 0.104.0" });
    assert.match(first, /^grype 0\.104\.0: 5 findings;/);
  });

  it("has each severity before and after VEX", () => {
    assert.deepEqual(
      summary.chart.map(({ severity, known: before, left }) => `${severity} ${before} ${left}`),
      ["critical 1 1", "high 1 0", "medium 1 0", "low 1 1", "unknown 1 1"],
    );
  });
});
