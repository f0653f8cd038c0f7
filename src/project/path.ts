import { posix } from "node:path";

/**
 * The one spelling of a path that this folder works with: forward slashes, no `.` and no needless
 * `..`, no slash at the end, the drive letter in upper case. A backslash always separates: on
 * Windows it does, and elsewhere a folder with one in its name is rarer than a compose file that
 * was written on Windows. The empty path is `.`.
 */
export function normalizePath(path: string): string {
  const { root, rest } = splitRoot(path.replaceAll("\\", "/"));
  const normal = posix.normalize(root === "" ? rest : `/${rest}`);
  const trimmed = normal.length > 1 && normal.endsWith("/") ? normal.slice(0, -1) : normal;
  return root === "" ? trimmed : root + trimmed.slice(1);
}

/** `path` as seen from `directory`; an absolute `path` stays itself. */
export function joinPath(directory: string, path: string): string {
  if (isAbsolutePath(path)) return normalizePath(path);
  // At a root a second slash would make a share of it.
  const folder = normalizePath(directory);
  return normalizePath(folder.endsWith("/") ? folder + path : `${folder}/${path}`);
}

/** Absolute on POSIX (`/x`) or on Windows (`C:\x`, `\\server\share`). */
export function isAbsolutePath(path: string): boolean {
  return splitRoot(path.replaceAll("\\", "/")).root !== "";
}

/** The folder of a file, `.` for a bare name. */
export function directoryOf(path: string): string {
  const normal = normalizePath(path);
  const { root } = splitRoot(normal);
  const slash = normal.lastIndexOf("/");
  if (slash < root.length) return root === "" ? "." : root;
  return normal.slice(0, slash);
}

export function baseName(path: string): string {
  const normal = normalizePath(path);
  return normal.slice(normal.lastIndexOf("/") + 1);
}

/** The same for every spelling of one path. With a drive or a share, case is ignored as Windows does. */
export function pathKey(path: string): string {
  const normal = normalizePath(path);
  const { root } = splitRoot(normal);
  return root === "" || root === "/" ? normal : normal.toLowerCase();
}

/** Whether two paths name the same file. */
export function isSamePath(one: string, other: string): boolean {
  return pathKey(one) === pathKey(other);
}

/**
 * The path of `path` inside `directory`: `.` for the folder itself, null where it lies outside or
 * where `..` makes that impossible to say.
 */
export function pathInside(directory: string, path: string): string | null {
  const folder = normalizePath(directory);
  const file = normalizePath(path);
  if (isSamePath(folder, file)) return ".";
  if (folder === ".") return isAbsolutePath(file) || /^\.\.(\/|$)/.test(file) ? null : file;
  const key = pathKey(folder);
  const start = key.endsWith("/") ? key : `${key}/`;
  return pathKey(file).startsWith(start) ? file.slice(start.length) : null;
}

/** How to get from `directory` to `path` (`../compose.yaml`); `path` itself where there is no way. */
export function relativePath(directory: string, path: string): string {
  const file = normalizePath(path);
  let folder = normalizePath(directory);
  let climb = "";
  for (;;) {
    const inside = pathInside(folder, file);
    if (inside !== null) return climb + inside;
    const parent = directoryOf(folder);
    if (parent === folder || baseName(folder) === "..") return file;
    folder = parent;
    climb += "../";
  }
}

/** Root: `""` (relative), `/`, `C:/`, or `//` of a share. */
function splitRoot(path: string): { readonly root: string; readonly rest: string } {
  const drive = /^([A-Za-z]):\//.exec(path);
  if (drive !== null) return { root: `${drive[1]?.toUpperCase() ?? ""}:/`, rest: path.slice(3) };
  if (/^\/\/[^/]/.test(path)) return { root: "//", rest: path.slice(2) };
  return path.startsWith("/") ? { root: "/", rest: path.slice(1) } : { root: "", rest: path };
}
