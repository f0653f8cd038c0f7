import { parseReference } from "../image/reference";
import type { ArchiveFiles } from "./archiveFiles";
import { digestOf } from "./digest";
import { AmbiguousImage, RegistryError } from "./errors";
import { elements, objectFields, readJsonObject, stringOr } from "./json";
import { maximumManifestBytes } from "./limits";
import type { ContentSource, StoredManifest, Wanted } from "./source";

/** An image in the list of such an archive. */
interface Saved {
  readonly config: string;
  readonly names: readonly string[];
}

/**
 * An archive of `docker save` before Docker 25: a list of images (`manifest.json`) with their configs and layers.
 * It has no manifests, so nothing in it can be signed or attested; an image is named by the digest of its config,
 * which is what Docker calls its id.
 */
export function openDockerArchive(
  name: string,
  file: string,
  files: ArchiveFiles,
  now: () => Date,
): ContentSource {
  const locate = (path: string) => `${file}:${path}`;
  const read = async (path: string): Promise<Uint8Array> => files.read(path, maximumManifestBytes);

  const resolve = async (wanted: Wanted): Promise<StoredManifest> => {
    const saved = choose(
      await listSaved(await read("manifest.json"), locate("manifest.json")),
      wanted,
      name,
    );
    const bytes = await read(saved.config);
    const location = locate(saved.config);
    const digest = digestOf(bytes);
    const promised = wanted.digest ?? saidDigest(saved) ?? digest;
    if (digest !== promised)
      throw new RegistryError("wrong-digest", `${location} has the digest ${digest}`);
    const mediaType = "application/vnd.docker.container.image.v1+json";
    const fields = readJsonObject(bytes, location);
    const platform = {
      os: stringOr(fields.get("os"), ""),
      architecture: stringOr(fields.get("architecture"), ""),
      variant: stringOr(fields.get("variant"), null),
    };
    const descriptor = {
      mediaType,
      digest,
      size: bytes.length,
      artifactType: null,
      annotations: {},
      platform,
    };
    const nothing = { artifactType: null, annotations: {}, subject: null };
    const common = { mediaType, isTyped: false, ...nothing };
    const manifest = {
      kind: "manifest",
      ...common,
      config: descriptor,
      layers: [],
      embedded: new Map([[digest, bytes]]),
    } as const;
    return { descriptor, manifest, location, bytes };
  };
  const none = {
    place: "",
    url: locate("manifest.json"),
    answer: "none: this format has no place for it",
  };

  return {
    name,
    repository: null,
    mirrored: null,
    locationOf: () => locate("manifest.json"),
    resolve: async (wanted) => ({ ...(await resolve(wanted)), checkedAt: now() }),
    manifest: (descriptor) => resolve({ tag: null, digest: descriptor.digest }),
    tagged: () => Promise.resolve({ location: none.url, stored: null, absence: none.answer }),
    referrers: (_, subject) =>
      Promise.resolve({
        descriptors: [],
        looks: [{ ...none, place: `referrers of ${subject}` }],
        problems: [],
      }),
    elsewhere: () => Promise.resolve(null),
    async tags() {
      const saved = await listSaved(await read("manifest.json"), locate("manifest.json"));
      return saved.flatMap(({ names }) => names);
    },
    async blob({ digest }) {
      const { bytes, descriptor } = await resolve({ tag: null, digest });
      if (descriptor.digest !== digest)
        throw new RegistryError("not-found", `${name} has no ${digest}`);
      return bytes;
    },
  };
}

function listSaved(bytes: Uint8Array, where: string): readonly Saved[] {
  // The file is a list; reading wants an object.
  const wrapped = Buffer.concat([Buffer.from('{"images":'), bytes, Buffer.from("}")]);
  const values = elements(readJsonObject(wrapped, where).get("images"));
  return values.flatMap((value) => {
    const fields = objectFields(value);
    const config = fields?.get("Config");
    const names = elements(fields?.get("RepoTags")).filter((it) => typeof it === "string");
    return typeof config === "string" ? [{ config, names }] : [];
  });
}

/** The digest that the name of its config promises; null where it has another name. */
function saidDigest({ config }: Saved): string | null {
  const hex = /^(?:blobs\/sha256\/)?([a-f0-9]{64})(?:\.json)?$/.exec(config)?.[1];
  return hex === undefined ? null : `sha256:${hex}`;
}

function choose(saved: readonly Saved[], { tag, digest }: Wanted, name: string): Saved {
  const candidates = saved.filter(({ config, names }) => {
    if (digest !== null) return config.includes(digest.replace(/^sha256:/, ""));
    return tag === null || names.some((one) => parseReference(one)?.tag === tag);
  });
  // One image may be listed once for each of its names.
  const [first, ...others] = candidates.filter(
    (it, at) => candidates.findIndex(({ config }) => config === it.config) === at,
  );
  const all = saved.flatMap(({ names }) => names).join(", ");
  if (first === undefined)
    throw new RegistryError("not-found", `${name} has no such image; it has ${all || "none"}`);
  if (others.length > 0)
    throw new AmbiguousImage(
      `${name} has several images: ${all}. Name a tag`,
      [first, ...others].flatMap((image) => {
        const names = candidates.filter(({ config }) => config === image.config);
        const said = saidDigest(image);
        return said === null ? [] : [{ digest: said, names: names.flatMap((it) => it.names) }];
      }),
    );
  return first;
}
