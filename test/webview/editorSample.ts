import { content, index, inToto, layoutFiles, linux, manifest } from "../registry/image";

export const spdx = {
  spdxVersion: "SPDX-2.3",
  SPDXID: "SPDXRef-DOCUMENT",
  name: "shop",
  packages: ["express", "accepts", "bash"].map((name) => ({
    SPDXID: `SPDXRef-${name}`,
    name,
    versionInfo: "1.0.0",
    licenseConcluded: "MIT",
  })),
  relationships: [],
};

/** An image as BuildKit writes it: its index has an entry with the SBOM, which nobody signed. */
export function layout(): Record<string, string | Uint8Array> {
  const configOf = (platform: object, layers: readonly string[]) =>
    content("application/vnd.oci.image.config.v1+json", {
      ...platform,
      rootfs: { type: "layers", diff_ids: layers },
    });
  const config = configOf(linux, []);
  const shop = manifest([], { config: config.descriptor });
  const statement = content(inToto, {
    _type: "https://in-toto.io/Statement/v0.1",
    predicateType: "https://spdx.dev/Document",
    subject: [{ name: "_", digest: { sha256: shop.digest.slice("sha256:".length) } }],
    predicate: spdx,
  });
  const unknown = { os: "unknown", architecture: "unknown" };
  const attestationConfig = configOf(unknown, [statement.digest]);
  const attestation = manifest([statement], { config: attestationConfig.descriptor });
  const whole = index([
    { ...shop.descriptor, platform: linux },
    {
      ...attestation.descriptor,
      platform: unknown,
      annotations: {
        "vnd.docker.reference.type": "attestation-manifest",
        "vnd.docker.reference.digest": shop.digest,
      },
    },
  ]);
  return layoutFiles(
    [config, shop, statement, attestationConfig, attestation, whole],
    [whole.descriptor],
  );
}

/** Two images by the names `one` and `two`. */
export function twoImages(): Record<string, string | Uint8Array> {
  const named = (name: string) => ({ "org.opencontainers.image.ref.name": name });
  const images = ["one", "two"].map((name) => {
    const made = content("application/vnd.oci.image.config.v1+json", { architecture: name });
    return { name, config: made, image: manifest([], { config: made.descriptor }) };
  });
  return layoutFiles(
    images.flatMap(({ config, image }) => [config, image]),
    images.map(({ name, image }) => ({ ...image.descriptor, annotations: named(name) })),
  );
}

export function cycloneDx(...names: readonly string[]): string {
  const components = names.map((name) => ({ type: "library", name, version: "1.0.0" }));
  return JSON.stringify({ bomFormat: "CycloneDX", specVersion: "1.6", components });
}

/** The provenance of BuildKit for a Dockerfile that begins with an old image and ends with these lines. */
export function buildKit(lines: string): string {
  const data = Buffer.from(`FROM node:18\n${lines}USER root\n`).toString("base64");
  const infos = [{ filename: "Dockerfile", language: "Dockerfile", data }];
  return JSON.stringify({
    _type: "https://in-toto.io/Statement/v0.1",
    predicateType: "https://slsa.dev/provenance/v1",
    subject: [{ name: "shop", digest: { sha256: "ab".repeat(32) } }],
    predicate: {
      buildDefinition: {
        buildType:
          "https://github.com/moby/buildkit/blob/master/docs/attestations/slsa-definitions.md",
        externalParameters: { configSource: { path: "Dockerfile" }, request: {} },
        resolvedDependencies: [],
      },
      runDetails: {
        builder: { id: "" },
        metadata: { buildkit_metadata: { source: { infos } } },
      },
    },
  });
}
