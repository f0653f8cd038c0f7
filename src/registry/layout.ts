import path from "node:path";
import type { Descriptor, Look } from "../image/artifact";
import { countAnswer } from "./answers";
import { checkedBytes } from "./digest";
import { RegistryError } from "./errors";
import { namesIn, readRegularFile } from "./files";
import type { LayoutFiles } from "./layoutFiles";
import { chooseEntry, cosignKind, referenceName } from "./layoutEntries";
import { maximumBlobBytes, maximumManifestBytes } from "./limits";
import { type ImageIndex, indexTypes, manifestTypes, readManifest } from "./manifest";
import { unlistedReferrers } from "./unlistedReferrers";
import type { ContentSource, Referrers, Resolution, StoredManifest, Wanted } from "./source";

/**
 * An OCI image layout in a folder, as `buildx --output type=oci,tar=false`, skopeo, oras, regctl and
 * `cosign save` write it. Links are not followed, and only regular files are read.
 * See the OCI image specification 1.1, image-layout.md.
 */
export function openLayoutFolder(folder: string, now: () => Date): ContentSource {
  const files: LayoutFiles = {
    name: `oci:${folder}`,
    locate: (file) => path.join(folder, ...file.split("/")),
    read: (file, maximumBytes) => readRegularFile(folder, file, maximumBytes),
    namesIn: (name) => namesIn(folder, name),
  };
  return openLayout(files, now);
}

/** A layout of which a file is had by its name: a folder, or an archive. */
export function openLayout(files: LayoutFiles, now: () => Date): ContentSource {
  const { name, locate, read } = files;
  let entries: Promise<ImageIndex> | null = null;
  let subjects: Promise<Subjects> | null = null;

  const readIndex = async (): Promise<ImageIndex> => {
    const bytes = await read("index.json", maximumManifestBytes).catch((cause: unknown) => {
      if (!(cause instanceof RegistryError) || cause.code !== "not-found") throw cause;
      throw new RegistryError(
        "malformed",
        `${name} is no OCI layout: there is no ${locate("index.json")}`,
        {
          cause,
        },
      );
    });
    const index = readManifest(bytes, indexTypes[0] ?? "", locate("index.json"));
    if (index.kind !== "index") throw new RegistryError("malformed", `${name} has no index`);
    return index;
  };
  const indexOnce = () => (entries ??= readIndex());

  const source: ContentSource = {
    name,
    repository: null,
    mirrored: null,

    locationOf(manifest) {
      return locate(typeof manifest === "string" ? "index.json" : blobName(manifest.digest));
    },

    async resolve(wanted: Wanted): Promise<Resolution> {
      const { manifests } = await indexOnce();
      const entry = await chooseEntry(manifests, wanted, name, (it) => this.manifest(it, never));
      return { ...(await this.manifest(entry, never)), checkedAt: now() };
    },

    async manifest(descriptor: Descriptor): Promise<StoredManifest> {
      const { digest, mediaType } = descriptor;
      const location = locate(blobName(digest));
      const bytes = await read(blobName(digest), maximumManifestBytes);
      checkedBytes(bytes, descriptor, location);
      const manifest = readManifest(bytes, mediaType, location);
      return { descriptor, manifest, location, bytes };
    },

    async tagged(tag, about) {
      const { manifests } = await indexOnce();
      const entry =
        manifests.find((it) => referenceName(it) === tag) ?? savedByCosign(manifests, tag, about);
      const location = locate("index.json");
      const stored = entry === undefined ? null : await this.manifest(entry, never);
      return { location: stored?.location ?? location, stored, absence: "none" };
    },

    elsewhere: () => Promise.resolve(null),

    async tags() {
      const { manifests } = await indexOnce();
      return manifests.map(referenceName).filter((it) => it !== null);
    },

    async referrers(descriptor: Descriptor, subject: string): Promise<Referrers> {
      subjects ??= indexOnce().then((index) => findSubjects(index, files, this));
      const { bySubject, problems } = await subjects;
      const fallback = await this.tagged(descriptor.digest.replace(":", "-"), "", never);
      const tagged =
        fallback.stored?.manifest.kind === "index" ? fallback.stored.manifest.manifests : [];
      const byDigest = new Map(
        [...(bySubject.get(descriptor.digest) ?? []), ...tagged].map((it) => [it.digest, it]),
      );
      const look: Look = {
        place: `referrers of ${subject}`,
        url: locate("index.json"),
        answer: countAnswer(byDigest.size),
      };
      return { descriptors: [...byDigest.values()], looks: [look], problems };
    },

    async blob(descriptor: Descriptor): Promise<Uint8Array> {
      const file = blobName(descriptor.digest);
      if (descriptor.size > maximumBlobBytes)
        throw new RegistryError("too-large", `${locate(file)} has ${descriptor.size} bytes`);
      // A file longer than announced is other content, not one that is too large to be told.
      return checkedBytes(await read(file, maximumBlobBytes), descriptor, locate(file));
    },
  };
  return source;
}

interface Subjects {
  readonly bySubject: ReadonlyMap<string, readonly Descriptor[]>;
  readonly problems: readonly string[];
}

/** Reading a disk takes no time that is worth a way to stop it. */
const never = new AbortController().signal;

/** The path is made of a checked digest, so it cannot leave the folder. */
function blobName(digest: string): string {
  return `blobs/${digest.replace(":", "/")}`;
}

/** Artifacts that stand beside the image in index.json, as oras and regctl write them, or nowhere, as cosign does. */
async function findSubjects(
  index: ImageIndex,
  files: LayoutFiles,
  source: ContentSource,
): Promise<Subjects> {
  const bySubject = new Map<string, Descriptor[]>();
  const problems: string[] = [];
  const isSaved = index.manifests.some((it) => cosignKind(it) !== null);
  const unlisted = isSaved ? await unlistedReferrers(files, index.manifests) : [];
  for (const entry of [...index.manifests, ...unlisted]) {
    if (![...manifestTypes, ...indexTypes].includes(entry.mediaType)) continue;
    try {
      const { manifest } = await source.manifest(entry, never);
      if (manifest.subject === null) continue;
      const known = bySubject.get(manifest.subject.digest);
      if (known === undefined) bySubject.set(manifest.subject.digest, [entry]);
      else known.push(entry);
    } catch (error) {
      if (!(error instanceof RegistryError)) throw error;
      problems.push(`${error.message}.`);
    }
  }
  return { bySubject, problems };
}

/** `cosign save` drops the tags, and saves one image with what belongs to it. */
function savedByCosign(
  manifests: readonly Descriptor[],
  tag: string,
  about: string,
): Descriptor | undefined {
  const images = manifests.filter((it) => /^image(?:Index)?$/.test(cosignKind(it) ?? ""));
  if (images.length !== 1 || images[0]?.digest !== about) return undefined;
  const kind = tag.endsWith(".att") ? "atts" : tag.endsWith(".sig") ? "sigs" : null;
  return kind === null ? undefined : manifests.find((it) => cosignKind(it) === kind);
}
