import assert from "node:assert/strict";
import { read, vexOf } from "../read";

const minimal = {
  "@context": "https://openvex.dev/ns/v0.2.0",
  "@id": "https://example.com/vex/1",
  author: "Example",
  timestamp: "2026-01-01T00:00:00Z",
  version: 3,
};
const product = { purls: [], hashes: new Map(), subcomponents: [] };

describe("OpenVEX", () => {
  it("0.2.0, with everything that we show", () => {
    const vex = vexOf({
      ...minimal,
      statements: [
        {
          vulnerability: {
            "@id": "https://cve.example/1",
            name: "CVE-2026-1",
            aliases: ["GHSA-1"],
          },
          status: "not_affected",
          justification: "component_not_present",
          impact_statement: "It is not there.",
          action_statement: "Nothing to do.",
          status_notes: "Looked at twice.",
          last_updated: "2026-02-02T00:00:00Z",
          products: [
            {
              "@id": "pkg:oci/app",
              identifiers: { purl: "pkg:oci/app@sha256:ab" },
              hashes: { "sha-256": "ab" },
              subcomponents: [{ "@id": "pkg:apk/alpine/busybox@1" }],
            },
          ],
        },
      ],
    });
    assert.deepEqual(vex, {
      id: "https://example.com/vex/1",
      author: "Example",
      timestamp: "2026-01-01T00:00:00Z",
      version: "3",
      statements: [
        {
          vulnerability: "CVE-2026-1",
          aliases: ["GHSA-1", "https://cve.example/1"],
          status: "not_affected",
          justification: "component_not_present",
          impact: "It is not there.",
          action: "Nothing to do.",
          notes: "Looked at twice.",
          timestamp: "2026-02-02T00:00:00Z",
          products: [
            {
              id: "pkg:oci/app",
              purls: ["pkg:oci/app", "pkg:oci/app@sha256:ab"],
              hashes: new Map([["sha256", "ab"]]),
              subcomponents: [
                { ...product, id: "pkg:apk/alpine/busybox@1", purls: ["pkg:apk/alpine/busybox@1"] },
              ],
            },
          ],
        },
      ],
    });
  });

  it("0.0.1, with texts and the statement's own subcomponents", () => {
    const { document, format } = read({
      ...minimal,
      "@context": "https://openvex.dev/ns",
      version: "1",
      statements: [
        {
          vulnerability: "CVE-2026-1",
          products: ["pkg:oci/a", "https://example.com/b"],
          subcomponents: ["pkg:apk/alpine/c"],
          status: "fixed",
        },
      ],
    });
    assert.equal(format, "OpenVEX 0.0.1");
    assert.ok(document.kind === "vex");
    const subcomponents = [{ ...product, id: "pkg:apk/alpine/c", purls: ["pkg:apk/alpine/c"] }];
    assert.deepEqual(document.vex.statements[0]?.products, [
      { ...product, id: "pkg:oci/a", purls: ["pkg:oci/a"], subcomponents },
      { ...product, id: "https://example.com/b", subcomponents },
    ]);
    assert.equal(document.vex.statements[0]?.timestamp, "2026-01-01T00:00:00Z");
  });

  it("without a context", () => {
    const { format, problems } = read({
      "@context": "",
      statements: [{ vulnerability: "CVE-1", status: "fixed" }],
    });
    assert.equal(format, "OpenVEX without a version");
    assert.deepEqual(problems, ["It names no context of OpenVEX."]);
  });

  it("tells what it forbids; a status that is none is left out", () => {
    const { document, problems } = read({
      ...minimal,
      statements: [
        { vulnerability: { name: "CVE-1" }, status: "not_affected" },
        { vulnerability: { name: "CVE-2" }, status: "safe" },
        { vulnerability: {}, status: "not_affected", justification: "trust_me", products: [5] },
        { vulnerability: "CVE-4" },
      ],
    });
    assert.ok(document.kind === "vex");
    assert.equal(document.vex.statements.length, 2);
    assert.deepEqual(problems, [
      'Statement 1 says "not_affected" without saying why.',
      'Statement 2 has the status "safe", which OpenVEX does not know, and is left out.',
      "Statement 3 names no vulnerability.",
      'Statement 3 has the justification "trust_me", which OpenVEX does not know.',
      '"products" lists something that is neither text nor an object.',
      "Statement 4 has no status and is left out.",
    ]);
  });
});
