import os from "node:os";
import { megabytes } from "../lint/imageName";
import { cacheFolder, createContentCache } from "./registry.js";
import { choice, UsageError, type Command, type Values } from "./command";
import type { Terminal } from "./terminal";
import { visible, visibleJson } from "./visible";

export const cacheCommand: Command = {
  help: `Says where the cache of what registries said is, and how large.

Usage: drydock cache [--clear] [OPTION…]

The cache is the folder named by DRYDOCK_CACHE_DIR, else "drydock" in the system's folder for caches.
It is bounded to 1 GiB, and the editor uses it too.

Options:
  --clear                   empty it
  --format FORMAT           text (default) or json
  --help                    this text
`,
  options: { clear: { type: "boolean" }, format: { type: "string" } },
  run: runCache,
};

async function runCache(
  values: Values,
  given: readonly string[],
  { environment, print, complain }: Terminal,
): Promise<number> {
  if (given.length > 0) throw new UsageError("it takes no arguments.");
  const format = choice(values, "format", ["text", "json"], "text");
  const folder = cacheFolder(environment, os.homedir(), process.platform);
  const cache = createContentCache({ folder, log: (line) => complain(visible(line)) });
  const before = await cache.measure();
  if (values["clear"] === true) await cache.clear();
  const { bytes, entries } = await cache.measure();
  if (format === "json")
    print(`${visibleJson({ version: 1, path: visible(folder), bytes, entries })}\n`);
  else if (values["clear"] === true)
    print(`${visible(folder)} is empty: ${sizeText(before)} removed.\n`);
  else print(`${visible(folder)}: ${sizeText(before)}.\n`);
  return entries > 0 && values["clear"] === true ? 2 : 0;
}

function sizeText({
  bytes,
  entries,
}: {
  readonly bytes: number;
  readonly entries: number;
}): string {
  return `${entries} ${entries === 1 ? "file" : "files"}, ${megabytes(bytes)}`;
}
