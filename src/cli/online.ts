import type { LiveFacts } from "../image/liveFacts";
import { formatReference, type Reference } from "../image/reference";
import { askLiveFacts } from "./registry.js";
import type { Values } from "./command";
import type { Terminal } from "./terminal";
import { visible } from "./visible";
import { worldOf } from "./world";

/**
 * What the registry of an image says about it for linux/amd64, of which the catalog's figures are too.
 * @param values has the options on how registries are reached
 * @throws UsageError where one of them can't be used
 */
export async function askOnline(
  reference: Reference,
  values: Values,
  terminal: Terminal,
): Promise<LiveFacts> {
  const world = worldOf(values, terminal);
  const name = formatReference(reference);
  const platform = { os: "linux", architecture: "amd64", variant: null };
  const now = () => world.client.transport.now();
  const { signal } = new AbortController();
  return askLiveFacts(() => world.open(name), name, platform, now, signal);
}

/** One line on what was answered, and of when it is; null where nothing was. */
export function askedText({ registry, askedAt, digest, tags }: LiveFacts): string | null {
  if (digest === null && tags === null) return null;
  const parts = [
    `asked of ${registry} at ${askedAt.toISOString().slice(0, 16).replace("T", " ")} UTC`,
    ...(digest === null ? [] : [digest]),
    ...(tags === null ? [] : [`${tags.length} tags`]),
  ];
  return visible(parts.join(", "));
}
