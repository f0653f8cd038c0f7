import {
  closeSync,
  fchmodSync,
  fchownSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { randomBytes } from "node:crypto";
import path from "node:path";

/**
 * Replaces a file's content so that others see either the old or the new one, never a half. Links are
 * followed, and the mode stays.
 */
export function writeAtomically(file: string, text: string): void {
  const target = realpathSync(file);
  const { mode, uid, gid } = statSync(target);
  const suffix = randomBytes(6).toString("hex");
  const temporary = path.join(path.dirname(target), `.${path.basename(target)}.${suffix}`);
  // "wx": a file that is already there under this name is somebody else's.
  const descriptor = openSync(temporary, "wx", 0o600);
  try {
    try {
      writeFileSync(descriptor, text);
      keepOwner(descriptor, uid, gid);
      fchmodSync(descriptor, mode);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** Only root may give files away, and some file systems know no owners: then the file becomes ours, as in any editor. */
function keepOwner(descriptor: number, uid: number, gid: number): void {
  try {
    fchownSync(descriptor, uid, gid);
  } catch {
    // Nothing to do: the content is what matters.
  }
}
