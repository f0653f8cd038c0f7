import type { OwnFacts } from "../image/liveFacts";
import type { ResolvedImage } from "../image/artifact";
import { RegistryError, registryErrorText } from "./errors";
import { readImageConfig } from "./imageConfig";
import { maximumManifestBytes } from "./limits";
import type { ContentSource, StoredManifest } from "./source";

/**
 * The config of an image, and its size as it is transferred: the layers of its manifest, in bytes. The size is null
 * where the manifest lists no layers, as that of an archive of `docker save`.
 * @param stored the manifest, where it was read already
 * @throws RegistryError where they can't be had, or it is no image
 */
export async function imageContents(
  source: ContentSource,
  image: ResolvedImage,
  stored: StoredManifest | null,
  signal: AbortSignal,
): Promise<Pick<OwnFacts, "config" | "compressedBytes">> {
  const { manifest, location } = stored ?? (await source.manifest(image.manifest, signal));
  if (manifest.kind !== "manifest" || manifest.config === null)
    throw new RegistryError("malformed", `${location} is no image`);
  const { config, layers, embedded } = manifest;
  if (config.size > maximumManifestBytes)
    throw new RegistryError("too-large", `The config of ${location} has ${config.size} bytes`);
  const bytes = embedded.get(config.digest) ?? (await source.blob(config, signal));
  return {
    config: readImageConfig(bytes, `The config of ${location}`),
    compressedBytes: layers.length === 0 ? null : layers.reduce((sum, { size }) => sum + size, 0),
  };
}

/** The same as an answer: what could not be had is null, and a problem says why. Rejects with `cancelled` alone. */
export async function ownFacts(
  source: ContentSource,
  image: ResolvedImage,
  signal: AbortSignal,
): Promise<OwnFacts> {
  try {
    return { ...(await imageContents(source, image, null, signal)), problems: [] };
  } catch (error) {
    if (!(error instanceof RegistryError) || error.code === "cancelled") throw error;
    return { config: null, compressedBytes: null, problems: [registryErrorText(error)] };
  }
}
