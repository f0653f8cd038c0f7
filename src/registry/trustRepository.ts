import { recordFields, type ContentCache } from "./contentCache";
import { RegistryError } from "./errors";
import { follow } from "./follow";
import { isLoopback } from "./hosts";
import { objectFields } from "./json";
import type { Transport } from "./transport";

/** A repository of The Update Framework, and what was last kept of it. Whoever uses either has to check it. */
export interface TrustRepository {
  /**
   * A file by its name, of so many bytes at most; null where there is none. Over HTTPS and the person's proxy,
   * without credentials. Rejects with a RegistryError where it can't be told.
   */
  fetch(name: string, maximumBytes: number): Promise<Uint8Array | null>;
  /** Null where nothing was kept, or it can't be read. */
  kept(): Promise<TrustFiles | null>;
  keep(files: TrustFiles): Promise<void>;
}

export interface TrustFiles {
  /** When they were asked for. */
  readonly at: Date;
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** @param address without a slash at its end: `https://tuf-repo-cdn.sigstore.dev` */
export function openTrustRepository(
  address: string,
  cache: ContentCache,
  transport: Transport,
  signal: AbortSignal,
): TrustRepository {
  const key = `trust ${address}`;
  return {
    async fetch(name, maximumBytes) {
      const url = new URL(`${address}/${name}`);
      const allowPrivate = isLoopback(url.host);
      const request = { method: "GET", url, headers: {}, allowPrivate, maximumBytes } as const;
      const { status, body } = await follow(transport, request, signal);
      if (status === 200) return body;
      // Storage that may not be listed says 403 for what it does not have.
      if (status === 404 || status === 403) return null;
      throw new RegistryError("server", `${url.host} failed (${status})`);
    },

    async kept() {
      const record = await cache.record(key);
      const kept = objectFields(recordFields(record).get("files"));
      if (record === null || kept === null) return null;
      const files = [...kept].flatMap(([name, text]): [string, Uint8Array][] =>
        typeof text === "string" ? [[name, Buffer.from(text, "base64")]] : [],
      );
      return { at: record.at, files: new Map(files) };
    },

    async keep({ at, files }) {
      const texts = [...files].map(([name, bytes]) => [
        name,
        Buffer.from(bytes).toString("base64"),
      ]);
      await cache.note(key, { files: Object.fromEntries(texts) }, at);
    },
  };
}
