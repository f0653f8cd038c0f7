import type { Document } from "../../src/attestations/document";
import type { Provenance } from "../../src/attestations/provenance/model";
import type { VexStatement, VexStatus } from "../../src/attestations/vex/model";
import type { Component, Relation, Sbom } from "../../src/attestations/sbom/model";
import type { Descriptor, ResolvedImage } from "../../src/image/artifact";
import type { Check } from "../../src/verify/verdict";
import type { ImageVerdict } from "../../src/verify/evidence";
import type { EvidenceItem } from "../../src/verify/item";
import type { ShownEvidence } from "../../src/view/evidence";

/** A component; what is not given is not known of it. */
export function component(name: string, rest: Partial<Component> = {}): Component {
  return {
    id: `id-${name}`,
    name,
    version: null,
    type: "deb",
    purl: null,
    licenses: [],
    supplier: null,
    source: null,
    hashes: new Map(),
    ...rest,
  };
}

/** A list whose first component is what it is about. */
export function sbom(
  components: readonly Component[],
  needs: readonly (readonly [from: number, to: number])[] = [],
  kind: Relation["kind"] = "depends-on",
): Sbom {
  return {
    name: "acme/shop",
    tools: ["syft 1.29.0"],
    created: "2026-11-01T12:00:00Z",
    root: 0,
    components,
    relations: needs.map(([from, to]) => ({ from, to, kind })),
    files: 0,
  };
}

/** A shop on Node.js: the application needs express, that needs the rest; libssl is there twice. */
export const shop = sbom(
  [
    component("acme/shop", { type: "oci", version: "1.4.0" }),
    component("express", {
      version: "4.21.2",
      type: "npm",
      licenses: ["MIT"],
      purl: "pkg:npm/express@4.21.2",
    }),
    component("accepts", {
      version: "1.3.8",
      type: "npm",
      licenses: ["MIT"],
      purl: "pkg:npm/accepts@1.3.8",
    }),
    component("mime-types", {
      version: "2.1.35",
      type: "npm",
      licenses: ["MIT"],
      purl: "pkg:npm/mime-types@2.1.35",
    }),
    component("libssl3", {
      version: "3.0.17-1~deb12u3",
      licenses: ["Apache-2.0"],
      supplier: "Debian OpenSSL Team",
      purl: "pkg:deb/debian/libssl3@3.0.17-1~deb12u3?arch=amd64&distro=debian-12",
      source: "openssl@3.0.17-1~deb12u3",
      hashes: new Map([["sha256", "ab".repeat(32)]]),
    }),
    component("libssl3", {
      version: "3.0.15-1~deb12u1",
      licenses: ["Apache-2.0"],
      purl: "pkg:deb/debian/libssl3@3.0.15-1~deb12u1?arch=amd64",
    }),
    component("bash", { version: "5.2.15-2", licenses: ["GPL-3.0-or-later"] }),
    component("tzdata", { version: "2025b", licenses: [] }),
  ],
  [
    [0, 1],
    [0, 4],
    [1, 2],
    [2, 3],
  ],
);

/** Many components, each needed by the one before it in its group of ten. */
export function large(count: number): Sbom {
  const components = [component("acme/large", { type: "oci" })];
  const needs: [number, number][] = [];
  const licenses = [["MIT"], ["Apache-2.0"], ["GPL-2.0-only"], ["LGPL-2.1-only"], []];
  for (let index = 1; index <= count; index++) {
    const name = `package-${String(index).padStart(6, "0")}`;
    components.push(
      component(name, {
        version: `1.${index % 100}.${index % 7}`,
        type: index % 3 === 0 ? "deb" : "npm",
        licenses: licenses[index % licenses.length] ?? [],
        purl: `pkg:npm/${name}@1.${index % 100}.${index % 7}`,
      }),
    );
    needs.push([index % 10 === 1 ? 0 : index - 1, index]);
  }
  return sbom(components, needs);
}

export function descriptor(character: string): Descriptor {
  return {
    mediaType: "application/vnd.oci.image.manifest.v1+json",
    digest: `sha256:${character.repeat(64)}`,
    size: 1234,
    artifactType: null,
    annotations: {},
    platform: null,
  };
}

export const image: ResolvedImage = {
  source: "registry.example.com/acme/shop:1.4",
  repository: "registry.example.com/acme/shop",
  index: descriptor("a"),
  indexAnnotations: {},
  manifest: descriptor("b"),
  platform: { os: "linux", architecture: "amd64", variant: null },
  platforms: [
    { os: "linux", architecture: "amd64", variant: null },
    { os: "linux", architecture: "arm64", variant: "v8" },
  ],
  checkedAt: new Date("2026-11-25T12:03:00Z"),
};

export const passed: Check = { name: "signature", result: "passed", expected: null, found: null };
export const wrongSubject: Check = {
  name: "subject",
  result: "failed",
  expected: `sha256:${"b".repeat(64)}`,
  found: `sha256:${"c".repeat(64)}`,
};

const formats = {
  sbom: "SPDX 2.3",
  vex: "OpenVEX 0.2.0",
  provenance: "SLSA provenance 1",
  scan: "Trivy",
  other: "CTRF",
};

/** A piece of evidence; what is not given is as in a verified one. */
export function statement(
  document: Document | null,
  rest: Partial<EvidenceItem> = {},
): EvidenceItem {
  const kind = document?.kind ?? "signature";
  return {
    kind,
    kinds: [kind],
    predicateType: document === null ? null : "https://spdx.dev/Document",
    format: document === null ? "signature" : formats[document.kind],
    place: "referrer",
    location: `https://registry.example.com/v2/acme/shop/manifests/sha256:${"d".repeat(64)}`,
    digest: `sha256:${"d".repeat(64)}`,
    verdict: "verified",
    signer: {
      kind: "identity",
      identity: "https://github.com/acme/shop/.github/workflows/release.yml@refs/heads/main",
      issuer: "https://token.actions.githubusercontent.com",
    },
    signedAt: [new Date("2026-11-01T12:00:30Z")],
    checks: [
      { name: "digest", result: "passed", expected: null, found: null },
      passed,
      { name: "log", result: "passed", expected: null, found: "index 1184233001" },
      { name: "level", result: "not-applicable", expected: null, found: null },
    ],
    level: null,
    documents: document === null ? [] : [document],
    content: new TextEncoder().encode("{}"),
    problems: [],
    ...rest,
  };
}

/** Evidence of an image, verified if not said otherwise; all of it was found in one envelope. */
export function evidence(
  items: readonly EvidenceItem[],
  result: Partial<ImageVerdict> = {},
  rest: Partial<ShownEvidence> = {},
): ShownEvidence {
  const envelope = new TextEncoder().encode('{"payload":"e30="}');
  return {
    image,
    checkedAt: image.checkedAt,
    notice: null,
    looks: [
      {
        place: "referrers of the platform manifest",
        url: `https://registry.example.com/v2/acme/shop/referrers/sha256:${"b".repeat(64)}`,
        answer: "3 artifacts",
      },
      {
        place: "tag sha256-….sig",
        url: "https://registry.example.com/v2/acme/shop/manifests/sha256-bb.sig",
        answer: "none (404)",
      },
    ],
    result: {
      verdict: "verified",
      reasons: [],
      required: [{ type: "any", met: true }],
      rule: null,
      items,
      problems: [],
      ...result,
    },
    found: new Map(items.map(({ digest }) => [digest, envelope])),
    ...rest,
  };
}

/** How the shop was built: by GitHub's own machines, from its Dockerfile, with a secret among its arguments. */
export const shopBuild: Provenance = {
  version: "1",
  builder: "https://github.com/actions/runner/github-hosted",
  buildType: "https://actions.github.io/buildtypes/workflow/v1",
  invocation: null,
  started: "2026-11-01T11:58:00Z",
  finished: "2026-11-01T12:00:00Z",
  source: {
    uri: "git+https://github.com/acme/shop@refs/heads/main",
    digests: new Map([["gitCommit", "c0ffee".repeat(7).slice(0, 40)]]),
  },
  entryPoint: ".github/workflows/release.yml",
  inputs: [
    {
      uri: "pkg:docker/node@24?platform=linux%2Famd64",
      digests: new Map([["sha256", "e".repeat(64)]]),
    },
    {
      uri: "git+https://github.com/acme/shop@refs/heads/main",
      digests: new Map([["gitCommit", "c0ffee".repeat(7).slice(0, 40)]]),
    },
    { uri: "https://example.com/tools/tini-amd64", digests: new Map() },
  ],
  parameters: [
    { name: "request.frontend", value: "dockerfile.v0" },
    { name: "request.args.build-arg:VERSION", value: "1.4.0" },
    { name: "request.args.build-arg:NPM_TOKEN", value: "hunter2-hunter3" },
  ],
  dockerfile: { name: "Dockerfile", text: "FROM node:24\nARG NPM_TOKEN\nUSER node\n" },
  complete: true,
  reproducible: null,
  hermetic: null,
};

/** One that a later one replaces, and one that names a source package, as Docker names them. */
export const shopStatements: readonly VexStatement[] = [
  said("CVE-2026-1", "under_investigation", "pkg:npm/express@4.21.2", "2026-11-01T00:00:00Z"),
  said("CVE-2026-1", "not_affected", "pkg:npm/express@4.21.2", "2026-11-03T00:00:00Z"),
  said("CVE-2026-2", "affected", "pkg:deb/debian/openssl@3.0.17-1~deb12u3?os_name=debian", null),
];

/** A statement on one package; "not affected" since the code is never run. */
export function said(
  vulnerability: string,
  status: VexStatus,
  purl: string,
  timestamp: string | null,
): VexStatement {
  return {
    vulnerability,
    aliases: [],
    status,
    justification: status === "not_affected" ? "vulnerable_code_not_in_execute_path" : null,
    impact: null,
    action: status === "affected" ? "Update to 3.0.18." : null,
    notes: null,
    timestamp,
    products: [{ id: purl, purls: [purl], hashes: new Map(), subcomponents: [] }],
  };
}

/** The shop's components, and what is said of them. */
export function vexEvidence(
  statements: readonly VexStatement[] = shopStatements,
  rest: Partial<EvidenceItem> = {},
): ShownEvidence {
  const vex = { id: null, author: "Acme Security", timestamp: null, version: null, statements };
  return evidence([
    statement({ kind: "sbom", sbom: shop }),
    statement({ kind: "vex", vex }, { predicateType: "https://openvex.dev/ns/v0.2.0", ...rest }),
  ]);
}

/** An image with something of everything. */
export const shopEvidence = evidence([
  statement({ kind: "sbom", sbom: shop }),
  statement(
    {
      kind: "vex",
      vex: {
        id: "vex-1",
        author: "Acme Security",
        timestamp: "2026-11-02T08:00:00Z",
        version: "3",
        statements: [
          {
            vulnerability: "CVE-2026-1234",
            aliases: [],
            status: "not_affected",
            justification: "vulnerable_code_not_in_execute_path",
            impact: null,
            action: null,
            timestamp: "2026-11-02T08:00:00Z",
            products: [],
            notes: null,
          },
        ],
      },
    },
    { predicateType: "https://openvex.dev/ns/v0.2.0" },
  ),
  statement(
    {
      kind: "provenance",
      provenance: shopBuild,
    },
    {
      predicateType: "https://slsa.dev/provenance/v1",
      signer: null,
      verdict: "unsigned",
      checks: [],
    },
  ),
  statement(null, {
    verdict: "failed",
    checks: [passed, wrongSubject],
    location: "https://registry.example.com/v2/acme/shop/manifests/sha256-old.sig",
    content: new Uint8Array(),
  }),
]);
