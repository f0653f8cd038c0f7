import { createHash } from "node:crypto";
import type { JsonValue } from "../attestations/json";
import { field, textField } from "../attestations/jsonFields";
import {
  checkExpiry,
  checkSignatures,
  readMetadata,
  TufRefusal,
  type TufMetadata,
  type TufRole,
} from "./tufMetadata";

/** What is believed before anything is asked. */
export interface TufStart {
  /** The bytes of root metadata. */
  readonly root: Uint8Array;
  /** The versions below which nothing is taken, so that nobody can go back to what was withdrawn. */
  readonly timestamp: number;
  readonly snapshot: number;
  readonly targets: number;
}

/** The file of a name below the repository's address, of so many bytes at most; null where there is none. */
export type FetchTufFile = (name: string, maximumBytes: number) => Promise<Uint8Array | null>;

export type TufOutcome =
  | {
      readonly kind: "current";
      readonly target: Uint8Array;
      /** Versions of the metadata that vouches for the target. */
      readonly versions: Readonly<Record<TufRole, number>>;
      /** Every file that was read, by its name: the same outcome comes of them again. */
      readonly files: ReadonlyMap<string, Uint8Array>;
    }
  /** A clause: what of the repository can't be believed. */
  | { readonly kind: "refused"; readonly reason: string };

const maximumRotations = 64;
const maximumRootBytes = 512_000;
const maximumTimestampBytes = 16_384;
const maximumListBytes = 2_000_000;
const maximumTargetBytes = 5_000_000;

/**
 * The client workflow of The Update Framework (specification 1.0.33, section 5) for one file of the top-level
 * targets, in a repository with consistent snapshots: root after root from the one that is believed, then timestamp,
 * snapshot, targets and the file. Delegations are not followed. What is badly signed, older than what is known,
 * expired or of another hash is refused. Rejects only where `fetchFile` does.
 */
export async function updateTarget(
  start: TufStart,
  name: string,
  fetchFile: FetchTufFile,
  now: Date,
): Promise<TufOutcome> {
  const files = new Map<string, Uint8Array>();
  const read = async (file: string, maximumBytes: number) => {
    const bytes = await fetchFile(file, maximumBytes);
    if (bytes !== null) files.set(file, bytes);
    return bytes;
  };
  try {
    const root = await newestRoot(readMetadata(start.root, "root"), read);
    checkExpiry(root, now);
    if (field(root.signed, "consistent_snapshot") !== true)
      throw new TufRefusal("it has no consistent snapshots");
    const signedOf = async (role: TufRole, file: string, most: number, expected: JsonValue) => {
      const bytes = await needed(read, file, most);
      checkHash(bytes, expected, role);
      const metadata = readMetadata(bytes, role);
      checkSignatures(metadata, root);
      const version = field(expected, "version");
      if (version !== undefined && metadata.version !== version)
        throw new TufRefusal(`its ${role} metadata has another version than was announced`);
      checkExpiry(metadata, now);
      return metadata;
    };
    const timestamp = await signedOf("timestamp", "timestamp.json", maximumTimestampBytes, {});
    checkVersion(timestamp.version, "timestamp", start.timestamp);
    const snapshotEntry = announced(timestamp, "snapshot", start.snapshot);
    const snapshotFile = `${snapshotEntry.version}.snapshot.json`;
    const snapshot = await signedOf("snapshot", snapshotFile, maximumListBytes, snapshotEntry);
    const targetsEntry = announced(snapshot, "targets", start.targets);
    const targetsFile = `${targetsEntry.version}.targets.json`;
    const targets = await signedOf("targets", targetsFile, maximumListBytes, targetsEntry);
    const entry = field(field(targets.signed, "targets"), name);
    const sha256 = textField(field(entry, "hashes"), "sha256");
    if (entry === undefined || sha256 === null || !/^[0-9a-f]{64}$/.test(sha256))
      throw new TufRefusal(`it has no ${name}`);
    const target = await needed(read, `targets/${sha256}.${name}`, maximumTargetBytes);
    checkHash(target, entry, name);
    const versions = {
      root: root.version,
      timestamp: timestamp.version,
      snapshot: snapshot.version,
      targets: targets.version,
    };
    return { kind: "current", target, versions, files };
  } catch (error) {
    if (error instanceof TufRefusal) return { kind: "refused", reason: error.message };
    throw error;
  }
}

/** Each root is signed by the one before it and by itself; those in between may have expired. */
async function newestRoot(first: TufMetadata, read: FetchTufFile): Promise<TufMetadata> {
  let root = first;
  for (let rotation = 0; rotation < maximumRotations; rotation++) {
    const bytes = await read(`${root.version + 1}.root.json`, maximumRootBytes);
    if (bytes === null) return root;
    const next = readMetadata(bytes, "root");
    if (next.version !== root.version + 1)
      throw new TufRefusal(`its root ${root.version + 1} says that it is ${next.version}`);
    checkSignatures(next, root);
    checkSignatures(next, next);
    root = next;
  }
  throw new TufRefusal("it has roots without end");
}

/** What metadata says of the next: its version, not below the one that is known, and maybe its hash. */
function announced({ signed }: TufMetadata, role: TufRole, least: number) {
  const entry = field(field(signed, "meta"), `${role}.json`);
  const version = field(entry, "version");
  if (entry === undefined || typeof version !== "number" || !Number.isSafeInteger(version))
    throw new TufRefusal(`it does not say which ${role} metadata counts`);
  checkVersion(version, role, least);
  return { ...(typeof entry === "object" ? entry : {}), version };
}

function checkVersion(version: number, role: TufRole, least: number): void {
  if (version < least)
    throw new TufRefusal(`it goes back to ${role} metadata ${version}, where ${least} was known`);
}

async function needed(read: FetchTufFile, file: string, maximumBytes: number): Promise<Uint8Array> {
  const bytes = await read(file, maximumBytes);
  if (bytes === null) throw new TufRefusal(`it lacks ${file}`);
  return bytes;
}

function checkHash(bytes: Uint8Array, entry: JsonValue, what: string): void {
  for (const algorithm of ["sha256", "sha512"]) {
    const expected = textField(field(entry, "hashes"), algorithm);
    if (expected === null) continue;
    if (createHash(algorithm).update(bytes).digest("hex") !== expected)
      throw new TufRefusal(`${what} has another hash than was announced`);
  }
  const length = field(entry, "length");
  if (length !== undefined && length !== bytes.length)
    throw new TufRefusal(`${what} has another length than was announced`);
}
