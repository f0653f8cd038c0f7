// What the sample images say of themselves: small and made up, each in the format that people meet.
export const predicates = {
  spdx: "https://spdx.dev/Document",
  provenance: "https://slsa.dev/provenance/v1",
  vex: "https://openvex.dev/ns/v0.2.0",
};

const created = "2026-11-20T10:00:00Z";

/** Statements about the digest of an image, by the name of their kind. */
export function statements({ digest }, name) {
  const subject = [{ name, digest: { sha256: digest.slice("sha256:".length) } }];
  const about = (predicateType, predicate) => ({
    _type: "https://in-toto.io/Statement/v1",
    subject,
    predicateType,
    predicate,
  });
  return {
    spdx: about(predicates.spdx, spdx),
    provenance: about(predicates.provenance, provenance),
    vex: about(predicates.vex, vex(digest)),
  };
}

const spdx = {
  spdxVersion: "SPDX-2.3",
  dataLicense: "CC0-1.0",
  SPDXID: "SPDXRef-DOCUMENT",
  name: "sample",
  documentNamespace: "https://example.com/sbom/sample",
  creationInfo: { created, creators: ["Tool: samples"] },
  packages: ["busybox 1.37.0-r30 GPL-2.0-only", "musl 1.2.5-r21 MIT"].map((line, index) => {
    const [name, versionInfo, licenseDeclared] = line.split(" ");
    return {
      SPDXID: `SPDXRef-Package-${index}`,
      name,
      versionInfo,
      licenseDeclared,
      licenseConcluded: "NOASSERTION",
      downloadLocation: "NOASSERTION",
      supplier: "Organization: Alpine",
      externalRefs: [
        {
          referenceCategory: "PACKAGE-MANAGER",
          referenceType: "purl",
          referenceLocator: `pkg:apk/alpine/${name}@${versionInfo}`,
        },
      ],
    };
  }),
  relationships: [],
};

const provenance = {
  buildDefinition: {
    buildType: "https://github.com/moby/buildkit/blob/master/docs/attestations/slsa-definitions.md",
    externalParameters: {
      configSource: { path: "Dockerfile" },
      request: { frontend: "dockerfile.v0", args: { target: "runtime" } },
    },
    internalParameters: { builderPlatform: "linux/amd64" },
    resolvedDependencies: [
      {
        uri: "pkg:docker/alpine@3.23?platform=linux%2Famd64",
        digest: { sha256: "0".repeat(63) + "1" },
      },
    ],
  },
  runDetails: {
    builder: { id: "https://example.com/builder" },
    metadata: { invocationId: "sample-1", startedOn: created, finishedOn: created },
  },
};

const vex = (digest) => ({
  "@context": "https://openvex.dev/ns/v0.2.0",
  "@id": "https://example.com/vex/sample",
  author: "Example",
  timestamp: created,
  version: 1,
  statements: [
    {
      vulnerability: { name: "CVE-2026-0001" },
      products: [
        { "@id": digest, subcomponents: [{ "@id": "pkg:apk/alpine/busybox@1.37.0-r30" }] },
      ],
      status: "not_affected",
      justification: "vulnerable_code_not_in_execute_path",
    },
  ],
});
