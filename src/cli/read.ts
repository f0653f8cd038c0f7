import { isUtf8 } from "node:buffer";
import { closeSync, constants, fstatSync, openSync, readSync, statSync } from "node:fs";

/** What became of an attempt to read a Dockerfile. */
export type Source =
  | {
      readonly kind: "text";
      /** With its byte order mark, if it has one. */
      readonly text: string;
      /** False where bytes that are no UTF-8 were replaced: such a file can't be written back. */
      readonly exact: boolean;
    }
  | { readonly kind: "unreadable"; readonly message: string };

export function readSource(file: string): Source {
  try {
    return toSource(readWhole(file));
  } catch (error) {
    return { kind: "unreadable", message: describeFailure(error) };
  }
}

export function toSource(bytes: Uint8Array): Source {
  // Git and grep take a NUL in the first kilobytes for the sign of a binary file, too.
  if (bytes.subarray(0, 8192).includes(0)) {
    return { kind: "unreadable", message: "is not a Dockerfile: it is binary" };
  }
  return { kind: "text", text: Buffer.from(bytes).toString("utf8"), exact: isUtf8(bytes) };
}

const mebibyte = 1024 * 1024;
/** More than any Dockerfile, SBOM or bundle that can be made something of. */
const usualLimit = 128 * mebibyte;
const chunkBytes = 64 * 1024;

/** How long somebody who is about to write to a pipe may take to open it. */
const pipePatienceMs = 1_000;
const pauseMs = 20;

/**
 * The bytes of a file, which may be a pipe. Throws as `node:fs` does, with the code `TOO_LARGE` where
 * there are more than the limit (a device such as /dev/zero says that it has none, and never ends), and with
 * `NOTHING_WRITTEN` where a pipe has no writer within a second.
 * @param mostBytes whole mebibytes; 128 of them unless told
 */
export function readWhole(file: string, mostBytes = usualLimit): Uint8Array {
  // Opened in the usual way, a pipe that has no writer would wait for one. On Windows there is no such flag.
  const descriptor = openSync(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const chunks: Uint8Array[] = [];
    let size = 0;
    const stat = fstatSync(descriptor);
    const expected = Math.min(stat.size, mostBytes);
    let patienceMs = stat.isFIFO() ? pipePatienceMs : 0;
    for (;;) {
      const chunk = Buffer.allocUnsafe(expected > size ? expected - size : chunkBytes);
      const read = readNow(descriptor, chunk);
      if (read === null || (read === 0 && size === 0 && patienceMs > 0)) {
        // Who has opened the pipe may take as long as it takes.
        if (read === 0) patienceMs -= pauseMs;
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pauseMs);
        continue;
      }
      if (read === 0 && size === 0 && stat.isFIFO())
        throw Object.assign(new Error("no writer"), { code: "NOTHING_WRITTEN" });
      if (read === 0) return chunks.length === 1 ? (chunks[0] ?? chunk) : Buffer.concat(chunks);
      size += read;
      if (size > mostBytes)
        throw Object.assign(new Error(`more than ${mostBytes / mebibyte} MiB are not read`), {
          code: "TOO_LARGE",
        });
      chunks.push(chunk.subarray(0, read));
    }
  } finally {
    closeSync(descriptor);
  }
}

/** The number of bytes that are there, 0 at the end; null where more may come. */
function readNow(descriptor: number, chunk: Uint8Array): number | null {
  try {
    return readSync(descriptor, chunk);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EAGAIN") return null;
    throw error;
  }
}

/** Whether there is a file with content of its own: no folder, device or pipe. */
export function isFile(file: string): boolean {
  try {
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** What went wrong with a file, for people. */
export function describeFailure(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === "TOO_LARGE") return `is too large: ${message}`;
  return (code === undefined ? undefined : failures[code]) ?? `can't be read: ${message}`;
}

const failures: Readonly<Record<string, string>> = {
  ENOENT: "does not exist",
  ENOTDIR: "does not exist",
  EACCES: "can't be read: permission denied",
  EPERM: "can't be read: permission denied",
  EISDIR: "is a folder",
  ELOOP: "can't be read: its symbolic links go in a circle",
  ENAMETOOLONG: "has a name that is too long",
  ERR_FS_FILE_TOO_LARGE: "is too large",
  NOTHING_WRITTEN: "is a pipe, and nothing was written to it",
};
