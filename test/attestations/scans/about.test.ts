import assert from "node:assert/strict";
import type { About } from "../../../src/attestations/scans/model";
import { readOsvRecord } from "../../../src/attestations/scans/osv";
import { scanOf } from "../read";

const description = "A forged header is answered.";
const links = ["https://example.com/1", "https://example.com/2"];
const aboutIn = (report: object): About | undefined => scanOf(report)?.findings[0]?.about;

describe("what a source tells of a vulnerability", () => {
  it("in Trivy's report", () => {
    const [PrimaryURL, ...References] = links;
    const vulnerability = { VulnerabilityID: "CVE-2026-1", Description: description };
    const whole = { ...vulnerability, PrimaryURL, References };
    const report = { SchemaVersion: 2, Results: [{ Vulnerabilities: [whole] }] };
    assert.deepEqual(aboutIn(report), { description, links });
  });

  it("in Grype's, from the record that is related where its own says nothing", () => {
    const report = {
      descriptor: { name: "grype" },
      matches: [
        {
          vulnerability: { id: "GHSA-1", dataSource: links[0] },
          relatedVulnerabilities: [{ id: "CVE-2026-1", description, urls: [links[1]] }],
          artifact: { name: "a" },
        },
      ],
    };
    assert.deepEqual(aboutIn(report), { description, links });
  });

  it("in SARIF, from the rule", () => {
    const rule = { id: "CVE-2026-1", helpUri: links[0], fullDescription: { text: description } };
    const report = {
      version: "2.1.0",
      runs: [
        {
          tool: { driver: { name: "x", rules: [rule] } },
          results: [{ ruleId: "CVE-2026-1", message: { text: "" } }],
        },
      ],
    };
    assert.deepEqual(aboutIn(report), { description, links: [links[0]] });
  });

  it("in a record of OSV", () => {
    const references = links.map((url) => ({ type: "WEB", url }));
    const record = { id: "GHSA-1", details: description, references };
    const { about } = readOsvRecord("GHSA-1", Buffer.from(JSON.stringify(record)));
    assert.deepEqual(about, { description, links });
  });

  it("is cut, and has no addresses but those with https", () => {
    const vulnerability = {
      VulnerabilityID: "CVE-2026-1",
      Description: "a".repeat(5_000),
      References: [
        "http://example.com/",
        "javascript:x",
        ...Array.from({ length: 30 }, (_, at) => `https://example.com/${at}`),
      ],
    };
    const about = aboutIn({ SchemaVersion: 2, Results: [{ Vulnerabilities: [vulnerability] }] });
    assert.equal(about?.description?.length, 4_096);
    assert.deepEqual([about?.links.length, about?.links[0]], [20, "https://example.com/0"]);
  });

  it("is absent where it tells nothing", () => {
    const vulnerability = { VulnerabilityID: "CVE-2026-1" };
    const report = { SchemaVersion: 2, Results: [{ Vulnerabilities: [vulnerability] }] };
    assert.equal(aboutIn(report), undefined);
  });
});
