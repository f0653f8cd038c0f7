import os from "node:os";
import path from "node:path";

/**
 * The person's folder. Where HOME is empty or relative, what the system has: else the cache and the credentials of
 * Docker would be those of whatever folder somebody works in.
 */
export function homeFolder(home = os.homedir()): string {
  return path.isAbsolute(home) ? home : os.userInfo().homedir;
}
