import type { Descriptor, Look } from "../image/artifact";
import { keepElsewhere, keptElsewhere, readLook } from "./cachedElsewhere";
import { type CacheRecord, type ContentCache, recordFields } from "./contentCache";
import { checkSize } from "./digest";
import { RegistryError } from "./errors";
import { type Freshness, isFresh } from "./freshness";
import { elements, stringOr } from "./json";
import { type Manifest, readDescriptor, readManifest } from "./manifest";
import type { ContentSource, Referrers, RegistrySource, StoredManifest } from "./source";

/**
 * A repository with a cache before it. Content is asked for once; what a tag means, and what refers to an image,
 * at most every 15 minutes, and no request is made within.
 */
export function cachedSource(
  source: RegistrySource,
  cache: ContentCache,
  options: Freshness,
): ContentSource {
  const { now, offline = false } = options;
  const { name } = source;

  const freshRecord = async (key: string) => {
    const record = await cache.record(key);
    return record !== null && isFresh(record, options) ? record : null;
  };
  const ask = <T>(what: string, question: () => Promise<T>): Promise<T> => {
    if (offline) throw new RegistryError("offline", `${what} is not in the cache`);
    return question();
  };
  // Nobody waits for what is written: the cache answers from it meanwhile, and what can't be kept is no failure.
  const keepManifest = ({ descriptor, manifest, bytes }: StoredManifest): void => {
    const { digest, mediaType } = descriptor;
    void cache.keep(digest, bytes);
    if (!manifest.isTyped) void cache.note(`type ${digest}`, { mediaType }, now());
  };

  /** A manifest that is in the cache; its type is what it calls itself, else what it was when it came. */
  const kept = async (digest: string): Promise<StoredManifest | null> => {
    const bytes = await cache.content(digest);
    if (bytes === null) return null;
    const location = source.locationOf(digest);
    const manifest = readTyped(bytes, location) ?? (await readUntyped(bytes, digest, location));
    if (manifest === null) return null;
    const { artifactType, mediaType } = manifest;
    const size = bytes.length;
    const descriptor = { mediaType, digest, size, artifactType, annotations: {}, platform: null };
    return { descriptor, manifest, location, bytes };
  };

  const readUntyped = async (bytes: Uint8Array, digest: string, location: string) => {
    const mediaType = recordFields(await cache.record(`type ${digest}`)).get("mediaType");
    return typeof mediaType === "string" ? readManifest(bytes, mediaType, location) : null;
  };

  const byDigest = async (digest: string, signal: AbortSignal): Promise<StoredManifest> => {
    const known = await kept(digest);
    if (known !== null) return known;
    const stored = await ask(`${name}@${digest}`, () =>
      source.resolve({ tag: null, digest }, signal),
    );
    keepManifest(stored);
    return stored;
  };

  let mirrored: ContentSource | null = null;
  return {
    name,
    repository: source.repository,
    get mirrored() {
      const inner = source.mirrored;
      return inner === null ? null : (mirrored ??= cachedSource(inner, cache, options));
    },
    locationOf: (manifest) => source.locationOf(manifest),

    async resolve({ tag, digest }, signal) {
      if (digest !== null) return { ...(await byDigest(digest, signal)), checkedAt: now() };
      const wanted = tag ?? "latest";
      const key = `tag ${name}:${wanted}`;
      const record = await freshRecord(key);
      const known = recordFields(record).get("digest");
      if (record !== null && typeof known === "string")
        return { ...(await byDigest(known, signal)), checkedAt: record.at };
      const checkedAt = now();
      const found = await ask(`${name}:${wanted}`, () => source.lookUp(wanted, signal));
      const stored =
        found === null
          ? await source.resolve({ tag: wanted, digest: null }, signal)
          : await byDigest(found, signal);
      if (found === null) keepManifest(stored);
      void cache.note(key, { digest: stored.descriptor.digest }, checkedAt);
      return { ...stored, checkedAt };
    },

    async manifest(descriptor, signal) {
      const known = await kept(descriptor.digest);
      const isSame =
        known?.descriptor.size === descriptor.size &&
        (descriptor.mediaType === "" || known.descriptor.mediaType === descriptor.mediaType);
      if (known !== null && isSame)
        return { ...known, descriptor: { ...descriptor, mediaType: known.descriptor.mediaType } };
      const stored = await ask(source.locationOf(descriptor), () =>
        source.manifest(descriptor, signal),
      );
      keepManifest(stored);
      return stored;
    },

    async tagged(tag, about, signal) {
      const key = `tag ${name}:${tag}`;
      const record = await freshRecord(key);
      const fields = recordFields(record);
      const location = source.locationOf(tag);
      const known = fields.get("digest");
      if (record !== null && known === null) {
        const absence = stringOr(fields.get("absence"), "none");
        return { location, stored: null, absence, askedAt: record.at };
      }
      if (record !== null && typeof known === "string") {
        const stored = await byDigest(known, signal);
        return { location, stored, absence: "", askedAt: record.at };
      }
      const asked = now();
      const found = await ask(location, () => source.tagged(tag, about, signal));
      if (found.stored !== null) keepManifest(found.stored);
      const digest = found.stored?.descriptor.digest ?? null;
      void cache.note(key, { digest, absence: found.absence }, asked);
      return found;
    },

    async elsewhere(image, signal) {
      const digests = [image.index, image.manifest].flatMap((it) => it?.digest ?? []);
      const key = `elsewhere ${name}@${digests.join("@")}`;
      const known = await keptElsewhere(await freshRecord(key), cache);
      if (known !== undefined) return known;
      const asked = now();
      const found = await ask(`What GitHub keeps about ${name}`, () =>
        source.elsewhere(image, signal),
      );
      if (found === null || found.problems.length === 0)
        void cache.note(key, keepElsewhere(found, cache), asked);
      return found;
    },

    async tags(signal) {
      const key = `tags ${name}`;
      const known = (await freshRecord(key))?.value;
      if (Array.isArray(known)) return known.filter((it) => typeof it === "string");
      const asked = now();
      const tags = await ask(`${name}, its tags`, () => source.tags(signal));
      void cache.note(key, tags, asked);
      return tags;
    },

    async referrers(descriptor, subject, signal) {
      const key = `referrers ${name}@${descriptor.digest}`;
      const known = readReferrers(await freshRecord(key));
      if (known !== null) return known;
      const asked = now();
      const found = await ask(source.locationOf(descriptor), () =>
        source.referrers(descriptor, subject, signal),
      );
      // A list that is not whole is asked for again.
      if (found.problems.length === 0) void cache.note(key, found, asked);
      return found;
    },

    async blob(descriptor, signal) {
      const known = await cache.content(descriptor.digest);
      if (known !== null) {
        // It was hashed when it was read.
        checkSize(known, descriptor.size, descriptor.digest);
        return known;
      }
      const bytes = await ask(descriptor.digest, () => source.blob(descriptor, signal));
      void cache.keep(descriptor.digest, bytes);
      return bytes;
    },
  };
}

/** Null where it does not call itself what it is, or can't be read. */
function readTyped(bytes: Uint8Array, location: string): Manifest | null {
  try {
    return readManifest(bytes, null, location);
  } catch {
    return null;
  }
}

function readReferrers(record: CacheRecord | null): Referrers | null {
  if (record === null) return null;
  const fields = recordFields(record);
  const descriptors = elements(fields.get("descriptors")).map(readDescriptor);
  const looks = elements(fields.get("looks")).map(readLook);
  const isWhole = descriptors.every((it) => it !== null) && looks.every((it) => it !== null);
  if (!isWhole || looks.length === 0) return null;
  return {
    descriptors: descriptors.filter((it): it is Descriptor => it !== null),
    looks: looks.filter((it): it is Look => it !== null),
    problems: [],
    askedAt: record.at,
  };
}
