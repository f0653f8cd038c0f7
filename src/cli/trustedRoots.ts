import { homedir } from "node:os";
import { readJson } from "../attestations/json";
import { cacheFolder } from "../registry/cacheFolder";
import { createContentCache, type ContentCache } from "../registry/contentCache";
import { registryErrorText } from "../registry/errors";
import { createNodeTransport } from "../registry/nodeTransport";
import { createTrustRepository, keepTrust, keptTrust } from "../registry/trustRepository";
import type { Transport } from "../registry/transport";
import { builtInRoots, sigstoreUpdates } from "../verify/builtIn";
import { readTrustRoot, type TrustRoot } from "../verify/trustRoot";
import { updateTarget, type FetchTufFile, type TufOutcome, type TufStart } from "../verify/tuf";
import { UsageError, type Values } from "./command";
import type { Terminal } from "./terminal";

const target = "trusted_root.json";

/** Where updates of Sigstore's root come from, and what is believed of them to begin with. */
export interface Updates extends TufStart {
  readonly address: string;
}

/**
 * The roots that ship, Sigstore's as it was last refreshed. What was kept is checked anew from the root that ships,
 * as of the day on which it was asked for.
 * @throws UsageError where a refresh is asked for and can't be had
 */
export async function trustedRoots(
  values: Values,
  { environment }: Terminal,
): Promise<readonly TrustRoot[]> {
  const refresh = values["refresh-roots"] === true;
  if (refresh && values["offline"] === true)
    throw new UsageError("--refresh-roots asks Sigstore, which --offline forbids.");
  const cache = createContentCache({
    folder: cacheFolder(environment, homedir(), process.platform),
    log: () => undefined,
  });
  const transport = createNodeTransport({ log: () => undefined, environment });
  const updates = sigstoreUpdates();
  const updated = refresh
    ? await refreshedRoot(updates, cache, transport)
    : await keptRoot(updates, cache);
  if (typeof updated === "string")
    throw new UsageError(
      `the roots were not refreshed: ${updated} Those that were known before are used without --refresh-roots.`,
    );
  if (updated === null) return builtInRoots();
  return builtInRoots().map((root) => (root.name === updated.name ? updated : root));
}

/** Sigstore's root as it was last refreshed; null where it never was, or what was kept can't be believed. */
export async function keptRoot(updates: Updates, cache: ContentCache): Promise<TrustRoot | null> {
  const kept = await keptOutcome(updates, cache);
  if (kept === null) return null;
  const root = rootOf(updates, kept.outcome, kept.at);
  return typeof root === "string" ? null : root;
}

/** Asks for Sigstore's root and keeps it; a sentence where it can't be had or believed. */
export async function refreshedRoot(
  updates: Updates,
  cache: ContentCache,
  transport: Transport,
): Promise<TrustRoot | string> {
  const kept = await keptOutcome(updates, cache);
  const known = kept === null ? updates : { ...updates, ...newest(updates, kept.outcome.versions) };
  const now = transport.now();
  const { signal } = new AbortController();
  const ask = createTrustRepository(updates.address, transport, signal);
  let outcome: TufOutcome;
  try {
    outcome = await updateTarget(known, target, ask, now);
  } catch (error) {
    return registryErrorText(error);
  }
  if (outcome.kind === "refused") return `${updates.address} can't be believed: ${outcome.reason}.`;
  const root = rootOf(updates, outcome, now);
  if (typeof root !== "string")
    await keepTrust(cache, updates.address, { at: now, files: outcome.files });
  return root;
}

type Current = Extract<TufOutcome, { readonly kind: "current" }>;

async function keptOutcome(
  updates: Updates,
  cache: ContentCache,
): Promise<{ readonly at: Date; readonly outcome: Current } | null> {
  const kept = await keptTrust(cache, updates.address);
  if (kept === null) return null;
  const ofKept: FetchTufFile = (name) => Promise.resolve(kept.files.get(name) ?? null);
  const outcome = await updateTarget(updates, target, ofKept, kept.at);
  return outcome.kind === "current" ? { at: kept.at, outcome } : null;
}

function newest(start: TufStart, versions: Current["versions"]) {
  return {
    timestamp: Math.max(start.timestamp, versions.timestamp),
    snapshot: Math.max(start.snapshot, versions.snapshot),
    targets: Math.max(start.targets, versions.targets),
  };
}

function rootOf({ address }: Updates, { target: bytes, versions }: Current, at: Date) {
  const json = readJson(bytes);
  if (json.kind === "broken") return json.problem;
  const day = at.toISOString().slice(0, 10);
  const { host } = new URL(address);
  const origin = `${host} root ${versions.root}, targets ${versions.targets}, ${day}`;
  const reading = readTrustRoot(json.value, "Sigstore", origin);
  return reading.kind === "root" ? reading.root : `Sigstore's root: ${reading.problem}.`;
}
