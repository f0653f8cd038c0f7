import { parseReference } from "../image/reference";
import { openArchive, parseArchiveReference } from "./archive";
import type { RegistryClient } from "./client";
import { isDigest } from "./digest";
import { RegistryError } from "./errors";
import { isAddress } from "./hosts";
import { openLayoutFolder } from "./layout";
import { parseLayoutReference } from "./layoutReference";
import { openRepository } from "./repository";
import type { ContentSource, RegistrySource, Wanted } from "./source";

export interface OpenedImage {
  readonly source: ContentSource;
  readonly wanted: Wanted;
}

/**
 * The source that a person named: `oci:DIR[:TAG]`, `archive:FILE`, or a reference to an image on a registry. Nothing is read yet.
 * @param keep puts a cache before a repository
 * @throws RegistryError `malformed` where it is neither, or names what can't be asked for
 */
export function openImage(
  text: string,
  client: RegistryClient,
  keep: (source: RegistrySource) => ContentSource = (source) => source,
): OpenedImage {
  if (text.startsWith("oci:")) {
    const { folder, tag, digest } = parseLayoutReference(text.slice("oci:".length));
    if (folder === "")
      throw new RegistryError("malformed", "oci: names no folder: write oci:DIR or oci:DIR:TAG");
    return {
      source: openLayoutFolder(folder, () => client.transport.now()),
      wanted: { tag, digest },
    };
  }
  if (text.startsWith("archive:")) {
    const { file, tag, digest } = parseArchiveReference(text.slice("archive:".length));
    if (file === "")
      throw new RegistryError("malformed", "archive: names no file: write archive:FILE");
    return { source: openArchive(file, () => client.transport.now()), wanted: { tag, digest } };
  }
  if (text === "scratch")
    throw new RegistryError("malformed", "scratch is the empty image, which no registry has");
  const reference = parseReference(text);
  if (reference === null) throw new RegistryError("malformed", `"${text}" is no image reference`);
  const { registry, tag, digest } = reference;
  if (!isAddress(registry))
    throw new RegistryError("malformed", `${registry} is no address that a registry can have`);
  // References know more of them; what can't be hashed here would be whatever the registry says.
  if (digest !== null && !isDigest(digest))
    throw new RegistryError(
      "malformed",
      `"${text}" names a digest that is not checked here: write one of sha256 or sha512`,
    );
  return { source: keep(openRepository(reference, client)), wanted: { tag, digest } };
}
