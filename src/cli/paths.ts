import { existsSync } from "node:fs";
import path from "node:path";

/**
 * The name of a file in reports: relative where it lies in the working directory, else as it was
 * given; with `/` on Windows too, so that a report reads the same everywhere.
 */
export function shownPath(
  given: string,
  workingDirectory: string,
  system: path.PlatformPath = path,
): string {
  const relative = system.relative(workingDirectory, system.resolve(workingDirectory, given));
  const inside =
    relative !== ".." && !relative.startsWith(`..${system.sep}`) && !system.isAbsolute(relative);
  const shown = inside ? relative || "." : system.normalize(given);
  return system.sep === "\\" ? shown.replaceAll("\\", "/") : shown;
}

/** The folders from `start` up to and with `boundary`; only `start` where it is not inside. */
export function foldersUpTo(
  start: string,
  boundary: string,
  system: path.PlatformPath = path,
): readonly string[] {
  const folders = [start];
  for (let folder = start; folder !== boundary;) {
    const parent = system.dirname(folder);
    if (parent === folder) return [start];
    folders.push(parent);
    folder = parent;
  }
  return folders;
}

/** The nearest folder at or above one that holds `.git` (a file, in a submodule); null outside repositories. */
export function repositoryRoot(folder: string): string | null {
  for (let above = folder; ;) {
    if (existsSync(path.join(above, ".git"))) return above;
    const parent = path.dirname(above);
    if (parent === above) return null;
    above = parent;
  }
}
