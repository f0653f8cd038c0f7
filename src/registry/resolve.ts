import type { Descriptor, Platform, ResolvedImage } from "../image/artifact";
import { RegistryError } from "./errors";
import { type ImageIndex, indexTypes } from "./manifest";
import { choosePlatform, platformsOf } from "./platform";
import type { ContentSource, StoredManifest, Wanted } from "./source";

/** An image after its tag was resolved and its platform chosen, with the index that it is in. */
export interface Resolved {
  readonly image: ResolvedImage;
  readonly index: ImageIndex | null;
  /** What the tag or digest means: the index, or the manifest where there is none. */
  readonly top: StoredManifest;
  /** The manifest of the platform, where it had to be read already: the source has no index. */
  readonly stored: StoredManifest | null;
}

/**
 * Resolves a tag or digest, and chooses the platform.
 * @param machine the architecture to choose where none is asked for, by Node's name
 * @throws RegistryError where the image can't be had, or not for that platform
 */
export async function resolveImage(
  source: ContentSource,
  wanted: Wanted,
  platform: Platform | null,
  machine: string,
  signal: AbortSignal,
): Promise<Resolved> {
  const { checkedAt, ...stored } = await source.resolve(wanted, signal);
  const { descriptor, manifest } = stored;
  const asked = `${source.name}${suffix(wanted)}`;
  const common = { source: asked, repository: source.repository, checkedAt };
  if (manifest.kind === "manifest") {
    const image = { ...common, index: null, indexAnnotations: {}, manifest: descriptor };
    return {
      image: { ...image, platform: descriptor.platform, platforms: [] },
      index: null,
      top: stored,
      stored,
    };
  }
  const chosen = choosePlatform(manifest.manifests, platform, machine, asked);
  const inner = await withoutNesting(source, chosen, platform, machine, asked, signal);
  const image: ResolvedImage = {
    ...common,
    index: descriptor,
    indexAnnotations: manifest.annotations,
    manifest: inner,
    platform: inner.platform ?? chosen.platform,
    platforms: platformsOf(manifest.manifests),
  };
  return { image, index: manifest, top: stored, stored: null };
}

/** An index may list indexes. One level is met in practice, and no more is followed. */
async function withoutNesting(
  source: ContentSource,
  chosen: Descriptor,
  platform: Platform | null,
  machine: string,
  asked: string,
  signal: AbortSignal,
): Promise<Descriptor> {
  if (!indexTypes.includes(chosen.mediaType)) return chosen;
  const { manifest } = await source.manifest(chosen, signal);
  if (manifest.kind === "manifest") return chosen;
  const inner = choosePlatform(manifest.manifests, platform, machine, asked);
  if (indexTypes.includes(inner.mediaType))
    throw new RegistryError("malformed", `${asked} is an index of indexes of indexes`);
  return inner;
}

function suffix({ tag, digest }: Wanted): string {
  return `${tag === null ? "" : `:${tag}`}${digest === null ? "" : `@${digest}`}`;
}
