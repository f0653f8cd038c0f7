import { posix } from "node:path";

/** An absolute path without `.`, `..` and a slash at its end; null where only the image says where it starts. */
export function absolute(folder: string | null, path: string): string | null {
  if (!path.startsWith("/") && folder === null) return null;
  const normal = posix.join("/", path.startsWith("/") ? path : `${folder ?? ""}/${path}`);
  return normal.length > 1 && normal.endsWith("/") ? normal.slice(0, -1) : normal;
}

/** Whether a path is a folder or lies below it. */
export const isWithin = (path: string, folder: string): boolean =>
  path === folder || path.startsWith(folder === "/" ? "/" : `${folder}/`);

/** What lies there is gone with the build, and nothing that is started looks for it there. */
export const isTemporary = (path: string): boolean =>
  isWithin(path, "/tmp") || isWithin(path, "/var/tmp") || isWithin(path, "/var/cache");

/** Folders of the system itself: what is put right into them is found by name, among all that belongs there. */
const systemFolders: ReadonlySet<string> = new Set(
  (
    "/ /bin /boot /dev /etc /home /lib /lib64 /media /mnt /opt /proc /root /run /sbin /srv /sys /usr /usr/bin " +
    "/usr/lib /usr/lib64 /usr/libexec /usr/local /usr/local/bin /usr/local/etc /usr/local/lib /usr/local/sbin " +
    "/usr/local/share /usr/sbin /usr/share /usr/src /var /var/lib /var/lock /var/log /var/run /var/spool"
  ).split(" "),
);

const below = [
  "/bin",
  "/lib",
  "/lib64",
  "/proc",
  "/root",
  "/run",
  "/sbin",
  "/sys",
  "/dev",
  "/usr/bin",
].concat([
  "/usr/lib",
  "/usr/sbin",
  "/usr/local/bin",
  "/usr/local/lib",
  "/usr/local/sbin",
  "/etc/ssl",
]);

/** Why a path can't be handed from one image to another, as the end of a sentence; null where it can. */
export function whyNotCopied(path: string): string | null {
  if (!/^[\w./@+~-]+$/.test(path)) return "is no plain path";
  if (isWithin(path, "/root")) return "is in the home of root, which another user may not read";
  if (systemFolders.has(path)) return "is a folder of the system, with more in it than this";
  if (below.some((folder) => isWithin(path, folder)))
    return "is a place of the system, and what it needs beside it can't be told";
  return null;
}

/** The paths that hold all the others, in alphabetical order. */
export function roots(paths: readonly string[]): readonly string[] {
  const all = new Set(paths);
  return [...all].sort().filter((path) => {
    for (let above = posix.dirname(path); above !== "/"; above = posix.dirname(above))
      if (all.has(above)) return false;
    return true;
  });
}
