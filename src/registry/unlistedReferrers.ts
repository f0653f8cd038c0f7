import type { Descriptor } from "../image/artifact";
import { checkedBytes } from "./digest";
import { RegistryError } from "./errors";
import type { LayoutFiles } from "./layoutFiles";
import { artifactTypeOf, readManifest } from "./manifest";

const folder = "blobs/sha256";
/** More than a saved image has: each may have to be read. */
const maximumFiles = 1000;
/** A referrer's manifest names a few layers. */
const maximumBytes = 64 * 1024;

/**
 * Manifests with a subject among the content of a layout that its index does not list: since version 3 `cosign save`
 * writes bundles so, and `cosign verify --local-image` looks for them in this way. What is no such manifest, or not
 * what its name says, is passed over, since nothing claims that it is one.
 */
export async function unlistedReferrers(
  files: LayoutFiles,
  listed: readonly Descriptor[],
): Promise<readonly Descriptor[]> {
  const known = new Set(listed.map(({ digest }) => digest));
  const names = (await files.namesIn(folder)).filter((name) => /^[a-f0-9]{64}$/.test(name));
  const found: Descriptor[] = [];
  for (const name of names.slice(0, maximumFiles)) {
    const digest = `sha256:${name}`;
    const descriptor = known.has(digest) ? null : await referrer(files, digest, name);
    if (descriptor !== null) found.push(descriptor);
  }
  return found;
}

async function referrer(
  { read, locate }: LayoutFiles,
  digest: string,
  name: string,
): Promise<Descriptor | null> {
  try {
    const bytes = await read(`${folder}/${name}`, maximumBytes);
    if (bytes[0] !== "{".charCodeAt(0)) return null;
    checkedBytes(bytes, { digest, size: bytes.length }, name);
    const manifest = readManifest(bytes, null, locate(`${folder}/${name}`));
    if (manifest.subject === null || manifest.kind !== "manifest") return null;
    const { mediaType, annotations } = manifest;
    const artifactType = artifactTypeOf(manifest);
    return { mediaType, digest, size: bytes.length, artifactType, annotations, platform: null };
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error;
    return null;
  }
}
