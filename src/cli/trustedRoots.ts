import { builtInUpdates, type Updates } from "../verify/builtIn";
import { knownRoots, refreshRoot, type UpdateStore } from "../verify/rootUpdates";
import type { TrustRoot } from "../verify/trustRoot";
import { openTrustRepository, RegistryError, registryErrorText } from "./registry.js";
import { RefusedError, UsageError, type Values } from "./command";
import type { Terminal } from "./terminal";
import { worldOf } from "./world";

/**
 * The roots that are believed: those that ship, each as it was last refreshed, now with `--refresh-roots`.
 * @throws UsageError, and RefusedError where a refresh is asked for and can't be had
 */
export async function trustedRoots(
  values: Values,
  terminal: Terminal,
): Promise<readonly TrustRoot[]> {
  const isRefresh = values["refresh-roots"] === true;
  if (isRefresh && values["offline"] === true)
    throw new UsageError("--refresh-roots asks Sigstore and GitHub, which --offline forbids.");
  const { cache, client } = worldOf(values, terminal);
  const { signal } = new AbortController();
  const storeAt = (address: string): UpdateStore =>
    openTrustRepository(address, cache, client.transport, signal);
  const asked = isRefresh ? builtInUpdates() : [];
  for (const updates of asked) {
    const problem = await refresh(updates, storeAt(updates.address), client.transport.now());
    if (problem === null) continue;
    throw new RefusedError(
      `the root of ${updates.name} was not refreshed. ${problem} Without --refresh-roots those that are known are used.`,
    );
  }
  return knownRoots(storeAt);
}

/** Null where it went well. */
async function refresh(updates: Updates, store: UpdateStore, now: Date): Promise<string | null> {
  try {
    const outcome = await refreshRoot(updates, store, now);
    return outcome.kind === "refused" ? outcome.reason : null;
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error;
    return registryErrorText(error);
  }
}
