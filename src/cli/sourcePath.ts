import { statSync, type Stats } from "node:fs";
import path from "node:path";
import { UsageError } from "./command";
import type { Terminal } from "./terminal";
import { visible } from "./visible";

/**
 * Refuses the path of a file or folder in the place of an image, so that no registry is asked for it.
 * @throws UsageError with what to write in its place
 */
export function refusePath(given: string, { workingDirectory }: Terminal): void {
  const [scheme] = /^[a-z][a-z0-9+.-]*:\/\//i.exec(given) ?? [];
  if (scheme !== undefined)
    throw new UsageError(`write the image without ${scheme}, not "${visible(given)}".`);
  const isPath = /^(?:\.{0,2}|~|[a-z]:)[/\\]/i.test(given);
  if (!isPath && !/\.(?:jsonl?|xml|tar|t?gz|sig|sarif|spdx|cdx)$/i.test(given)) return;
  const found = statOf(path.resolve(workingDirectory, given));
  if (!isPath && found === null) return;
  const isArchive = /\.(?:tar|t?gz)$/i.test(given);
  const prefix = found?.isDirectory() === true ? "oci:" : isArchive ? "archive:" : "file:";
  throw new UsageError(`${visible(given)} is a path: write ${prefix}${visible(given)}.`);
}

function statOf(file: string): Stats | null {
  try {
    return statSync(file);
  } catch {
    return null;
  }
}
