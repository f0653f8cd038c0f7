import { dhiTrustedKeys } from "./builtIn";
import type { BuilderLevel } from "./levels";
import type { Policy, PolicyRule } from "./policy";
import { githubIssuer, type TrustedSigner } from "./signers";

/** What is known of who signs which public images, of 2026-11-23. A policy of one's own goes before it. */
export function builtInPolicy(): Policy {
  const keys = dhiTrustedKeys();
  const hardened = keys.map(({ name, hint }): TrustedSigner => ({ kind: "key", name, hint }));
  return {
    rules: [...hardenedRules(hardened), ...otherRules],
    local: null,
    mirrors: {},
    keys,
    builders: builders(hardened),
  };
}

/**
 * Docker Hardened Images are signed by one key, at dhi.io, on Docker's registry of attestations and where
 * Docker mirrors them to. (docker-hardened-images/keyring; docs.docker.com/dhi/core-concepts/signatures)
 */
function hardenedRules(signers: readonly TrustedSigner[]): PolicyRule[] {
  return ["dhi.io", "registry.scout.docker.com/dhi"].map((images) => ({
    name: "Docker Hardened Images",
    images,
    origin: "shipped",
    signers,
    // What Docker's own policy for them asks for.
    require: ["sbom", "provenance"],
    level: null,
    maxAgeDays: null,
  }));
}

const anyEvidence = { origin: "shipped", require: [], level: null, maxAgeDays: null } as const;

const dockerBuilder = {
  kind: "workflow",
  repository: "docker/github-builder",
  files: [],
  refs: ["release-tag", "refs/heads/main"],
  runner: "github-hosted",
  root: "Sigstore",
  source: null,
} as const satisfies TrustedSigner;

const otherRules: readonly PolicyRule[] = [
  {
    // chainguard.dev, "Verifying Chainguard Containers"; seen so on 2026-09-25.
    name: "Chainguard",
    images: "cgr.dev/chainguard",
    signers: [
      {
        kind: "identity",
        identity:
          "https://github.com/chainguard-images/images/.github/workflows/release.yaml@refs/heads/main",
        issuer: githubIssuer,
        root: "Sigstore",
        source: null,
      },
    ],
    ...anyEvidence,
  },
  {
    // GoogleContainerTools/distroless, README; seen so on 2026-09-25.
    name: "distroless",
    images: "gcr.io/distroless",
    signers: [
      {
        kind: "identity",
        identity: "keyless@distroless.iam.gserviceaccount.com",
        issuer: "https://accounts.google.com",
        root: "Sigstore",
        source: null,
      },
    ],
    ...anyEvidence,
  },
  ...[
    ["docker.io/docker/dockerfile", "https://github.com/moby/buildkit"],
    ["docker.io/moby/buildkit", "https://github.com/moby/buildkit"],
    ["docker.io/docker/buildkit-syft-scanner", "https://github.com/docker/buildkit-syft-scanner"],
  ].map(([images = "", source = ""]): PolicyRule => ({
    // The builder builds for everybody, so that only what it built from this source counts.
    name: "Docker GitHub Builder",
    images,
    signers: [{ ...dockerBuilder, source }],
    ...anyEvidence,
  })),
];

/** slsa.dev, "Verifying artifacts": a level is of a signer and the builder that it names, together. */
function builders(hardened: readonly TrustedSigner[]): BuilderLevel[] {
  return [
    {
      signer: {
        kind: "workflow",
        repository: "slsa-framework/slsa-github-generator",
        files: [
          "generator_container_slsa3.yml",
          "generator_generic_slsa3.yml",
          "builder_go_slsa3.yml",
        ],
        refs: ["version-tag"],
        runner: null,
        root: "Sigstore",
        source: null,
      },
      builder: "signer",
      level: 3,
      by: "slsa-github-generator",
    },
    { signer: dockerBuilder, builder: null, level: 3, by: "Docker GitHub Builder" },
    ...hardened.map((signer) => ({ signer, builder: null, level: 3, by: "Docker states it" })),
  ];
}

/** The rule for images that Docker mirrors into an organisation as `docker.io/acme/dhi-python`. */
export function mirroredHardenedRule(
  repository: string | null,
  annotations: Readonly<Record<string, string>>,
): PolicyRule | null {
  const isMirror = /^docker\.io\/[^/]+\/dhi-[^/]+$/.test(repository ?? "");
  const title = annotations["org.opencontainers.image.title"] ?? "";
  if (!isMirror || !title.startsWith("dhi/")) return null;
  return builtInPolicy().rules.find(({ images }) => images === "dhi.io") ?? null;
}
