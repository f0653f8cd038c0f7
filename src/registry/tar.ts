import type { ByteReader } from "./byteReader";
import { RegistryError } from "./errors";

export interface TarEntry {
  /** With forward slashes, without `./` before it. */
  readonly name: string;
  readonly size: number;
  /** Where its content begins, in bytes from the start. */
  readonly position: number;
}

const block = 512;
/** No image has so many files in its archive: layers are one each. */
const maximumEntries = 100_000;
const maximumNameBytes = 64 * 1024;

/**
 * Goes over the regular files of a tar archive (POSIX pax, GNU long names). Links, devices and all else are passed
 * by. Where `wants` says so the content is read and handed to `take`; elsewhere it is skipped.
 * @param where the archive, for messages
 * @throws RegistryError `malformed` for what is no archive or is cut short, `too-large`
 */
export async function readTar(
  reader: ByteReader,
  where: string,
  wants: (entry: TarEntry) => boolean,
  take: (entry: TarEntry, bytes: Uint8Array) => void,
): Promise<readonly TarEntry[]> {
  const cutShort = () => new RegistryError("malformed", `${where} is cut short`);
  const content = async (size: number): Promise<Uint8Array> => {
    const bytes = await reader.read(size);
    if (bytes.length < size || !(await reader.skip(padding(size)))) throw cutShort();
    return bytes;
  };
  const entries: TarEntry[] = [];
  // What a pax or GNU header says of the file behind it.
  let next: { name?: string; size?: number } = {};
  for (let count = 0; ; count++) {
    if (count > maximumEntries) throw new RegistryError("too-large", `${where} has too many files`);
    const header = await reader.read(block);
    // Two blocks of zeros end it; some writers leave them out.
    if (header.length === 0 || header.every((byte) => byte === 0)) return entries;
    if (header.length < block) throw cutShort();
    if (!hasChecksum(header)) throw new RegistryError("malformed", `${where} is no tar archive`);
    const size = next.size ?? readNumber(header.subarray(124, 136));
    if (!Number.isSafeInteger(size) || size < 0)
      throw new RegistryError("malformed", `${where} has a file without a size`);
    const type = String.fromCharCode(header[156] ?? 0);
    if (type === "x" || type === "L") {
      if (size > maximumNameBytes)
        throw new RegistryError("too-large", `${where} has a name too long`);
      const bytes = await content(size);
      next = { ...next, ...(type === "x" ? readPax(bytes) : { name: readText(bytes) }) };
      continue;
    }
    const name = (next.name ?? headerName(header)).replace(/^(?:\.?\/)+/, "");
    next = {};
    const entry = { name, size, position: reader.position() };
    const isFile = type === "0" || type === "\0";
    if (isFile) entries.push(entry);
    if (isFile && wants(entry)) take(entry, await content(size));
    else if (!(await reader.skip(size + padding(size)))) throw cutShort();
  }
}

function padding(size: number): number {
  return (block - (size % block)) % block;
}

function headerName(header: Uint8Array): string {
  const name = readText(header.subarray(0, 100));
  const isUstar = readText(header.subarray(257, 262)) === "ustar";
  const prefix = isUstar ? readText(header.subarray(345, 500)) : "";
  return prefix === "" ? name : `${prefix}/${name}`;
}

function readText(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return Buffer.from(end < 0 ? bytes : bytes.subarray(0, end)).toString("utf8");
}

/** Octal digits, or GNU's binary form for what they have no room for. */
function readNumber(bytes: Uint8Array): number {
  const [first = 0] = bytes;
  if ((first & 0x80) !== 0)
    return bytes.reduce((sum, byte, at) => sum * 256 + (at === 0 ? byte & 0x7f : byte), 0);
  const text = readText(bytes).trim();
  return /^[0-7]*$/.test(text) ? parseInt(text || "0", 8) : NaN;
}

function hasChecksum(header: Uint8Array): boolean {
  const sum = header.reduce((all, byte, at) => all + (at >= 148 && at < 156 ? 32 : byte), 0);
  return sum === readNumber(header.subarray(148, 156));
}

/** Records of `LENGTH NAME=VALUE\n`, the length in bytes. */
function readPax(bytes: Uint8Array): { name?: string; size?: number } {
  const found: { name?: string; size?: number } = {};
  for (let at = 0; at < bytes.length;) {
    const space = bytes.indexOf(32, at);
    const length = space < 0 ? NaN : Number(readText(bytes.subarray(at, space)));
    if (!Number.isSafeInteger(length) || length <= space - at) break;
    const record = Buffer.from(bytes.subarray(space + 1, at + length - 1)).toString("utf8");
    if (record.startsWith("path=")) found.name = record.slice("path=".length);
    if (record.startsWith("size=")) found.size = Number(record.slice("size=".length));
    at += length;
  }
  return found;
}
