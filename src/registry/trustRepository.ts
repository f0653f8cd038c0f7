import { recordFields, type ContentCache } from "./contentCache";
import { RegistryError } from "./errors";
import { follow } from "./follow";
import { isLoopback } from "./hosts";
import { objectFields } from "./json";
import type { Transport } from "./transport";

/**
 * Files of an update repository (The Update Framework) by their names, over HTTPS and the person's proxy, without
 * credentials; null where there is none. Rejects with a RegistryError where it can't be told.
 * @param address without a slash at its end: `https://tuf-repo-cdn.sigstore.dev`
 */
export function createTrustRepository(
  address: string,
  transport: Transport,
  signal: AbortSignal,
): (name: string, maximumBytes: number) => Promise<Uint8Array | null> {
  return async (name, maximumBytes) => {
    const url = new URL(`${address}/${name}`);
    const allowPrivate = isLoopback(url.host);
    const request = { method: "GET", url, headers: {}, allowPrivate, maximumBytes } as const;
    const { status, body } = await follow(transport, request, signal);
    if (status === 200) return body;
    // Storage that may not be listed says 403 for what it does not have.
    if (status === 404 || status === 403) return null;
    throw new RegistryError("server", `${url.host} failed (${status})`);
  };
}

/** What was last read of such a repository, to be checked again by whoever uses it. */
export interface KeptTrust {
  readonly at: Date;
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** Null where nothing was kept, or it can't be read. */
export async function keptTrust(cache: ContentCache, address: string): Promise<KeptTrust | null> {
  const record = await cache.record(keyOf(address));
  const kept = objectFields(recordFields(record).get("files"));
  if (record === null || kept === null) return null;
  const files = [...kept].flatMap(([name, text]): [string, Uint8Array][] =>
    typeof text === "string" ? [[name, Buffer.from(text, "base64")]] : [],
  );
  return { at: record.at, files: new Map(files) };
}

export async function keepTrust(
  cache: ContentCache,
  address: string,
  { at, files }: KeptTrust,
): Promise<void> {
  const texts = [...files].map(([name, bytes]) => [name, Buffer.from(bytes).toString("base64")]);
  await cache.note(keyOf(address), { files: Object.fromEntries(texts) }, at);
}

function keyOf(address: string): string {
  return `trust ${address}`;
}
