import { randomBytes } from "node:crypto";
import { lstatSync, readFileSync } from "node:fs";
import { mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";

/** Makes a folder that only its owner may use. False where it belongs to somebody else, or can't be had. */
export async function makePrivateFolder(folder: string): Promise<boolean> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const { uid, mode } = await stat(folder);
    // Windows has neither owners nor modes here; its folders of caches are the person's own.
    const isOwn = process.getuid === undefined || uid === process.getuid();
    return isOwn && (process.platform === "win32" || (mode & 0o022) === 0);
  } catch {
    return false;
  }
}

/**
 * Writes a file whole or not at all: it gets its name when all of it is there, so that another process never reads
 * a part, and the last of two that write has it.
 */
export async function writeWhole(file: string, content: Uint8Array | string): Promise<void> {
  const draft = path.join(path.dirname(file), `${draftPrefix}${randomBytes(8).toString("hex")}`);
  try {
    await writeFile(draft, content, { mode: 0o600, flag: "wx" });
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

/** Begins the name of what is not whole yet; a process that ended left it. */
export const draftPrefix = ".draft-";

export interface PrivateFile {
  readonly bytes: Uint8Array;
  readonly changedMs: number;
}

/** Up to this size to read at once takes a tenth of what waiting takes, with its five rounds through other threads. */
const smallBytes = 64 * 1024;

/** A regular file; null where there is none, or a larger one. */
export async function readPrivate(file: string, maximumBytes: number): Promise<PrivateFile | null> {
  try {
    const found = lstatSync(file, { throwIfNoEntry: false });
    if (found?.isFile() !== true || found.size > maximumBytes) return null;
    const bytes = found.size <= smallBytes ? readFileSync(file) : await readFile(file);
    return { bytes, changedMs: found.mtimeMs };
  } catch {
    return null;
  }
}
