import type { Artifact } from "../image/artifact";
import { RegistryError, registryErrorText } from "./errors";
import type { Resolved } from "./resolve";
import type { ContentSource } from "./source";

export interface SignedManifests {
  /** Digest → bytes. */
  readonly manifests: ReadonlyMap<string, Uint8Array>;
  readonly problems: readonly string[];
}

/**
 * The manifests of an image that a signature may be over. That of a platform is asked for only where something
 * found is a signature of bytes: all else names the manifest, and its index is enough to know it.
 * @throws RegistryError `cancelled` alone
 */
export async function signedManifests(
  source: ContentSource,
  { image, top }: Resolved,
  artifacts: readonly Artifact[],
  signal: AbortSignal,
): Promise<SignedManifests> {
  const manifests = new Map([[top.descriptor.digest, top.bytes]]);
  const { digest } = image.manifest;
  if (manifests.has(digest) || !artifacts.some(signsBytes)) return { manifests, problems: [] };
  try {
    const { bytes } = await source.manifest(image.manifest, signal);
    return { manifests: manifests.set(digest, bytes), problems: [] };
  } catch (error) {
    if (!(error instanceof RegistryError) || error.code === "cancelled") throw error;
    return { manifests, problems: [registryErrorText(error)] };
  }
}

/** A Sigstore bundle with a bare signature has this field (protobuf-specs, sigstore_bundle.proto). */
function signsBytes({ layers }: Artifact): boolean {
  return layers.some(
    ({ bytes }) =>
      bytes !== null &&
      Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes('"messageSignature"'),
  );
}
