import type { Artifact, Look } from "../image/artifact";
import { type CacheRecord, type ContentCache, recordFields } from "./contentCache";
import { elements, objectFields } from "./json";
import { readDescriptor } from "./manifest";
import type { Elsewhere } from "./source";

/** Keeps what is kept elsewhere: its bundles as content, and where they were as the value of a record. */
export function keepElsewhere(found: Elsewhere | null, cache: ContentCache): unknown {
  if (found === null) return { none: true };
  const bundles: unknown[] = [];
  for (const { location, layers } of found.artifacts)
    for (const { descriptor, bytes } of layers) {
      if (bytes === null) continue;
      void cache.keep(descriptor.digest, bytes);
      bundles.push({ location, descriptor });
    }
  return { bundles, looks: found.looks };
}

/** The same back; undefined where it is not all there any more. */
export async function keptElsewhere(
  record: CacheRecord | null,
  cache: ContentCache,
): Promise<Elsewhere | null | undefined> {
  const fields = recordFields(record);
  if (fields.get("none") === true) return null;
  const looks = elements(fields.get("looks")).map(readLook);
  if (record === null || looks.length === 0 || looks.includes(null)) return undefined;
  const artifacts: Artifact[] = [];
  for (const value of elements(fields.get("bundles"))) {
    const bundle = objectFields(value);
    const descriptor = readDescriptor(bundle?.get("descriptor"));
    const location = bundle?.get("location");
    const bytes = descriptor === null ? null : await cache.content(descriptor.digest);
    if (descriptor === null || bytes === null || typeof location !== "string") return undefined;
    const layers = [{ descriptor, bytes, problem: null, isAltered: false }];
    artifacts.push({ place: "bundle", location, manifest: null, layers, signatures: [] });
  }
  const kept = { artifacts, looks: looks.filter((it) => it !== null), problems: [] };
  return { ...kept, askedAt: record.at };
}

/** A look in the value of a record; null where it is none. */
export function readLook(value: unknown): Look | null {
  const fields = objectFields(value) ?? new Map<string, unknown>();
  const [place, url, answer] = ["place", "url", "answer"].map((name) => fields.get(name));
  if (typeof place !== "string" || typeof url !== "string" || typeof answer !== "string")
    return null;
  return { place, url, answer };
}
