import type { Glob } from "./glob";
import { compileGlob, toBytes } from "./glob";

/** One .gitignore. Paths here are relative to the folder that a walk starts in, with forward slashes. */
export interface IgnoreFile {
  /** The folder it lies in, empty for the start. */
  readonly directory: string;
  readonly patterns: readonly IgnorePattern[];
}

export interface IgnorePattern {
  /** `!`: what matches is not ignored after all. */
  readonly negated: boolean;
  /** A slash at the end: files never match. */
  readonly onlyDirectories: boolean;
  /** No other slash: the name alone has to match, in any folder below. */
  readonly byName: boolean;
  /** The literal start of the path that has to match, in bytes. */
  readonly prefix: string;
  readonly glob: Glob;
}

/**
 * Reads a .gitignore by the rules of gitignore(5), details as git 2.39's dir.c has them. Never
 * fails: a malformed pattern matches nothing, as in git. Case counts, as on Linux.
 */
export function readGitignore(text: string, directory = ""): IgnoreFile {
  const lines = text.replace(/^\uFEFF/, "").split("\n");
  const patterns = lines.map((line) => line.replace(/\r$/, "")).flatMap(readPattern);
  return { directory, patterns };
}

/**
 * Whether git would ignore a file or folder by these files, itself or by a folder above it: nothing
 * inside an ignored folder can be taken back.
 *
 * @param files From the outermost folder inwards; files of other folders make no difference.
 */
export function isIgnored(
  files: readonly IgnoreFile[],
  path: string,
  isDirectory: boolean,
): boolean {
  for (let end = path.indexOf("/"); end !== -1; end = path.indexOf("/", end + 1)) {
    if (isEntryIgnored(files, path.slice(0, end), true)) return true;
  }
  return isEntryIgnored(files, path, isDirectory);
}

/** The same for a walk that never enters an ignored folder, so that those above need no look. */
export function isEntryIgnored(
  files: readonly IgnoreFile[],
  path: string,
  isDirectory: boolean,
): boolean {
  for (let index = files.length - 1; index >= 0; index -= 1) {
    const file = files[index];
    const inside = file === undefined ? null : pathIn(file.directory, path);
    if (file === undefined || inside === null) continue;
    const bytes = toBytes(inside);
    const name = bytes.slice(bytes.lastIndexOf("/") + 1);
    const last = file.patterns.findLast((pattern) => matches(pattern, bytes, name, isDirectory));
    if (last !== undefined) return !last.negated;
  }
  return false;
}

function pathIn(directory: string, path: string): string | null {
  if (directory === "") return path;
  return path.startsWith(`${directory}/`) ? path.slice(directory.length + 1) : null;
}

function matches(
  { onlyDirectories, byName, prefix, glob }: IgnorePattern,
  path: string,
  name: string,
  isDirectory: boolean,
): boolean {
  if (onlyDirectories && !isDirectory) return false;
  if (byName) return glob(name);
  return path.startsWith(prefix) && glob(path.slice(prefix.length));
}

function readPattern(line: string): IgnorePattern[] {
  if (line.startsWith("#")) return [];
  let pattern = toBytes(withoutTrailingSpaces(line));
  const negated = pattern.startsWith("!");
  if (negated) pattern = pattern.slice(1);
  const onlyDirectories = pattern.endsWith("/");
  if (onlyDirectories) pattern = pattern.slice(0, -1);
  if (pattern === "") return [];
  if (!pattern.includes("/")) {
    const glob = compileGlob(pattern, false);
    return [{ negated, onlyDirectories, byName: true, prefix: "", glob }];
  }
  if (pattern.startsWith("/")) pattern = pattern.slice(1);
  // Git compares up to the first special character and matches the rest as a pattern of its own,
  // so in `a/b**/c` the stars count as a whole segment.
  const special = pattern.search(/[*?[\\]/);
  const prefix = special === -1 ? pattern : pattern.slice(0, special);
  const glob = compileGlob(pattern.slice(prefix.length), true);
  return [{ negated, onlyDirectories, byName: false, prefix, glob }];
}

/** Spaces at the end don't count, unless a backslash stands before them. */
function withoutTrailingSpaces(line: string): string {
  let end = 0;
  for (let offset = 0; offset < line.length; offset += 1) {
    if (line[offset] === "\\") {
      offset += 1;
      // A backslash that ends the line: git leaves the line as it is.
      if (offset >= line.length) return line;
      end = offset + 1;
    } else if (line[offset] !== " ") {
      end = offset + 1;
    }
  }
  return line.slice(0, end);
}
