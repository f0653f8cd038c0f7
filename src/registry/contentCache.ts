import { createHash } from "node:crypto";
import { lstat, readdir, rm, rmdir, utimes } from "node:fs/promises";
import path from "node:path";
import { digestOf, isDigest } from "./digest";
import { createGate } from "./gate";
import { objectFields, readJsonObject } from "./json";
import { maximumBlobBytes } from "./limits";
import { draftPrefix, makePrivateFolder, readPrivate, writeWhole } from "./privateFiles";

/**
 * What was read from registries, on disk. Content is had by its digest and hashed again when it is read; what a tag
 * means is a record with the time at which it was asked. Nothing here fails: what can't be read is not there, and
 * what can't be written is not kept. Any number of processes may use it at once.
 *
 * Nobody has to wait until something is written: who asks for it meanwhile is answered when it is, and a process does
 * not end before.
 */
export interface ContentCache {
  readonly folder: string;
  /** Why nothing can be kept, as a sentence; null where it can. */
  problem(): Promise<string | null>;
  content(digest: string): Promise<Uint8Array | null>;
  keep(digest: string, bytes: Uint8Array): Promise<void>;
  record(key: string): Promise<CacheRecord | null>;
  note(key: string, value: unknown, at: Date): Promise<void>;
  measure(): Promise<{ readonly bytes: number; readonly entries: number }>;
  clear(): Promise<void>;
}

export interface CacheRecord {
  readonly at: Date;
  readonly value: unknown;
}

export interface CacheOptions {
  readonly folder: string;
  /** Of content and records together; the longest unused go first. 1 GiB by default. */
  readonly maximumBytes?: number;
  readonly log: (line: string) => void;
}

const gibibyte = 1024 ** 3;
const maximumRecordBytes = 8 * 1024 * 1024;
const dayMs = 24 * 3600 * 1000;
/** So that a flood of content does not open a flood of files. */
const writesAtOnce = 8;

export function createContentCache(options: CacheOptions): ContentCache {
  const { folder, maximumBytes = gibibyte, log } = options;
  const contentFolder = path.join(folder, "content");
  const recordFolder = path.join(folder, "records");
  const folders = [contentFolder, recordFolder];
  let usable: Promise<string | null> | null = null;
  let used: Promise<number> | null = null;
  const gate = createGate(writesAtOnce);
  const writing = new Map<string, Promise<void>>();

  const prepare = async (): Promise<string | null> => {
    for (const each of [folder, ...folders])
      if (!(await makePrivateFolder(each))) {
        const reason = `The cache is not used: ${each} can't be made, or others may write there`;
        log(reason);
        return `${reason}. DRYDOCK_CACHE_DIR names another folder.`;
      }
    return null;
  };
  const problem = () => (usable ??= prepare());
  const isUsable = async () => (await problem()) === null;

  const write = (file: string, content: Uint8Array | string): Promise<void> => {
    const written = gate
      .pass(() => writeNow(file, content))
      .finally(() => {
        if (writing.get(file) === written) writing.delete(file);
      });
    writing.set(file, written);
    return written;
  };
  const settled = async () => void (await Promise.all(writing.values()));

  const writeNow = async (file: string, content: Uint8Array | string): Promise<void> => {
    if (!(await isUsable())) return;
    used ??= listFiles(folders).then(sum);
    await used;
    try {
      await writeWhole(file, content);
    } catch (error) {
      log(`The cache can't be written: ${error instanceof Error ? error.message : String(error)}`);
      return;
    }
    used = used.then((bytes) => {
      const now = bytes + Buffer.byteLength(content);
      return now > maximumBytes ? removeOldest(folders, maximumBytes) : now;
    });
    await used;
  };

  return {
    folder,
    problem,

    async content(digest) {
      if (!isDigest(digest) || !(await isUsable())) return null;
      const file = path.join(contentFolder, fileOf(digest));
      await writing.get(file);
      const found = await readPrivate(file, maximumBlobBytes);
      if (found === null) return null;
      const { bytes, changedMs } = found;
      if (digestOf(bytes, digest) !== digest) {
        log(`The cache had other content than ${digest}: it was removed`);
        await rm(file, { force: true });
        return null;
      }
      await touch(file, changedMs);
      return bytes;
    },

    async keep(digest, bytes) {
      await write(path.join(contentFolder, fileOf(digest)), bytes);
    },

    async record(key) {
      if (!(await isUsable())) return null;
      const file = path.join(recordFolder, recordName(key));
      await writing.get(file);
      const found = await readPrivate(file, maximumRecordBytes);
      return found === null ? null : readRecord(found.bytes, key);
    },

    async note(key, value, at) {
      const text = JSON.stringify({ version: 1, key, at: at.toISOString(), value });
      await write(path.join(recordFolder, recordName(key)), text);
    },

    async measure() {
      await settled();
      const files = await listFiles(folders);
      return { bytes: sum(files), entries: files.length };
    },

    async clear() {
      await settled();
      for (const { file } of await listFiles(folders))
        await rm(file, { force: true }).catch(() => undefined);
      // What is left in them is somebody else's.
      for (const each of folders) await rmdir(each).catch(() => undefined);
      usable = null;
      used = null;
    },
  };
}

/** A digest is checked before it is a name; a colon is none on Windows. */
function fileOf(digest: string): string {
  return digest.replace(":", "-");
}

function recordName(key: string): string {
  return `${createHash("sha256").update(key).digest("hex")}.json`;
}

function readRecord(bytes: Uint8Array, key: string): CacheRecord | null {
  try {
    const fields = readJsonObject(bytes, "A record");
    const at = new Date(String(fields.get("at")));
    const isOurs = fields.get("version") === 1 && fields.get("key") === key;
    return isOurs && !Number.isNaN(at.getTime()) ? { at, value: fields.get("value") } : null;
  } catch {
    return null;
  }
}

/** The text fields of a record's value, by name. */
export function recordFields(record: CacheRecord | null): ReadonlyMap<string, unknown> {
  return objectFields(record?.value) ?? new Map<string, unknown>();
}

interface CachedFile {
  readonly file: string;
  readonly bytes: number;
  readonly usedMs: number;
}

/** As `fileOf` and `recordName` name them, and drafts. */
const ownName =
  /^(?:sha256-[0-9a-f]{64}|sha512-[0-9a-f]{128}|[0-9a-f]{64}\.json|\.draft-[0-9a-f]{16})$/;

/** Only the cache's own: the folder may be one that somebody named, and had a folder `content` before. */
async function listFiles(folders: readonly string[]): Promise<CachedFile[]> {
  const files: CachedFile[] = [];
  for (const folder of folders) {
    const names = await readdir(folder).catch(() => []);
    for (const name of names.filter((it) => ownName.test(it))) {
      const file = path.join(folder, name);
      const found = await lstat(file).catch(() => null);
      if (found?.isFile() !== true) continue;
      // Drafts that nobody writes any more are the first to go.
      const isLeft = name.startsWith(draftPrefix) && Date.now() - found.mtimeMs > dayMs;
      files.push({ file, bytes: found.size, usedMs: isLeft ? 0 : found.mtimeMs });
    }
  }
  return files;
}

function sum(files: readonly CachedFile[]): number {
  return files.reduce((total, { bytes }) => total + bytes, 0);
}

/** To three quarters, so that not each write has to; gives the bytes that are left. */
async function removeOldest(folders: readonly string[], maximumBytes: number): Promise<number> {
  const files = (await listFiles(folders)).sort((a, b) => a.usedMs - b.usedMs);
  let total = sum(files);
  for (const { file, bytes } of files) {
    if (total <= maximumBytes * 0.75) break;
    await rm(file, { force: true }).catch(() => undefined);
    total -= bytes;
  }
  return total;
}

/** So that what is used stays; once a day is enough. */
async function touch(file: string, changedMs: number): Promise<void> {
  const now = new Date();
  if (now.getTime() - changedMs <= dayMs) return;
  try {
    await utimes(file, now, now);
  } catch {
    // Another process may have removed it.
  }
}
