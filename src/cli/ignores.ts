import { readFileSync } from "node:fs";
import path from "node:path";
import { isEntryIgnored, readGitignore, type IgnoreFile } from "../project/gitignore";
import type { Ignores } from "./files";
import { foldersUpTo, repositoryRoot } from "./paths";
import { isFile } from "./read";

/**
 * Goes by the `.gitignore` files from the repository's root down to each folder of a search, or from
 * where the search starts where there is no repository.
 */
export function createIgnores(): (folder: string) => Ignores {
  return (start) => {
    const top = repositoryRoot(start) ?? start;
    const known = new Map<string, readonly IgnoreFile[]>();
    for (const folder of [...foldersUpTo(start, top)].reverse()) read(folder, top, known);
    return (absolute, isFolder) => {
      const folder = path.dirname(absolute);
      const files = known.get(folder) ?? read(folder, top, known);
      return files.length > 0 && isEntryIgnored(files, relative(top, absolute), isFolder);
    };
  };
}

/** The files that count in a folder: those that count above it and its own. */
function read(
  folder: string,
  top: string,
  known: Map<string, readonly IgnoreFile[]>,
): readonly IgnoreFile[] {
  const above = known.get(path.dirname(folder)) ?? [];
  const own = readOwn(folder, top);
  const files = own === null ? above : [...above, own];
  known.set(folder, files);
  return files;
}

function readOwn(folder: string, top: string): IgnoreFile | null {
  const file = path.join(folder, ".gitignore");
  try {
    // A pipe would keep us waiting for somebody to write.
    return isFile(file) ? readGitignore(readFileSync(file, "utf8"), relative(top, folder)) : null;
  } catch {
    return null;
  }
}

function relative(top: string, absolute: string): string {
  return path.relative(top, absolute).replaceAll(path.sep, "/");
}
