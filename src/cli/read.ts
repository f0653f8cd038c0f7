import { isUtf8 } from "node:buffer";
import { closeSync, fstatSync, openSync, readSync } from "node:fs";

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

/** More than any Dockerfile, SBOM or bundle that can be made something of. */
const mostBytes = 128 * 1024 * 1024;
const chunkBytes = 64 * 1024;

/**
 * The bytes of a file, which may be a pipe. Throws as `node:fs` does, and with the code `TOO_LARGE` where
 * there are more than 128 MiB: a device such as /dev/zero says that it has none, and never ends.
 */
export function readWhole(file: string): Uint8Array {
  const descriptor = openSync(file, "r");
  try {
    const chunks: Uint8Array[] = [];
    let size = 0;
    const expected = Math.min(fstatSync(descriptor).size, mostBytes);
    for (;;) {
      const chunk = Buffer.allocUnsafe(expected > size ? expected - size : chunkBytes);
      const read = readSync(descriptor, chunk);
      if (read === 0) return Buffer.concat(chunks);
      size += read;
      if (size > mostBytes) throw Object.assign(new Error("too large"), { code: "TOO_LARGE" });
      chunks.push(chunk.subarray(0, read));
    }
  } finally {
    closeSync(descriptor);
  }
}

/** What went wrong with a file, for people. */
export function describeFailure(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
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
  TOO_LARGE: "is too large: more than 128 MiB are not read",
};
