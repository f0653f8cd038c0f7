import { isDockerfileName } from "../project/names";
import { readdirSync, statSync, type Dirent } from "node:fs";
import path from "node:path";
import { shownPath } from "./paths";
import { describeFailure } from "./read";
import type { Unread } from "./report";

/** A Dockerfile to look at. */
export interface SelectedFile {
  /** For reports. */
  readonly path: string;
  /** Where it is, or would be with `--stdin-filename`; null for standard input without a name. */
  readonly absolute: string | null;
  readonly isStandardInput: boolean;
}

export interface Selection {
  /** Each once, in the order of their paths. */
  readonly files: readonly SelectedFile[];
  readonly unread: readonly Unread[];
}

/** Tells whether something below a folder is left out; made anew for each folder that is searched. */
export type Ignores = (absolute: string, isFolder: boolean) => boolean;

/** Finds the Dockerfiles that the paths on the command line mean; no path means the working directory. */
export function selectFiles(
  paths: readonly string[],
  workingDirectory: string,
  stdinFilename: string | undefined,
  ignoresIn: (folder: string) => Ignores,
): Selection {
  const files = new Map<string, SelectedFile>();
  const unread: Unread[] = [];
  const add = (absolute: string, shown: string) => {
    if (!files.has(absolute))
      files.set(absolute, { path: shown, absolute, isStandardInput: false });
  };
  for (const given of paths.length === 0 ? ["."] : paths) {
    if (given === "-") {
      files.set("-", standardInput(stdinFilename, workingDirectory));
      continue;
    }
    const absolute = path.resolve(workingDirectory, given);
    const kind = kindOf(absolute);
    if (typeof kind !== "string") {
      unread.push({
        path: shownPath(given, workingDirectory),
        message: describeFailure(kind.cause),
      });
    } else if (kind === "file") {
      add(absolute, shownPath(given, workingDirectory));
    } else {
      for (const found of search(absolute, ignoresIn(absolute), (folder, cause) => {
        const below = path.join(given, path.relative(absolute, folder));
        const shown = shownPath(below, workingDirectory);
        unread.push({ path: shown, message: describeFailure(cause) });
      })) {
        const below = path.join(given, path.relative(absolute, found));
        add(found, shownPath(below, workingDirectory));
      }
    }
  }
  return { files: [...files.values()].sort(byPath), unread: unread.sort(byPath) };
}

function standardInput(name: string | undefined, workingDirectory: string): SelectedFile {
  return {
    path: name === undefined ? "-" : shownPath(name, workingDirectory),
    absolute: name === undefined ? null : path.resolve(workingDirectory, name),
    isStandardInput: true,
  };
}

/** The names that a folder is searched for, as `--help` and messages show them. */
export const searchedNames =
  "Dockerfile, Dockerfile.*, *.Dockerfile, *.dockerfile, Containerfile, Containerfile.*";

/**
 * Walks a folder without recursion of its own. Links to folders are not followed: what they lead to
 * is either found by itself or lies outside, and so links that go in circles do no harm.
 */
function* search(
  root: string,
  ignores: Ignores,
  onUnread: (folder: string, cause: unknown) => void,
): Iterable<string> {
  const waiting = [root];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    let entries: Dirent[];
    try {
      entries = readdirSync(folder, { withFileTypes: true });
    } catch (error) {
      onUnread(folder, error);
      continue;
    }
    for (const entry of entries) {
      const absolute = path.join(folder, entry.name);
      if (entry.isDirectory()) {
        const skipped = entry.name === ".git" || entry.name === "node_modules";
        if (!skipped && !ignores(absolute, true)) waiting.push(absolute);
      } else if (isDockerfileName(entry.name) && isFile(entry, absolute)) {
        if (!ignores(absolute, false)) yield absolute;
      }
    }
  }
}

/** A broken link counts as a file, since reading it says what is wrong; a device or pipe does not. */
function isFile(entry: Dirent, absolute: string): boolean {
  if (!entry.isSymbolicLink()) return entry.isFile();
  try {
    return statSync(absolute).isFile();
  } catch {
    return true;
  }
}

/** What a path on the command line is; a pipe is read like a file: `drydock lint <(generate)`. */
function kindOf(absolute: string): "file" | "folder" | { readonly cause: unknown } {
  try {
    return statSync(absolute).isDirectory() ? "folder" : "file";
  } catch (cause) {
    return { cause };
  }
}

function byPath(one: { readonly path: string }, other: { readonly path: string }): number {
  return one.path < other.path ? -1 : one.path > other.path ? 1 : 0;
}
