import { constants, createReadStream } from "node:fs";
import { open, type FileHandle } from "node:fs/promises";
import { fileReader, readAt, streamReader } from "./byteReader";
import { RegistryError } from "./errors";
import { fileError } from "./files";
import { readTar, type TarEntry } from "./tar";

/** The files in a tar archive, each read when it is asked for. */
export interface ArchiveFiles {
  has(name: string): boolean;
  /** The names of what is in a folder, without the folder's, in their order. */
  namesIn(folder: string): readonly string[];
  read(name: string, maximumBytes: number): Promise<Uint8Array>;
}

/** Files up to this size are kept from the first look at a packed archive, which has no places to go back to. */
const keptBytes = 4 * 1024 * 1024;
const maximumKeptBytes = 96 * 1024 * 1024;
/** Each goes over the whole archive; a folder or plain archive has its content by its place. */
const maximumPasses = 50;
/** Archives hold layers that are packed already, so they are not packed much further; a bomb is. */
const maximumRatio = 200;

/**
 * Opens a tar archive, packed by gzip or not. Content is never in memory as a whole: in a plain archive what is not
 * asked for is not even read.
 * @throws RegistryError `not-found`, `unreadable`, `malformed`, `too-large`
 */
export async function openArchiveFiles(file: string): Promise<ArchiveFiles> {
  return withFile(file, async (handle, size) => {
    const start = await readAt(handle, 0, 2);
    const isPacked = start[0] === 0x1f && start[1] === 0x8b;
    return isPacked ? openPacked(file, size) : openPlain(file, handle, size);
  });
}

async function openPlain(file: string, handle: FileHandle, size: number): Promise<ArchiveFiles> {
  const entries = await readTar(
    fileReader(handle, size),
    file,
    () => false,
    () => undefined,
  );
  return filesOf(file, entries, (entry) =>
    withFile(file, (again) => readAt(again, entry.position, entry.size)),
  );
}

async function openPacked(file: string, packedBytes: number): Promise<ArchiveFiles> {
  const kept = new Map<string, Uint8Array>();
  let left = maximumKeptBytes;
  let passes = 0;
  const wants = ({ size }: TarEntry) => size <= Math.min(keptBytes, left);
  const entries = await unpack(file, packedBytes, wants, (entry, bytes) => {
    left -= bytes.length;
    kept.set(entry.name, bytes);
  });
  return filesOf(file, entries, async (entry) => {
    const known = kept.get(entry.name);
    if (known !== undefined) return known;
    if (++passes > maximumPasses)
      throw new RegistryError("too-large", `${file} has too much to be read while it is packed`);
    let found: Uint8Array = new Uint8Array();
    const isIt = ({ position }: TarEntry) => position === entry.position;
    await unpack(file, packedBytes, isIt, (_, bytes) => (found = bytes));
    return found;
  });
}

async function unpack(
  file: string,
  packedBytes: number,
  wants: (entry: TarEntry) => boolean,
  take: (entry: TarEntry, bytes: Uint8Array) => void,
): Promise<readonly TarEntry[]> {
  const { createGunzip } = await import("node:zlib");
  const packed = createReadStream(file);
  const plain = createGunzip();
  const limit = packedBytes * maximumRatio + keptBytes;
  packed.on("error", (error) => plain.destroy(error));
  try {
    return await readTar(streamReader(packed.pipe(plain), limit, file), file, wants, take);
  } catch (cause) {
    if (cause instanceof RegistryError) throw cause;
    throw new RegistryError("malformed", `${file} can't be unpacked`, { cause });
  } finally {
    packed.destroy();
    plain.destroy();
  }
}

function filesOf(
  file: string,
  entries: readonly TarEntry[],
  content: (entry: TarEntry) => Promise<Uint8Array>,
): ArchiveFiles {
  const byName = new Map<string, TarEntry>();
  for (const entry of entries) {
    // Which of two counts would differ from reader to reader.
    if (byName.has(entry.name) && !entry.name.endsWith("/"))
      throw new RegistryError("malformed", `${file} has two files ${entry.name}`);
    byName.set(entry.name, entry);
  }
  return {
    has: (name) => byName.has(name),
    namesIn(folder) {
      const start = `${folder}/`;
      const inside = [...byName.keys()].filter((name) => name.startsWith(start));
      return inside.map((name) => name.slice(start.length)).sort();
    },
    async read(name, maximumBytes) {
      const entry = byName.get(name);
      if (entry === undefined)
        throw new RegistryError("not-found", `There is no ${name} in ${file}`);
      if (entry.size > maximumBytes)
        throw new RegistryError("too-large", `${name} in ${file} has ${entry.size} bytes`);
      return content(entry);
    },
  };
}

async function withFile<T>(
  file: string,
  use: (handle: FileHandle, size: number) => Promise<T>,
): Promise<T> {
  let handle: FileHandle;
  try {
    // A pipe would keep us waiting for somebody to write. On Windows there is no such flag.
    handle = await open(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch (cause) {
    throw fileError(cause, file);
  }
  try {
    const found = await handle.stat();
    if (!found.isFile()) throw new RegistryError("unreadable", `${file} is not a file`);
    return await use(handle, found.size);
  } finally {
    await handle.close();
  }
}
