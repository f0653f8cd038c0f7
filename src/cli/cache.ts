import { megabytes } from "../lint/imageName";
import { cacheFolder, createContentCache } from "./registry.js";
import { choice, UsageError, type Command, type Values } from "./command";
import { homeFolder } from "./home";
import type { Terminal } from "./terminal";
import { visible, visibleJson } from "./visible";
import { counted } from "./words";

export const cacheCommand: Command = {
  help: `Says where the cache of what registries said is, and how large.

Usage: drydock cache [--clear] [OPTION…]

The cache is the folder named by DRYDOCK_CACHE_DIR, else "drydock" in the system's folder for caches.
It is bounded to 1 GiB, and the editor uses it too.

Options:
  --clear                   empty it
  --format FORMAT           text (default) or json
  --help                    this text

Exit codes: 0 answered, 1 the cache can't be used, 2 wrong usage or it could not be emptied.
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
  const folder = cacheFolder(environment, homeFolder(), process.platform);
  const isClear = values["clear"] === true;
  const cache = createContentCache({ folder, log: () => undefined });
  const problem = await cache.problem();
  if (problem !== null) complain(`drydock cache: ${visible(problem)}`);
  const before = await cache.measure();
  if (isClear) await cache.clear();
  const { bytes, entries } = await cache.measure();
  const isLeft = isClear && entries > 0;
  if (isLeft) complain(`drydock cache: ${counted(entries, "file")} could not be removed.`);
  if (format === "json") print(`${visibleJson({ version: 1, path: folder, bytes, entries })}\n`);
  else if (isClear && !isLeft) print(`${visible(folder)} is empty: ${sizeText(before)} removed.\n`);
  else print(`${visible(folder)}: ${sizeText({ bytes, entries })}.\n`);
  if (isLeft) return 2;
  return problem === null ? 0 : 1;
}

function sizeText({
  bytes,
  entries,
}: {
  readonly bytes: number;
  readonly entries: number;
}): string {
  return `${counted(entries, "file")}, ${megabytes(bytes)}`;
}
