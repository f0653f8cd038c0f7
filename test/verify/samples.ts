import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { repository } from "../lint/check";

/** Real bundles, images and keys of others, which can't be shipped: tests of them step aside where they are absent. */
const folder = path.join(
  process.env["DRYDOCK_SHARED"] ?? path.join(repository, "..", "shared"),
  "samples",
);

export const hasSamples = existsSync(path.join(folder, "MANIFEST.md"));

/** For the title of a suite that needs them. */
export const samplesNote = hasSamples
  ? ""
  : " (not run: no samples in DRYDOCK_SHARED or ../shared)";

export function samplePath(...names: readonly string[]): string {
  return path.join(folder, ...names);
}

export function sample(...names: readonly string[]): Uint8Array {
  return readFileSync(samplePath(...names));
}

export function sampleText(...names: readonly string[]): string {
  return readFileSync(samplePath(...names), "utf8");
}
