import type { Descriptor } from "../image/artifact";
import { parseReference } from "../image/reference";
import { AmbiguousImage, type ImageChoice, RegistryError } from "./errors";
import { indexTypes, manifestTypes } from "./manifest";
import type { StoredManifest, Wanted } from "./source";

/**
 * The entry of a layout's index.json that a tag or digest means; without either, the image, where there
 * is one.
 * @param read reads the manifest of an entry
 * @throws RegistryError `not-found`; AmbiguousImage with what there is to choose from
 */
export async function chooseEntry(
  entries: readonly Descriptor[],
  { tag, digest }: Wanted,
  name: string,
  read: (entry: Descriptor) => Promise<StoredManifest>,
): Promise<Descriptor> {
  if (digest !== null) return byDigest(entries, digest, name, read);
  const images = entries.filter(isImage);
  const candidates = tag === null ? await unasked(images, read) : images.filter(hasTag(tag));
  const [first, ...others] = candidates.filter(
    (it, at) => candidates.findIndex(({ digest }) => digest === it.digest) === at,
  );
  if (first === undefined) {
    // What else is broken there is not what was asked.
    const offered = await unasked(images, read).catch(() => images);
    throw noSuchImage(offered, tag, name);
  }
  if (others.length > 0) {
    const several = [first, ...others];
    const names = choicesText(several, name);
    throw new AmbiguousImage(
      `${name} has several images. Name one: ${names}`,
      choicesAmong(several, candidates),
    );
  }
  return first;
}

/** The digests with all names that there are for them. */
function choicesAmong(
  images: readonly Descriptor[],
  entries: readonly Descriptor[],
): readonly ImageChoice[] {
  const names = new Map<string, Set<string>>(images.map(({ digest }) => [digest, new Set()]));
  for (const entry of entries) {
    // Docker writes the tag alone as the name that the specification has, and the whole one beside it.
    const name = entry.annotations["io.containerd.image.name"] ?? referenceName(entry);
    if (name !== null) names.get(entry.digest)?.add(name);
  }
  return [...names].map(([digest, all]) => ({ digest, names: [...all] }));
}

/** The tag or name of an entry: `org.opencontainers.image.ref.name`. */
export function referenceName({ annotations }: Descriptor): string | null {
  return annotations["org.opencontainers.image.ref.name"] ?? null;
}

/** `image`, `imageIndex`, `sigs`, `atts` in what `cosign save` wrote. */
export function cosignKind({ annotations }: Descriptor): string | null {
  const prefix = "dev.cosignproject.cosign/";
  const kind = annotations["kind"];
  return kind?.startsWith(prefix) === true ? kind.slice(prefix.length) : null;
}

/** Image manifests and indexes; not what cosign, oras and regctl put beside them. */
function isImage(entry: Descriptor): boolean {
  const name = referenceName(entry);
  if (name !== null && /^sha(?:256|512)-[a-f0-9]+(?:\.[a-z0-9]+)?$/.test(name)) return false;
  const kind = cosignKind(entry);
  if (kind !== null && kind !== "image" && kind !== "imageIndex") return false;
  return indexTypes.includes(entry.mediaType) || manifestTypes.includes(entry.mediaType);
}

/** Tools write the tag alone, or the whole reference. */
function hasTag(tag: string): (entry: Descriptor) => boolean {
  return (entry) => {
    const name = referenceName(entry);
    return name !== null && (name === tag || parseReference(name)?.tag === tag);
  };
}

/** With no tag asked for: named images go first; then those that are part of no other and about none. */
async function unasked(
  images: readonly Descriptor[],
  read: (entry: Descriptor) => Promise<StoredManifest>,
): Promise<readonly Descriptor[]> {
  const named = images.filter((it) => referenceName(it) !== null);
  const candidates = named.length > 0 ? named : images;
  if (candidates.length < 2) return candidates;
  const parts = new Set<string>();
  for (const entry of candidates) {
    const { manifest } = await read(entry);
    if (manifest.subject !== null) parts.add(entry.digest);
    if (manifest.kind === "index") for (const { digest } of manifest.manifests) parts.add(digest);
  }
  return candidates.filter(({ digest }) => !parts.has(digest));
}

async function byDigest(
  entries: readonly Descriptor[],
  digest: string,
  name: string,
  read: (entry: Descriptor) => Promise<StoredManifest>,
): Promise<Descriptor> {
  const entry = entries.find((it) => it.digest === digest);
  if (entry !== undefined) return entry;
  for (const index of entries.filter(({ mediaType }) => indexTypes.includes(mediaType))) {
    const { manifest } = await read(index);
    const inner =
      manifest.kind === "index" ? manifest.manifests.find((it) => it.digest === digest) : undefined;
    if (inner !== undefined) return inner;
  }
  throw new RegistryError("not-found", `${name} has no ${digest}`);
}

function noSuchImage(
  images: readonly Descriptor[],
  tag: string | null,
  name: string,
): RegistryError {
  if (tag === null) return new RegistryError("not-found", `${name} has no image`);
  const names = choicesText(images, name);
  const others = names === "" ? "" : `; it has ${names}`;
  return new RegistryError("not-found", `${name} has no image with the tag ${tag}${others}`);
}

function choicesText(entries: readonly Descriptor[], name: string): string {
  const shown = entries.slice(0, mostShown).map((it) => choice(it, name));
  const rest = entries.length - shown.length;
  return `${shown.join(", ")}${rest === 0 ? "" : ` and ${rest} more`}`;
}

/** A message is read by a person. */
const mostShown = 10;

function choice(entry: Descriptor, name: string): string {
  const written = referenceName(entry);
  const tag = written === null ? null : (parseReference(written)?.tag ?? written);
  return tag === null ? `${name}@${entry.digest}` : `${name}:${tag}`;
}
