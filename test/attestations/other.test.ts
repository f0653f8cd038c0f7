import assert from "node:assert/strict";
import { readDocument, readPredicate } from "../../src/attestations/read";
import { read } from "./read";

const base64 = (text: string) => Buffer.from(text).toString("base64");

describe("documents of which a few facts are shown", () => {
  for (const [predicateType, predicate, name, summary] of [
    [
      "https://slsa.dev/verification_summary/v1",
      {
        verifier: { id: "https://example.com/verifier" },
        timeVerified: "2026-01-01T00:00:00Z",
        resourceUri: "pkg:oci/app",
        policy: { uri: "https://example.com/policy" },
        verificationResult: "PASSED",
        verifiedLevels: ["SLSA_BUILD_LEVEL_3", "OWN"],
      },
      "Verification summary",
      {
        result: "PASSED",
        verifier: "https://example.com/verifier",
        levels: "SLSA_BUILD_LEVEL_3, OWN",
        resource: "pkg:oci/app",
        policy: "https://example.com/policy",
        verified: "2026-01-01T00:00:00Z",
      },
    ],
    [
      "https://scout.docker.com/tests/v0.1",
      { results: { tool: { name: "dhi" }, summary: { tests: 3, passed: 3, failed: 0 } } },
      "Test results",
      { tool: "dhi", tests: "3", passed: "3", failed: "0" },
    ],
    [
      "https://scout.docker.com/virus/v0.1",
      {
        scanner: {
          uri: "https://clamav.net",
          report: base64("/a: OK\n--- SCAN SUMMARY ---\nScanned files: 12\nInfected files: 0\n"),
        },
      },
      "Virus scan",
      { scanner: "https://clamav.net", "scanned files": "12", "infected files": "0" },
    ],
    [
      "https://docker.com/dhi/source/v0.1",
      { source: { name: "dhi/python", digest: "sha256:ab" } },
      "Image sources",
      { "source.name": "dhi/python", "source.digest": "sha256:ab" },
    ],
    [
      "https://docker.com/dhi/fips/v0.1",
      { fips: true, parts: [1, 2] },
      "FIPS attestation",
      { fips: "true", parts: "2 items" },
    ],
    ["https://example.com/own/v1", ["a"], "https://example.com/own/v1", { content: "1 item" }],
  ] as const) {
    it(name, () => {
      const { document, problems } = readPredicate(predicate, predicateType);
      assert.deepEqual(document, { kind: "other", name, summary });
      assert.deepEqual(problems, []);
    });
  }

  for (const [name, content] of [
    [
      "DSSE envelope",
      { payloadType: "application/vnd.in-toto+json", payload: "e30=", signatures: [{}] },
    ],
    ["in-toto statement", { _type: "x", predicateType: "y", subject: [], predicate: {} }],
    ["Sigstore bundle", { mediaType: "application/vnd.dev.sigstore.bundle.v0.3+json" }],
    ["Simple signing payload", { critical: { image: { "docker-manifest-digest": "sha256:ab" } } }],
    ["Image index", { schemaVersion: 2, manifests: [] }],
    ["OSV advisory", { schema_version: "1.5.0", id: "CVE-1", affected: [] }],
  ] as const) {
    it(`${name}, opened as a file`, () => {
      const { document } = read(content);
      assert.ok(document.kind === "other");
      assert.equal(document.name, name);
    });
  }

  it("a summary stays short, whatever is in the document", () => {
    const many = Object.fromEntries(
      Array.from({ length: 50 }, (_, index) => [`f${index}`, "x".repeat(1000)]),
    );
    const { document } = read(many);
    assert.ok(document.kind === "other");
    assert.equal(Object.keys(document.summary).length, 12);
    assert.equal(document.summary["f0"]?.length, 200);
  });
});

describe("the content decides", () => {
  it("and a label that says otherwise is told", () => {
    const predicate = { bomFormat: "CycloneDX", specVersion: "1.6" };
    const { document, format, problems } = readPredicate(predicate, "https://spdx.dev/Document");
    assert.deepEqual([document.kind, format], ["sbom", "CycloneDX 1.6"]);
    assert.deepEqual(problems, [
      "It is labelled https://spdx.dev/Document, but its content is not SPDX.",
    ]);
    assert.deepEqual(readPredicate(predicate, "https://cyclonedx.org/bom/v1.5").problems, []);
  });

  it("a file that is of no kind that we read is called what it is called", () => {
    assert.deepEqual(readDocument(Buffer.from([0x1f, 0x8b, 0]), { fileName: "sbom.gz" }), {
      document: { kind: "other", name: "sbom.gz", summary: {} },
      also: [],
      format: "unknown",
      problems: ["It is neither JSON, nor XML, nor SPDX in tags."],
    });
  });

  it("fields that are there twice are told, with the line", () => {
    const { problems } = readDocument(
      Buffer.from('{"spdxVersion": "SPDX-2.3",\n"spdxVersion": "SPDX-2.2"}'),
    );
    assert.deepEqual(problems, [
      '"spdxVersion" is there twice in one object, the second time on line 2.',
    ]);
  });
});
