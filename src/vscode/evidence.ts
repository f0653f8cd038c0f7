// What asks registries, and what reads, verifies and shows evidence: a bundle of its own, dist/evidence.js,
// loaded when a person first asks for one of them.
import os from "node:os";
import type { LiveFacts } from "../image/liveFacts";
import { formatReference, type Reference } from "../image/reference";
import { askLiveFacts } from "../registry/liveFacts";
import { createWorld } from "../registry/world";

export { createEvidencePanels } from "./evidencePanels";

/** Asks the registry of an image for its facts, for linux/amd64, of which the catalog's figures are too. */
export type AskRegistry = (
  reference: Reference,
  refresh: boolean,
  signal: AbortSignal,
) => Promise<LiveFacts>;

/** Registries as this person reaches them, with the cache that the command line has too. */
export function createAskRegistry(log: (line: string) => void): AskRegistry {
  const world = createWorld({
    environment: process.env,
    home: os.homedir(),
    platform: process.platform,
    log,
  });
  const now = () => world.client.transport.now();
  const platform = { os: "linux", architecture: "amd64", variant: null };
  return (reference, refresh, signal) => {
    const name = formatReference(reference);
    return askLiveFacts(() => world.open(name, refresh), name, platform, now, signal);
  };
}
