import path from "node:path";

/**
 * Where the cache is: `DRYDOCK_CACHE_DIR`, else `drydock` in the folder that the system has for caches. A variable of
 * the system's that is no whole path is none (XDG Base Directory Specification), so that no folder that somebody works
 * in is a cache by chance.
 * @param platform as of `process.platform`
 */
export function cacheFolder(
  environment: Readonly<Record<string, string | undefined>>,
  home: string,
  platform: string,
): string {
  const own = environment["DRYDOCK_CACHE_DIR"];
  if (own) return path.resolve(own);
  const named = (name: string) => {
    const value = environment[name] ?? "";
    return path.isAbsolute(value) ? value : null;
  };
  if (platform === "win32")
    return path.join(named("LOCALAPPDATA") ?? path.join(home, "AppData", "Local"), "drydock");
  if (platform === "darwin") return path.join(home, "Library", "Caches", "drydock");
  return path.join(named("XDG_CACHE_HOME") ?? path.join(home, ".cache"), "drydock");
}
