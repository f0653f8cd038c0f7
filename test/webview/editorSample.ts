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
  const config = content("application/vnd.oci.image.config.v1+json", { architecture: "amd64" });
  const shop = manifest([], { config: config.descriptor });
  const statement = content(inToto, {
    _type: "https://in-toto.io/Statement/v0.1",
    predicateType: "https://spdx.dev/Document",
    subject: [{ name: "_", digest: { sha256: shop.digest.slice("sha256:".length) } }],
    predicate: spdx,
  });
  const attestation = manifest([statement]);
  const whole = index([
    { ...shop.descriptor, platform: linux },
    {
      ...attestation.descriptor,
      platform: { os: "unknown", architecture: "unknown" },
      annotations: {
        "vnd.docker.reference.type": "attestation-manifest",
        "vnd.docker.reference.digest": shop.digest,
      },
    },
  ]);
  return layoutFiles([config, shop, statement, attestation, whole], [whole.descriptor]);
}
