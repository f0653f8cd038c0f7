import { createHash } from "node:crypto";

/** Bytes with their digest, as they are put into a registry or layout. */
export interface Content {
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  readonly digest: string;
  /** The JSON of a descriptor of it. */
  readonly descriptor: Readonly<Record<string, unknown>>;
}

export const ociIndex = "application/vnd.oci.image.index.v1+json";
export const ociManifest = "application/vnd.oci.image.manifest.v1+json";
export const inToto = "application/vnd.in-toto+json";
export const simpleSigning = "application/vnd.dev.cosign.simplesigning.v1+json";
export const bundle = "application/vnd.dev.sigstore.bundle.v0.3+json";

export function content(mediaType: string, value: unknown): Content {
  const bytes = Buffer.from(typeof value === "string" ? value : JSON.stringify(value));
  const digest = `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
  return { mediaType, bytes, digest, descriptor: { mediaType, digest, size: bytes.length } };
}

export const emptyConfig = content("application/vnd.oci.empty.v1+json", "{}");

/** A manifest of layers; `extra` adds or replaces fields. */
export function manifest(
  layers: readonly Content[],
  extra: Readonly<Record<string, unknown>> = {},
): Content {
  return content(ociManifest, {
    schemaVersion: 2,
    mediaType: ociManifest,
    config: emptyConfig.descriptor,
    layers: layers.map(({ descriptor }) => descriptor),
    ...extra,
  });
}

export function index(
  manifests: readonly Readonly<Record<string, unknown>>[],
  extra: Readonly<Record<string, unknown>> = {},
): Content {
  return content(ociIndex, { schemaVersion: 2, mediaType: ociIndex, manifests, ...extra });
}

export const linux = { os: "linux", architecture: "amd64" };

/** The digest as it stands in cosign's tags and the fallback tag of referrers. */
export function tagOf({ digest }: Content): string {
  return digest.replace(":", "-");
}

/** The files of a layout with the content, of which `entries` are listed in index.json. */
export function layoutFiles(
  contents: readonly Content[],
  entries: readonly Readonly<Record<string, unknown>>[],
): Record<string, string | Uint8Array> {
  return {
    "oci-layout": '{"imageLayoutVersion":"1.0.0"}',
    "index.json": JSON.stringify({ schemaVersion: 2, manifests: entries }),
    ...Object.fromEntries(
      contents.map(({ digest, bytes }) => [`blobs/${digest.replace(":", "/")}`, bytes]),
    ),
  };
}
