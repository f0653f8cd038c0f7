import path from "node:path";

/**
 * Where the cache is: `DRYDOCK_CACHE_DIR`, else `drydock` in the folder that the system has for caches.
 * @param platform as of `process.platform`
 */
export function cacheFolder(
  environment: Readonly<Record<string, string | undefined>>,
  home: string,
  platform: string,
): string {
  const own = environment["DRYDOCK_CACHE_DIR"];
  if (own) return path.resolve(own);
  if (platform === "win32")
    return path.join(environment["LOCALAPPDATA"] || path.join(home, "AppData", "Local"), "drydock");
  if (platform === "darwin") return path.join(home, "Library", "Caches", "drydock");
  return path.join(environment["XDG_CACHE_HOME"] || path.join(home, ".cache"), "drydock");
}
