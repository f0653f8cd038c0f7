import assert from "node:assert/strict";
import { readPredicate } from "../../../src/attestations/read";
import { component, read, sbomOf } from "../read";

describe("Syft JSON", () => {
  const descriptor = { name: "syft", version: "1.29.0" };

  it("packages, what was looked at, and their relations", () => {
    const { document, format } = read({
      schema: { version: "16.0.3" },
      descriptor,
      source: { id: "s", name: "alpine", version: "sha256:ab", type: "image" },
      artifacts: [
        {
          id: "1",
          name: "libc6",
          version: "2.36",
          type: "deb",
          purl: "pkg:deb/debian/libc6@2.36",
          licenses: [
            { value: "GPL-2", spdxExpression: "GPL-2.0-only" },
            { value: "own", spdxExpression: "" },
          ],
          metadata: { source: "glibc", sourceVersion: "2.35", maintainer: "Debian" },
        },
        {
          id: "2",
          name: "musl",
          version: "1",
          type: "apk",
          licenses: ["MIT"],
          metadata: { originPackage: "musl-src" },
        },
      ],
      artifactRelationships: [
        { parent: "s", child: "1", type: "contains" },
        { parent: "1", child: "2", type: "dependency-of" },
        { parent: "1", child: "file", type: "evident-by" },
      ],
      files: [{ id: "file" }],
    });
    assert.equal(format, "Syft JSON 16.0.3");
    assert.deepEqual(document, {
      kind: "sbom",
      sbom: {
        name: "alpine",
        tools: ["syft 1.29.0"],
        created: null,
        root: 0,
        components: [
          component({ id: "s", name: "alpine", version: "sha256:ab", type: "container" }),
          component({
            id: "1",
            name: "libc6",
            version: "2.36",
            type: "deb",
            purl: "pkg:deb/debian/libc6@2.36",
            licenses: ["GPL-2.0-only", "own"],
            supplier: "Debian",
            source: "glibc@2.35",
          }),
          component({
            id: "2",
            name: "musl",
            version: "1",
            type: "apk",
            licenses: ["MIT"],
            source: "musl-src@1",
          }),
        ],
        relations: [
          { from: 0, to: 1, kind: "contains" },
          { from: 2, to: 1, kind: "depends-on" },
        ],
        files: 1,
      },
    });
  });

  for (const [source, expected] of [
    [{ type: "directory", target: "/src" }, ["/src", null, "directory"]],
    [
      { type: "image", target: { userInput: "alpine", manifestDigest: "sha256:ab" } },
      ["alpine", "sha256:ab", "container"],
    ],
    [{ type: "image", metadata: { userInput: "alpine" } }, ["alpine", null, "container"]],
  ] as const) {
    it(`what was looked at: ${JSON.stringify(source)}`, () => {
      const [first] = sbomOf({ descriptor, source, artifacts: [] }).components;
      assert.deepEqual([first?.name, first?.version, first?.type], expected);
    });
  }
});

describe("Scout's list of components", () => {
  it("its packages, under the names that people know", () => {
    const sbom = sbomOf({
      source: { type: "image", image: { name: "dhi/python", digest: "sha256:ab" } },
      descriptor: { name: "docker-scout", version: "1.18.2" },
      artifacts: [
        {
          type: "npm",
          namespace: "@babel",
          name: "core",
          version: "7",
          purl: "pkg:npm/%40babel/core@7",
          licenses: ["MIT"],
        },
        {
          type: "deb",
          namespace: "debian",
          name: "libc6",
          version: "2",
          purl: "pkg:deb/debian/libc6@2?upstream=glibc",
        },
      ],
    });
    assert.deepEqual(
      [sbom.name, sbom.tools, sbom.root],
      ["dhi/python", ["docker-scout 1.18.2"], 0],
    );
    assert.deepEqual(
      sbom.components.map(({ name, source, licenses }) => ({ name, source, licenses })),
      [
        { name: "dhi/python", source: null, licenses: [] },
        { name: "@babel/core", source: null, licenses: ["MIT"] },
        { name: "libc6", source: "glibc@2", licenses: [] },
      ],
    );
  });
});

const tags = `# made by hand
SPDXVersion: SPDX-2.3
DataLicense: CC0-1.0
SPDXID: SPDXRef-DOCUMENT
DocumentName: app
DocumentComment: <text>Tags in it
PackageName: no package
</text>
Creator: Tool: syft-1.29.0
Created: 2026-11-01T00:00:00Z
Relationship: SPDXRef-DOCUMENT DESCRIBES SPDXRef-a

PackageName: a
SPDXID: SPDXRef-a
PackageVersion: 1.0
PackageSupplier: Organization: Example (mail@example.com)
PackageLicenseConcluded: NOASSERTION
PackageLicenseDeclared: MIT
PackageChecksum: SHA256: ab12
PackageCopyrightText: <text>one line</text>
ExternalRef: PACKAGE-MANAGER purl pkg:npm/a@1.0

PackageName: b
SPDXID: SPDXRef-b
Relationship: SPDXRef-a DEPENDS_ON SPDXRef-b

FileName: ./x
SPDXID: SPDXRef-x
PackageVersion: of nothing
`;

describe("SPDX in tags", () => {
  const json = {
    spdxVersion: "SPDX-2.3",
    SPDXID: "SPDXRef-DOCUMENT",
    name: "app",
    creationInfo: { creators: ["Tool: syft-1.29.0"], created: "2026-11-01T00:00:00Z" },
    packages: [
      {
        name: "a",
        SPDXID: "SPDXRef-a",
        versionInfo: "1.0",
        supplier: "Organization: Example (mail@example.com)",
        licenseDeclared: "MIT",
        checksums: [{ algorithm: "SHA256", checksumValue: "ab12" }],
        externalRefs: [{ referenceType: "purl", referenceLocator: "pkg:npm/a@1.0" }],
      },
      { name: "b", SPDXID: "SPDXRef-b" },
    ],
    files: [{}],
    relationships: [
      {
        spdxElementId: "SPDXRef-DOCUMENT",
        relationshipType: "DESCRIBES",
        relatedSpdxElement: "SPDXRef-a",
      },
      {
        spdxElementId: "SPDXRef-a",
        relationshipType: "DEPENDS_ON",
        relatedSpdxElement: "SPDXRef-b",
      },
    ],
  };

  it("says what the same document in JSON says", () => {
    assert.deepEqual(read(tags), read(json));
    assert.deepEqual(read(`\ufeff${tags.replaceAll("\n", "\r\n")}`), read(json));
  });

  it("is read where cosign put it into a JSON string, or wrapped it", () => {
    assert.deepEqual(readPredicate(tags, "https://spdx.dev/Document"), read(json));
    assert.deepEqual(readPredicate({ Data: tags, Timestamp: "2026-11-01" }, null), read(json));
  });

  it("a text that is not closed ends with the document", () => {
    const { name, components } = sbomOf("SPDXVersion: SPDX-2.3\nDocumentName: <text>a\nb");
    assert.deepEqual([name, components], ["a\nb", []]);
  });
});

describe("SPDX 3", () => {
  const context = "https://spdx.org/rdf/3.0.1/spdx-context.jsonld";
  const graph = [
    {
      type: "CreationInfo",
      "@id": "_:c",
      specVersion: "3.0.1",
      created: "2026-11-01T00:00:00Z",
      createdUsing: ["tool"],
      createdBy: ["org"],
    },
    { type: "Tool", spdxId: "tool", name: "builder" },
    { type: "Organization", spdxId: "org", name: "Example" },
    {
      type: "SpdxDocument",
      spdxId: "doc",
      name: "app",
      creationInfo: "_:c",
      rootElement: ["list"],
    },
    { type: "software_Sbom", spdxId: "list", rootElement: ["b"] },
    {
      type: "software_Package",
      spdxId: "a",
      name: "a",
      software_packageVersion: "1",
      externalIdentifier: [{ externalIdentifierType: "packageUrl", identifier: "pkg:npm/a@1" }],
      suppliedBy: "org",
      verifiedUsing: [{ type: "Hash", algorithm: "sha256", hashValue: "ab" }],
    },
    {
      type: "software_Package",
      spdxId: "b",
      name: "b",
      software_packageUrl: "pkg:oci/b",
      software_primaryPurpose: "container",
    },
    { type: "software_File", spdxId: "f" },
    { type: "Relationship", from: "b", to: ["a", "f"], relationshipType: "contains" },
    { type: "LifecycleScopedRelationship", from: "b", to: ["a"], relationshipType: "dependsOn" },
    { type: "Relationship", from: "a", to: ["expression"], relationshipType: "hasDeclaredLicense" },
    {
      type: "Relationship",
      from: "b",
      to: ["http://spdx.org/licenses/MIT"],
      relationshipType: "hasConcludedLicense",
    },
    {
      type: "simplelicensing_LicenseExpression",
      spdxId: "expression",
      simplelicensing_licenseExpression: "MIT OR ISC",
    },
  ];

  it("packages, licences and relations of a graph", () => {
    const { document, format } = read({ "@context": context, "@graph": graph });
    assert.equal(format, "SPDX 3.0.1");
    assert.deepEqual(document, {
      kind: "sbom",
      sbom: {
        name: "app",
        tools: ["builder"],
        created: "2026-11-01T00:00:00Z",
        root: 1,
        components: [
          component({
            id: "a",
            name: "a",
            version: "1",
            type: "npm",
            purl: "pkg:npm/a@1",
            licenses: ["MIT OR ISC"],
            supplier: "Example",
            hashes: new Map([["sha256", "ab"]]),
          }),
          component({ id: "b", name: "b", type: "oci", purl: "pkg:oci/b", licenses: ["MIT"] }),
        ],
        relations: [
          { from: 1, to: 0, kind: "contains" },
          { from: 1, to: 0, kind: "depends-on" },
        ],
        files: 1,
      },
    });
  });

  it("statements on vulnerabilities", () => {
    const { also } = read({
      "@context": [context],
      "@graph": [
        ...graph,
        {
          type: "security_Vulnerability",
          spdxId: "v",
          name: "GHSA-1",
          externalIdentifier: [{ externalIdentifierType: "cve", identifier: "CVE-1" }],
        },
        {
          type: "security_VexNotAffectedVulnAssessmentRelationship",
          from: "v",
          to: ["b"],
          security_justificationType: "componentNotPresent",
          security_impactStatement: "Not there.",
        },
      ],
    });
    const [vex] = also;
    assert.ok(vex?.kind === "vex");
    assert.equal(vex.vex.author, "Example");
    assert.deepEqual(vex.vex.statements, [
      {
        vulnerability: "CVE-1",
        aliases: ["GHSA-1"],
        status: "not_affected",
        justification: "component_not_present",
        impact: "Not there.",
        action: null,
        notes: null,
        timestamp: "2026-11-01T00:00:00Z",
        products: [{ id: "b", purls: ["pkg:oci/b"], hashes: new Map(), subcomponents: [] }],
      },
    ]);
  });
});
