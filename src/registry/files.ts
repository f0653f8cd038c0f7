import { constants } from "node:fs";
import { lstat, open, readdir } from "node:fs/promises";
import path from "node:path";
import { RegistryError } from "./errors";

/**
 * A file below a folder, named with forward slashes. Neither it nor a folder on its way may be a link.
 * @throws RegistryError `not-found`, `unreadable`, `too-large`
 */
export async function readRegularFile(
  folder: string,
  name: string,
  maximumBytes: number,
): Promise<Uint8Array> {
  const parts = name.split("/");
  const file = path.join(folder, ...parts);
  try {
    for (let count = 1; count < parts.length; count++) {
      const parent = path.join(folder, ...parts.slice(0, count));
      if (!(await lstat(parent)).isDirectory())
        throw new RegistryError(
          "unreadable",
          `${parent} is not a folder, and links are not followed`,
        );
    }
    if (!(await lstat(file)).isFile())
      throw new RegistryError("unreadable", `${file} is not a file, and links are not followed`);
    return await readAtMost(file, maximumBytes);
  } catch (cause) {
    if (cause instanceof RegistryError) throw cause;
    throw fileError(cause, file);
  }
}

/** The names in a folder below a folder, given with forward slashes, in their order; none where it can't be read. */
export async function namesIn(folder: string, name: string): Promise<readonly string[]> {
  const names = await readdir(path.join(folder, ...name.split("/"))).catch((): string[] => []);
  return names.sort();
}

/** O_NOFOLLOW: the file may be another one by now. */
async function readAtMost(file: string, maximumBytes: number): Promise<Uint8Array> {
  const handle = await open(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  try {
    const { size } = await handle.stat();
    if (size > maximumBytes)
      throw new RegistryError("too-large", `${file} has ${size} bytes, over ${maximumBytes}`);
    const bytes = new Uint8Array(size);
    const { bytesRead } = await handle.read(bytes, 0, size, 0);
    return bytes.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** Why a file could not be read, as an error of ours. */
export function fileError(cause: unknown, file: string): RegistryError {
  const code = cause instanceof Error && "code" in cause ? cause.code : null;
  if (code === "ENOENT" || code === "ENOTDIR")
    return new RegistryError("not-found", `There is no ${file}`, { cause });
  return new RegistryError("unreadable", `${file} can't be read (${String(code)})`, { cause });
}
