import path from "node:path";
import { type ArchiveFiles, openArchiveFiles } from "./archiveFiles";
import { openDockerArchive } from "./dockerArchive";
import { isDigest } from "./digest";
import { RegistryError } from "./errors";
import { openLayout } from "./layout";
import type { ContentSource, Wanted } from "./source";

/**
 * An archive with images: an OCI layout in a tar (`buildx --output type=oci`, `skopeo copy oci-archive:`, `docker
 * save` since Docker 25), or what `docker save` wrote before. Packed by gzip or not. Nothing is read before it is
 * needed.
 */
export function openArchive(file: string, now: () => Date): ContentSource {
  const name = `archive:${file}`;
  let opened: Promise<{ source: ContentSource; files: ArchiveFiles }> | null = null;
  const open = async () => {
    const files = await openArchiveFiles(file);
    const locate = (inner: string) => path.posix.join(`${file}:`, inner).replace(":/", ":");
    if (files.has("index.json")) {
      const namesIn = (folder: string) => Promise.resolve(files.namesIn(folder));
      const parts = { name, locate, read: files.read, namesIn };
      return { files, source: openLayout(parts, now) };
    }
    if (files.has("manifest.json"))
      return { files, source: openDockerArchive(name, file, files, now) };
    throw new RegistryError(
      "malformed",
      `${file} has no image: neither index.json nor manifest.json`,
    );
  };
  const source = async () => (await (opened ??= open())).source;
  return {
    name,
    repository: null,
    mirrored: null,
    locationOf: (manifest) =>
      typeof manifest === "string" ? file : `${file}:blobs/${manifest.digest.replace(":", "/")}`,
    resolve: async (...given) => (await source()).resolve(...given),
    manifest: async (...given) => (await source()).manifest(...given),
    tagged: async (...given) => (await source()).tagged(...given),
    referrers: async (...given) => (await source()).referrers(...given),
    elsewhere: () => Promise.resolve(null),
    tags: async (...given) => (await source()).tags(...given),
    blob: async (...given) => (await source()).blob(...given),
  };
}

/** `FILE`, `FILE.tar:TAG` or `FILE@sha256:…` taken apart: a colon is part of a file's name elsewhere. */
export function parseArchiveReference(text: string): Wanted & { readonly file: string } {
  const at = text.lastIndexOf("@");
  const digest = at < 0 ? null : text.slice(at + 1);
  if (isDigest(digest)) return { file: text.slice(0, at), tag: null, digest };
  const match = /^(.+\.(?:tar|tgz|tar\.gz)):([A-Za-z0-9_][A-Za-z0-9_.-]{0,127})$/is.exec(text);
  if (match?.[1] === undefined || match[2] === undefined)
    return { file: text, tag: null, digest: null };
  return { file: match[1], tag: match[2], digest: null };
}
