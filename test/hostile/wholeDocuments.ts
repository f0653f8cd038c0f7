/** A document of each format that has every field that we look at, to be broken in every way. */
export const wholeDocuments: Readonly<Record<string, object>> = {
  "SPDX 2": {
    spdxVersion: "SPDX-2.3",
    SPDXID: "d",
    name: "n",
    creationInfo: { created: "2026-01-01T00:00:00Z", creators: ["Tool: t-1"] },
    documentDescribes: ["a"],
    packages: [
      {
        SPDXID: "a",
        name: "n",
        versionInfo: "1",
        supplier: "Organization: o (a@b)",
        originator: "Person: p",
        licenseConcluded: "MIT",
        licenseDeclared: "MIT",
        sourceInfo: "built package from: a 1",
        primaryPackagePurpose: "LIBRARY",
        externalRefs: [{ referenceType: "purl", referenceLocator: "pkg:npm/a@1?upstream=b" }],
        checksums: [{ algorithm: "SHA256", checksumValue: "ab" }],
      },
    ],
    files: [{}],
    relationships: [{ spdxElementId: "a", relationshipType: "CONTAINS", relatedSpdxElement: "a" }],
  },
  "SPDX 3": {
    "@context": ["https://spdx.org/rdf/3.0.1/spdx-context.jsonld"],
    "@graph": [
      {
        type: "CreationInfo",
        "@id": "c",
        specVersion: "3.0.1",
        created: "x",
        createdUsing: ["t"],
        createdBy: ["t"],
      },
      { type: "SpdxDocument", spdxId: "d", name: "n", creationInfo: "c", rootElement: ["s"] },
      { type: "software_Sbom", spdxId: "s", rootElement: ["a", "s"] },
      { type: "Tool", spdxId: "t", name: "t" },
      {
        type: "software_Package",
        spdxId: "a",
        name: "n",
        software_packageVersion: "1",
        software_packageUrl: "pkg:npm/a@1",
        software_primaryPurpose: "library",
        externalIdentifier: [{ externalIdentifierType: "packageUrl", identifier: "pkg:npm/a" }],
        suppliedBy: "t",
        verifiedUsing: [{ algorithm: "sha256", hashValue: "ab" }],
      },
      { type: "Relationship", from: "a", to: ["a"], relationshipType: "contains" },
      { type: "Relationship", from: "a", to: ["l"], relationshipType: "hasDeclaredLicense" },
      {
        type: "simplelicensing_LicenseExpression",
        spdxId: "l",
        simplelicensing_licenseExpression: "MIT",
      },
      {
        type: "security_Vulnerability",
        spdxId: "v",
        name: "n",
        externalIdentifier: [{ externalIdentifierType: "cve", identifier: "CVE-1" }],
      },
      {
        type: "security_VexFixedVulnAssessmentRelationship",
        from: "v",
        to: ["a"],
        security_justificationType: "componentNotPresent",
        security_impactStatement: "i",
        security_publishedTime: "x",
      },
    ],
  },
  CycloneDX: {
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    serialNumber: "urn:uuid:1",
    version: 1,
    metadata: {
      timestamp: "2026-01-01T00:00:00Z",
      tools: { components: [{ name: "t", version: "1" }], services: [{ name: "s" }] },
      component: { "bom-ref": "r", name: "n", type: "container" },
      supplier: { name: "s" },
      authors: [{ name: "a", email: "e" }],
    },
    components: [
      {
        "bom-ref": "a",
        type: "library",
        group: "g",
        name: "n",
        version: "1",
        purl: "pkg:npm/a@1",
        publisher: "p",
        supplier: { name: "s" },
        licenses: [{ license: { id: "MIT", name: "n" } }, { expression: "MIT" }],
        hashes: [{ alg: "SHA-256", content: "ab" }],
        properties: [{ name: "syft:metadata:source", value: "s" }],
        components: [{ "bom-ref": "b", type: "file", name: "b" }],
      },
    ],
    services: [{ name: "s" }],
    dependencies: [{ ref: "a", dependsOn: ["b"], provides: ["r"] }],
    vulnerabilities: [
      {
        id: "CVE-1",
        references: [{ id: "GHSA-1" }],
        ratings: [{ score: 1, severity: "low" }],
        affects: [{ ref: "a" }],
      },
      {
        id: "CVE-2",
        recommendation: "r",
        updated: "x",
        affects: [{ ref: "urn:cdx:1/1#pkg%3Anpm/a" }],
        analysis: {
          state: "exploitable",
          justification: "code_not_present",
          response: ["update"],
          detail: "d",
          firstIssued: "x",
          lastUpdated: "x",
        },
      },
    ],
  },
  OpenVEX: {
    "@context": "https://openvex.dev/ns/v0.2.0",
    "@id": "i",
    author: "a",
    timestamp: "x",
    version: 1,
    statements: [
      {
        vulnerability: { "@id": "i", name: "CVE-1", aliases: ["GHSA-1"] },
        status: "not_affected",
        justification: "component_not_present",
        impact_statement: "i",
        action_statement: "a",
        status_notes: "n",
        timestamp: "x",
        subcomponents: ["pkg:npm/s"],
        products: [
          {
            "@id": "pkg:npm/a",
            identifiers: { purl: "pkg:npm/a@1" },
            hashes: { "sha-256": "ab" },
            subcomponents: [{ "@id": "pkg:npm/b" }],
          },
        ],
      },
    ],
  },
  CSAF: {
    document: {
      csaf_version: "2.0",
      publisher: { name: "p" },
      tracking: { id: "i", version: "1", current_release_date: "x" },
    },
    product_tree: {
      full_product_names: [
        {
          product_id: "A",
          name: "a",
          product_identification_helper: {
            purl: "pkg:npm/a",
            purls: ["pkg:npm/a"],
            hashes: [{ file_hashes: [{ algorithm: "sha256", value: "ab" }] }],
          },
        },
      ],
      branches: [{ branches: [{ product: { product_id: "B", name: "b" } }] }],
      relationships: [
        {
          product_reference: "A",
          relates_to_product_reference: "AB",
          full_product_name: { product_id: "AB", name: "ab" },
        },
      ],
      product_groups: [{ group_id: "G", product_ids: ["A"] }],
    },
    vulnerabilities: [
      {
        cve: "CVE-1",
        ids: [{ text: "GHSA-1" }],
        product_status: { known_not_affected: ["A", "AB"], fixed: ["B"] },
        flags: [{ label: "component_not_present", product_ids: ["A"], group_ids: ["G"] }],
        threats: [{ category: "impact", details: "d", product_ids: ["A"] }],
        remediations: [{ details: "d", group_ids: ["G"] }],
      },
    ],
  },
  "SLSA provenance 0.1": {
    builder: { id: "b" },
    recipe: { type: "t", definedInMaterial: 0, entryPoint: "e", arguments: { a: { b: [1] } } },
    metadata: {
      buildInvocationId: "i",
      buildStartedOn: "x",
      completeness: { materials: true },
      reproducible: false,
    },
    materials: [{ uri: "u", digest: { sha1: "ab" } }],
  },
  "SLSA provenance 0.2": {
    builder: { id: "b" },
    buildType: "t",
    invocation: {
      configSource: { uri: "u", digest: { sha1: "ab" }, entryPoint: "e" },
      parameters: { args: { a: "b" }, locals: [{ name: "n" }] },
    },
    metadata: {
      buildInvocationID: "i",
      completeness: { materials: true },
      reproducible: true,
      "https://mobyproject.org/buildkit@v1#hermetic": true,
      "https://mobyproject.org/buildkit@v1#metadata": {
        vcs: { source: "s", revision: "r" },
        source: { infos: [{ filename: "f", language: "Dockerfile", data: "RlJPTSBh" }] },
      },
    },
    materials: [{ uri: "u", digest: { sha256: "ab" } }],
  },
  "SLSA provenance 1": {
    buildDefinition: {
      buildType: "t",
      externalParameters: { workflow: { repository: "r", ref: "f", path: "p" }, source: "s" },
      resolvedDependencies: [{ uri: "git+r@f", digest: { gitCommit: "ab" } }],
    },
    runDetails: {
      builder: { id: "b" },
      metadata: {
        invocationId: "i",
        startedOn: "x",
        buildkit_completeness: { resolvedDependencies: true },
        buildkit_metadata: { source: { infos: [{ filename: "f", data: "RlJPTSBh" }] } },
      },
    },
  },
  "Syft JSON": {
    schema: { version: "16" },
    descriptor: { name: "syft", version: "1", timestamp: "x" },
    source: {
      id: "s",
      name: "n",
      version: "1",
      type: "image",
      metadata: { userInput: "u" },
      target: { userInput: "u" },
    },
    artifacts: [
      {
        id: "a",
        name: "n",
        version: "1",
        type: "deb",
        purl: "pkg:deb/debian/a",
        licenses: [{ value: "v", spdxExpression: "MIT" }],
        metadata: { source: "s", sourceVersion: "1", maintainer: "m", originPackage: "o" },
      },
    ],
    artifactRelationships: [{ parent: "s", child: "a", type: "contains" }],
    files: [{}],
  },
  "Scout SBOM": {
    source: { image: { name: "n", digest: "sha256:ab" } },
    descriptor: { name: "docker-scout", version: "1" },
    artifacts: [
      {
        type: "npm",
        namespace: "@a",
        name: "b",
        version: "1",
        purl: "pkg:npm/%40a/b@1",
        licenses: ["MIT"],
        author: "a",
        hashes: { sha256: "ab" },
      },
    ],
  },
  "Trivy report": {
    SchemaVersion: 2,
    Trivy: { Version: "1" },
    CreatedAt: "x",
    Results: [
      {
        Vulnerabilities: [
          {
            VulnerabilityID: "CVE-1",
            VendorIDs: ["DSA-1"],
            PkgName: "n",
            PkgIdentifier: { PURL: "pkg:npm/a" },
            InstalledVersion: "1",
            FixedVersion: "2",
            Severity: "HIGH",
            SeveritySource: "nvd",
            CVSS: { nvd: { V2Score: 1, V3Score: 2, V40Score: 3 } },
          },
        ],
      },
    ],
  },
  "Grype report": {
    descriptor: { name: "grype", version: "1", timestamp: "x" },
    matches: [
      {
        vulnerability: {
          id: "CVE-1",
          severity: "Low",
          cvss: [{ metrics: { baseScore: 1 } }],
          fix: { versions: ["2"] },
        },
        relatedVulnerabilities: [{ id: "GHSA-1" }],
        artifact: { name: "n", version: "1", purl: "pkg:npm/a" },
      },
    ],
  },
  SARIF: {
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "Trivy",
            version: "1",
            rules: [
              { id: "CVE-2026-1", properties: { "security-severity": "1", purls: ["pkg:npm/a"] } },
            ],
          },
        },
        invocations: [{ endTimeUtc: "x" }],
        results: [{ ruleId: "CVE-2026-1", message: { text: "Package: a\nSeverity: LOW" } }],
      },
    ],
  },
  "in-toto vulnerabilities": {
    scanner: {
      uri: "u",
      version: "1",
      result: [{ id: "CVE-1", severity: [{ method: "m", score: "1" }] }],
    },
    metadata: { scanStartedOn: "x", scanFinishedOn: "x" },
  },
  "Verification summary": {
    verifier: { id: "i" },
    verificationResult: "PASSED",
    verifiedLevels: ["SLSA_BUILD_LEVEL_3"],
    resourceUri: "u",
    policy: { uri: "p" },
    timeVerified: "x",
  },
  "Virus scan": { scanner: { uri: "u", report: "SW5mZWN0ZWQgZmlsZXM6IDA=" } },
  "Test results": { results: { tool: { name: "t" }, summary: { tests: 1, passed: 1, failed: 0 } } },
};
