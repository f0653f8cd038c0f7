import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";

/** A folder that is there while a suite runs. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), "drydock-registry-"));
  after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes files by their names with forward slashes, and gives the folder back. */
export function writeFiles(
  folder: string,
  files: Readonly<Record<string, string | Uint8Array>>,
): string {
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(folder, ...name.split("/"));
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
  return folder;
}
