// The documents of the two example images, a web shop before and after its base was changed: SBOM, scan,
// provenance, and of the one after VEX, in the formats that people meet.
import { createHash } from "node:crypto";
import { findingsAfter, findingsBefore, opinions } from "./findings.mjs";
import { packagesAfter, packagesBefore } from "./packages.mjs";

export const shopName = "registry.example.com/acme/shop";
const created = "2026-11-20T10:00:00Z";
const source = "https://git.example.com/acme/shop.git";
const digestOf = (text) => createHash("sha256").update(text).digest("hex");
const revision = digestOf("the commit that was built").slice(0, 40);

/** What is built on a large image, by root. Layers have the sizes that such an image has, and are not in the layout. */
export const before = {
  tag: "2.2.0",
  config: { Env: ["PATH=/usr/local/bin:/usr/bin:/bin", "NODE_VERSION=22.11.0"], Cmd: ["node"] },
  layerBytes: [49_600_000, 24_100_000, 64_400_000, 211_300_000, 57_800_000, 9_700_000],
  statements: (image, name) => [
    about(image, name, types.spdx, spdx(packagesBefore, "2.2.0")),
    about(image, name, types.provenance, provenance("2.2.0", beforeFile)),
    about(image, name, types.scan, scan(findingsBefore, packagesBefore)),
  ],
};

/** The same on a hardened image. */
export const after = {
  tag: "2.3.0",
  config: {
    User: "65532",
    Env: ["PATH=/usr/local/bin", "NODE_VERSION=22.11.0", "NODE_ENV=production"],
    WorkingDir: "/app",
    Entrypoint: ["node", "server.js"],
  },
  layerBytes: [13_100_000, 27_400_000, 6_900_000],
  statements: (image, name) => [
    about(image, name, types.spdx, spdx(packagesAfter, "2.3.0")),
    about(image, name, types.provenance, provenance("2.3.0", afterFile)),
    about(image, name, types.scan, scan(findingsAfter, packagesAfter)),
    about(image, name, types.vex, vex(image)),
  ],
};

const types = {
  spdx: "https://spdx.dev/Document",
  provenance: "https://slsa.dev/provenance/v1",
  scan: "https://cosign.sigstore.dev/attestation/vuln/v1",
  vex: "https://openvex.dev/ns/v0.2.0",
};

function about({ digest }, name, predicateType, predicate) {
  const subject = [{ name, digest: { sha256: digest.slice("sha256:".length) } }];
  return { _type: "https://in-toto.io/Statement/v1", subject, predicateType, predicate };
}

function spdx(packages, version) {
  const root = "SPDXRef-Image";
  const idsOf = (name) => packages.filter((one) => one.name === name).map(({ id }) => id);
  return {
    spdxVersion: "SPDX-2.3",
    dataLicense: "CC0-1.0",
    SPDXID: "SPDXRef-DOCUMENT",
    name: `${shopName}:${version}`,
    documentNamespace: `https://example.com/sbom/shop-${version}`,
    creationInfo: { created, creators: ["Organization: Example", "Tool: samples-1.0"] },
    packages: [
      {
        SPDXID: root,
        name: shopName,
        versionInfo: version,
        primaryPackagePurpose: "CONTAINER",
        supplier: "Organization: Example",
        downloadLocation: "NOASSERTION",
        licenseDeclared: "Apache-2.0",
      },
      ...packages.map(spdxPackage),
    ],
    relationships: [
      relation("SPDXRef-DOCUMENT", "DESCRIBES", root),
      ...packages.flatMap(({ id, parents }) =>
        parents.flatMap((parent) =>
          parent === "image"
            ? [relation(root, "CONTAINS", id)]
            : idsOf(parent).map((from) => relation(from, "DEPENDS_ON", id)),
        ),
      ),
    ],
  };
}

function relation(spdxElementId, relationshipType, relatedSpdxElement) {
  return { spdxElementId, relationshipType, relatedSpdxElement };
}

const suppliers = {
  deb: "Organization: Debian",
  golang: "NOASSERTION",
  npm: "NOASSERTION",
  generic: "Organization: OpenJS Foundation",
};

function spdxPackage({ id, ecosystem, name, version, licence, purl }) {
  return {
    SPDXID: id,
    name,
    versionInfo: version,
    supplier: name.includes("acme/") ? "Organization: Example" : suppliers[ecosystem],
    downloadLocation: "NOASSERTION",
    licenseDeclared: licence === "" ? "NOASSERTION" : licence,
    externalRefs: [
      { referenceCategory: "PACKAGE-MANAGER", referenceType: "purl", referenceLocator: purl },
    ],
  };
}

function scan(findings, packages) {
  const matches = findings.map(({ id, name, severity, score, fixedIn }) => {
    const { version, ecosystem, purl } = packages.find((one) => one.name === name);
    return {
      vulnerability: {
        id,
        severity,
        cvss: score === null ? [] : [{ version: "3.1", metrics: { baseScore: score } }],
        fix:
          fixedIn === ""
            ? { state: "not-fixed", versions: [] }
            : { state: "fixed", versions: [fixedIn] },
      },
      artifact: { name, version, type: ecosystem, purl },
    };
  });
  const version = "0.104.0";
  return {
    invocation: { uri: "https://builds.example.com/scans/17" },
    scanner: {
      uri: "pkg:github/anchore/grype",
      version,
      result: { matches, descriptor: { name: "grype", version, timestamp: created } },
    },
    metadata: { scanStartedOn: created, scanFinishedOn: "2026-11-20T10:00:09Z" },
  };
}

function vex({ digest }) {
  const purl = `pkg:oci/shop@${encodeURIComponent(digest)}?repository_url=${shopName}`;
  const product = {
    "@id": purl,
    identifiers: { purl },
    hashes: { "sha-256": digest.slice("sha256:".length) },
  };
  return {
    "@context": "https://openvex.dev/ns/v0.2.0",
    "@id": "https://example.com/vex/shop-2.3.0",
    author: "Example, product security",
    timestamp: created,
    version: 3,
    statements: opinions.map(({ id, name, ...opinion }) => {
      const { purl: whole } = packagesAfter.find((one) => one.name === name);
      return {
        vulnerability: { name: id },
        products: [{ ...product, subcomponents: [{ "@id": whole.split("?")[0] }] }],
        ...opinion,
      };
    }),
  };
}

function provenance(version, { dockerfile, images }) {
  return {
    buildDefinition: {
      buildType:
        "https://github.com/moby/buildkit/blob/master/docs/attestations/slsa-definitions.md",
      externalParameters: {
        configSource: {
          uri: `${source}#refs/tags/v${version}`,
          digest: { sha1: revision },
          path: "Dockerfile",
        },
        request: {
          frontend: "dockerfile.v0",
          args: { target: "runtime", "build-arg:NODE_VERSION": "22" },
          secrets: [{ id: "npmrc", optional: true }],
        },
      },
      internalParameters: { builderPlatform: "linux/amd64" },
      resolvedDependencies: [
        { uri: `${source}#refs/tags/v${version}`, digest: { sha1: revision } },
        ...images.map((image) => ({
          uri: `pkg:docker/${image.replace(":", "@")}?platform=linux%2Famd64`,
          digest: { sha256: digestOf(image) },
        })),
      ],
    },
    runDetails: {
      builder: { id: "https://builds.example.com/runners/amd64" },
      metadata: {
        invocationId: `https://builds.example.com/runs/shop-${version}`,
        startedOn: "2026-11-20T09:56:12Z",
        finishedOn: "2026-11-20T09:58:40Z",
        buildkit_metadata: {
          vcs: { source, revision },
          source: {
            infos: [
              {
                filename: "Dockerfile",
                language: "Dockerfile",
                data: Buffer.from(dockerfile).toString("base64"),
              },
            ],
          },
        },
        buildkit_completeness: { request: true, resolvedDependencies: true },
        buildkit_hermetic: false,
        buildkit_reproducible: false,
      },
    },
  };
}

const shelf = "registry.example.com/base";

const beforeFile = {
  images: [`${shelf}/golang:1.22`, `${shelf}/node:22`],
  dockerfile: `ARG NODE_VERSION=22
FROM ${shelf}/golang:1.22 AS healthcheck
WORKDIR /src
COPY healthcheck/ .
RUN go build -o /healthcheck .

FROM ${shelf}/node:\${NODE_VERSION} AS runtime
WORKDIR /app
COPY . .
RUN npm ci
COPY --from=healthcheck /healthcheck /healthcheck
CMD ["node", "server.js"]
`,
};

const afterFile = {
  images: [`${shelf}/golang:1.22`, `${shelf}/node:22-dev`, `${shelf}/node:22`],
  dockerfile: `ARG NODE_VERSION=22
FROM ${shelf}/golang:1.22 AS healthcheck
WORKDIR /src
COPY healthcheck/ .
RUN CGO_ENABLED=0 go build -o /healthcheck .

FROM ${shelf}/node:\${NODE_VERSION}-dev AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN --mount=type=secret,id=npmrc npm ci --omit=dev
COPY server.js ./

FROM ${shelf}/node:\${NODE_VERSION} AS runtime
WORKDIR /app
COPY --from=build /app ./
COPY --from=healthcheck /healthcheck /healthcheck
USER 65532
ENTRYPOINT ["node", "server.js"]
`,
};
