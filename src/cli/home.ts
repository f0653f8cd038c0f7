import os from "node:os";
import path from "node:path";
import { UsageError } from "./command";

/**
 * The person's folder. Where HOME is empty or relative, what the system has: else the cache and the credentials of
 * Docker would be those of whatever folder somebody works in.
 * @throws UsageError where the system knows no such user, as of a number that a container was started with
 */
export function homeFolder(given?: string, ofUser = () => os.userInfo().homedir): string {
  try {
    const home = given ?? os.homedir();
    return path.isAbsolute(home) ? home : ofUser();
  } catch (cause) {
    throw new UsageError("nothing says where your home folder is: set HOME to it.", { cause });
  }
}
