import { readFileSync, statSync } from "node:fs";
import path from "node:path";
import { largestPackageFile, type PackageFile } from "../harden/plan";
import type { ProjectFacts } from "../project/facts";

/**
 * The package.json of the folder that a Dockerfile is built from: that which compose or bake files name, else
 * its own.
 *
 * @param dockerfile absolute, null for standard input
 * @returns null where there is none, where it can't be read, or where files name several folders
 */
export function readPackageFile(
  dockerfile: string | null,
  { context }: ProjectFacts,
): PackageFile | null {
  if (dockerfile === null || context === null) return null;
  const file = path.join(context ?? path.dirname(dockerfile), "package.json");
  const text = readUpTo(file, largestPackageFile);
  return text === null ? null : { path: path.basename(file), text };
}

/** The text of a file; of one that is larger a text that is too long as well, so that it can be said. */
function readUpTo(file: string, size: number): string | null {
  try {
    const stat = statSync(file);
    // Opening what is no file, such as a pipe, may wait for ever.
    if (!stat.isFile()) return null;
    return stat.size > size ? " ".repeat(size + 1) : readFileSync(file, "utf8");
  } catch {
    // What it says only adds to what is known.
    return null;
  }
}
