import type { FileHandle } from "node:fs/promises";
import type { Readable } from "node:stream";
import { RegistryError } from "./errors";

/** Bytes one after the other, of a file or of a stream. */
export interface ByteReader {
  /** Bytes behind the start of the next. */
  position(): number;
  /** The next bytes; fewer at the end. */
  read(count: number): Promise<Uint8Array>;
  /** False where there were fewer. */
  skip(count: number): Promise<boolean>;
}

/** Reads a file that is open; what is skipped is never read. */
export function fileReader(handle: FileHandle, size: number): ByteReader {
  let at = 0;
  return {
    position: () => at,
    async read(count) {
      const bytes = await readAt(handle, at, Math.min(count, Math.max(0, size - at)));
      at += bytes.length;
      return bytes;
    },
    async skip(count) {
      at += count;
      return at <= size;
    },
  };
}

/** The bytes at a place of a file; fewer at its end. */
export async function readAt(
  handle: FileHandle,
  position: number,
  count: number,
): Promise<Uint8Array> {
  const bytes = new Uint8Array(count);
  let length = 0;
  while (length < count) {
    const { bytesRead } = await handle.read(bytes, length, count - length, position + length);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return bytes.subarray(0, length);
}

/**
 * Reads a stream piece by piece; no more of it is in memory than was asked for.
 * @param where what it is, for the message
 * @throws RegistryError `too-large` for a stream that goes on after a number of bytes
 */
export function streamReader(stream: Readable, maximumBytes: number, where: string): ByteReader {
  const pieces: AsyncIterator<unknown> = stream[Symbol.asyncIterator]();
  let left: Uint8Array = new Uint8Array();
  let at = 0;
  let came = 0;
  const next = async (): Promise<boolean> => {
    const { done, value } = await pieces.next();
    if (done === true) return false;
    left = value instanceof Uint8Array ? value : new Uint8Array();
    came += left.length;
    if (came > maximumBytes)
      throw new RegistryError("too-large", `${where} unpacks to more than ${maximumBytes} bytes`);
    return true;
  };
  const take = (count: number) => {
    const taken = left.subarray(0, count);
    left = left.subarray(count);
    at += taken.length;
    return taken;
  };
  return {
    position: () => at,
    async read(count) {
      const parts: Uint8Array[] = [];
      for (let missing = count; missing > 0;) {
        if (left.length === 0 && !(await next())) break;
        const part = take(missing);
        parts.push(part);
        missing -= part.length;
      }
      return Buffer.concat(parts);
    },
    async skip(count) {
      for (let missing = count; missing > 0;) {
        if (left.length === 0 && !(await next())) return false;
        missing -= take(missing).length;
      }
      return true;
    },
  };
}
