import assert from "node:assert/strict";
import { fileArtifact } from "../../src/registry/fileArtifact";
import { openedItems } from "../../src/verify/openedFile";
import { emptyPolicy, noDemands } from "../../src/verify/policy";

const options = {
  ...{ roots: [], signer: null, key: null, policy: emptyPolicy, demands: noDemands },
  now: new Date("2026-11-26T00:00:00Z"),
};
const digest = (character: string): string => character.repeat(64);
const trivy = { SchemaVersion: 2, Results: [{ Vulnerabilities: [{ VulnerabilityID: "CVE-1" }] }] };

function opened(value: unknown) {
  const asked = {
    ...{ digests: [`sha256:${digest("b")}`], repository: null, rule: null, problems: [] },
  };
  const artifact = fileArtifact(
    "report.json",
    Buffer.from(typeof value === "string" ? value : JSON.stringify(value)),
  );
  return openedItems(artifact, "scan", "report of a scanner", asked, options);
}

/** An attestation of a scan about an image. */
const about = (image: string) => ({
  _type: "https://in-toto.io/Statement/v1",
  predicateType: "https://cosign.sigstore.dev/attestation/vuln/v1",
  subject: [{ name: "app", digest: { sha256: image } }],
  predicate: { scanner: { uri: "trivy", result: trivy }, metadata: {} },
});

describe("a file that the person opened", () => {
  it("gives what it holds of the kind that is asked for", () => {
    const items = opened(trivy);
    assert.ok(typeof items !== "string");
    assert.deepEqual(
      items.flatMap(({ documents }) => documents.map(({ kind }) => kind)),
      ["scan"],
    );
  });

  it("is about this image, where it says about which", () => {
    assert.ok(typeof opened(about(digest("b"))) !== "string");
    assert.match(String(opened(about(digest("c")))), /^failed a check: subject, /);
  });

  const read = "Reports of Trivy, Grype and other tools are read in JSON, SARIF or CycloneDX.";
  it("that holds something else is said to, by the name of its format", () => {
    const spdx = { spdxVersion: "SPDX-2.3", SPDXID: "SPDXRef-DOCUMENT", packages: [] };
    assert.equal(opened(spdx), `holds no report of a scanner: SPDX 2.3. ${read}`);
    const signature = {
      critical: { image: { "docker-manifest-digest": `sha256:${digest("c")}` } },
    };
    assert.equal(opened(signature), `holds no report of a scanner: signature. ${read}`);
  });

  for (const [content, problem] of [
    ["hello", "It is neither JSON, nor XML, nor SPDX in tags."],
    ['{"a":1}', "It is JSON of no kind that is known here."],
    ["{", "Line 1, byte 2: The text ends in the middle."],
  ] as const)
    it(`that is ${content} says what it is not, and what is read`, () =>
      assert.equal(opened(content), `holds no report of a scanner. ${problem} ${read}`));
});
