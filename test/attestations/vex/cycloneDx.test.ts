import assert from "node:assert/strict";
import { read, vexOf } from "../read";

const minimal = { bomFormat: "CycloneDX", specVersion: "1.5", serialNumber: "urn:uuid:1" };
const analysed = (analysis: object, more: object = {}) => ({ id: "CVE-1", analysis, ...more });

describe("CycloneDX on vulnerabilities", () => {
  for (const [state, status] of [
    ["not_affected", "not_affected"],
    ["false_positive", "not_affected"],
    ["exploitable", "affected"],
    ["resolved", "fixed"],
    ["resolved_with_pedigree", "fixed"],
    ["in_triage", "under_investigation"],
  ] as const) {
    it(`${state} means ${status}`, () => {
      const { statements } = vexOf({ ...minimal, vulnerabilities: [analysed({ state })] });
      assert.deepEqual(
        statements.map((statement) => statement.status),
        [status],
      );
    });
  }

  it("a statement with everything that we show", () => {
    const { statements } = vexOf({
      ...minimal,
      metadata: { timestamp: "2026-01-01T00:00:00Z", component: { "bom-ref": "app", name: "app" } },
      vulnerabilities: [
        analysed(
          {
            state: "not_affected",
            justification: "code_not_reachable",
            detail: "Never called.",
            response: ["will_not_fix", "update"],
            lastUpdated: "2026-02-02T00:00:00Z",
          },
          {
            references: [{ id: "CVE-1" }, { id: "GHSA-1" }],
            affects: [
              { ref: "app" },
              { ref: "urn:cdx:3e67/1#pkg:maven/a/b@1?type=jar" },
              { ref: "urn:cdx:3e67/1#pkg%3Anpm%2Fa%401" },
            ],
          },
        ),
      ],
    });
    const product = { hashes: new Map(), subcomponents: [] };
    assert.deepEqual(statements, [
      {
        vulnerability: "CVE-1",
        aliases: ["GHSA-1"],
        status: "not_affected",
        justification: "vulnerable_code_not_in_execute_path",
        impact: "Never called.",
        action: "will not fix, update",
        notes: null,
        timestamp: "2026-02-02T00:00:00Z",
        products: [
          { ...product, id: "app", purls: [] },
          {
            ...product,
            id: "urn:cdx:3e67/1#pkg:maven/a/b@1?type=jar",
            purls: ["pkg:maven/a/b@1?type=jar"],
          },
          { ...product, id: "urn:cdx:3e67/1#pkg%3Anpm%2Fa%401", purls: ["pkg:npm/a@1"] },
        ],
      },
    ]);
  });

  it("one document may hold components, statements and what a scanner found", () => {
    const { document, also } = read({
      ...minimal,
      components: [
        { "bom-ref": "a", type: "library", name: "a", version: "1", purl: "pkg:npm/a@1" },
      ],
      vulnerabilities: [
        analysed({ state: "in_triage" }, { affects: [{ ref: "a" }] }),
        {
          id: "CVE-2",
          ratings: [{ severity: "unknown" }, { score: 8.2, severity: "high" }],
          affects: [{ ref: "a" }],
        },
      ],
    });
    assert.equal(document.kind, "sbom");
    const [vex, scan] = also;
    assert.ok(vex?.kind === "vex" && scan?.kind === "scan");
    assert.deepEqual(vex.vex.statements[0]?.products[0]?.purls, ["pkg:npm/a@1"]);
    assert.deepEqual(scan.scan.findings, [
      {
        id: "CVE-2",
        aliases: [],
        severity: "high",
        score: 8.2,
        package: { name: "a", version: "1", purl: "pkg:npm/a@1" },
        fixedIn: null,
      },
    ]);
  });

  it("a state that is none is left out and told", () => {
    const { problems } = read({ ...minimal, vulnerabilities: [analysed({ state: "fine" })] });
    assert.deepEqual(problems, [
      'The analysis of CVE-1 has the state "fine", which CycloneDX does not know.',
    ]);
  });
});
