import { readJson } from "../attestations/json";
import { builtInRoots, builtInUpdates, type Updates } from "./builtIn";
import { readTrustRoot, type TrustRoot } from "./trustRoot";
import { updateTarget, type FetchTufFile, type TufOutcome, type TufStart } from "./tuf";

/** An update repository and what was kept of it: values from outside, none of them believed before it is checked. */
export interface UpdateStore {
  readonly fetch: FetchTufFile;
  /** What was last kept; null where there is nothing. */
  kept(): Promise<KeptFiles | null>;
  keep(files: KeptFiles): Promise<void>;
}

export interface KeptFiles {
  readonly at: Date;
  readonly files: ReadonlyMap<string, Uint8Array>;
}

export type RootRefresh =
  | { readonly kind: "refreshed"; readonly root: TrustRoot }
  /** A sentence: what came can't be believed. Nothing of it was kept. */
  | { readonly kind: "refused"; readonly reason: string };

const target = "trusted_root.json";

/**
 * The roots that ship, each as it was last refreshed. Asks nobody.
 *
 * @param storeAt what was kept of the repository at an address
 */
export async function knownRoots(
  storeAt: (address: string) => UpdateStore,
): Promise<readonly TrustRoot[]> {
  const kept = await Promise.all(
    builtInUpdates().map((updates) => keptRoot(updates, storeAt(updates.address))),
  );
  return builtInRoots().map(
    (shipped) => kept.find((root) => root?.name === shipped.name) ?? shipped,
  );
}

/**
 * A root as it was last refreshed; null where it never was, or what was kept can't be believed: it is
 * checked anew from the root that ships, as of the time at which it was asked for.
 */
export async function keptRoot(updates: Updates, store: UpdateStore): Promise<TrustRoot | null> {
  const kept = await keptOutcome(updates, store);
  if (kept === null) return null;
  const refresh = rootOf(updates, kept.outcome, kept.at);
  return refresh.kind === "refreshed" ? refresh.root : null;
}

/** Asks for a root and keeps it. Rejects only where `store.fetch` does. */
export async function refreshRoot(
  updates: Updates,
  store: UpdateStore,
  now: Date,
): Promise<RootRefresh> {
  const kept = await keptOutcome(updates, store);
  const known = kept === null ? updates : { ...updates, ...newest(updates, kept.outcome.versions) };
  const outcome = await updateTarget(known, target, store.fetch, now);
  if (outcome.kind === "refused")
    return { kind: "refused", reason: `${updates.address} can't be believed: ${outcome.reason}.` };
  const refresh = rootOf(updates, outcome, now);
  if (refresh.kind === "refreshed") await store.keep({ at: now, files: outcome.files });
  return refresh;
}

type Current = Extract<TufOutcome, { readonly kind: "current" }>;

async function keptOutcome(
  updates: Updates,
  store: UpdateStore,
): Promise<{ readonly at: Date; readonly outcome: Current } | null> {
  const kept = await store.kept();
  if (kept === null) return null;
  const ofKept: FetchTufFile = (name) => Promise.resolve(kept.files.get(name) ?? null);
  const outcome = await updateTarget(updates, target, ofKept, kept.at);
  return outcome.kind === "current" ? { at: kept.at, outcome } : null;
}

function newest(start: TufStart, versions: Current["versions"]): Omit<TufStart, "root"> {
  return {
    timestamp: Math.max(start.timestamp, versions.timestamp),
    snapshot: Math.max(start.snapshot, versions.snapshot),
    targets: Math.max(start.targets, versions.targets),
  };
}

function rootOf(
  { name, address }: Updates,
  { target: bytes, versions }: Current,
  at: Date,
): RootRefresh {
  const { host } = new URL(address);
  const day = at.toISOString().slice(0, 10);
  const origin = `${host} root ${versions.root}, targets ${versions.targets}, ${day}`;
  const json = readJson(bytes);
  const reading = json.kind === "broken" ? json : readTrustRoot(json.value, name, origin);
  if (reading.kind === "root") return { kind: "refreshed", root: reading.root };
  return { kind: "refused", reason: `The root of ${address} can't be used: ${reading.problem}.` };
}
