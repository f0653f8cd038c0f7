import { createHash, generateKeyPairSync, sign, type KeyObject } from "node:crypto";
import { canonicalJson } from "../../src/verify/canonicalJson";
import type { JsonValue } from "../../src/attestations/json";

export interface TufKey {
  readonly id: string;
  readonly privateKey: KeyObject;
  readonly pem: string;
}

export function createTufKey(): TufKey {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const pem = publicKey.export({ type: "spki", format: "pem" }).toString();
  return { id: createHash("sha256").update(pem).digest("hex"), privateKey, pem };
}

/** What a repository is made of; each part can be made wrong. */
export interface TufParts {
  /** Of each root from the first: who may sign from then on, and with how many of them. */
  readonly roots: readonly { readonly keys: readonly TufKey[]; readonly threshold?: number }[];
  readonly target: string;
  readonly versions?: {
    readonly timestamp?: number;
    readonly snapshot?: number;
    readonly targets?: number;
  };
  readonly expires?: Partial<
    Readonly<Record<"root" | "timestamp" | "snapshot" | "targets", string>>
  >;
  /** Who signs in place of those that may. */
  readonly signers?: Partial<
    Readonly<Record<"root" | "timestamp" | "snapshot" | "targets", readonly TufKey[]>>
  >;
}

export const tufTarget = "trusted_root.json";

/** The files of a repository by their names, from `1.root.json` on. */
export function tufRepository(parts: TufParts): Map<string, Uint8Array> {
  const { roots, target, expires = {}, signers = {} } = parts;
  const versions = { timestamp: 1, snapshot: 1, targets: 1, ...parts.versions };
  const last = roots.at(-1)?.keys ?? [];
  const files = new Map<string, Uint8Array>();
  const until = (role: keyof typeof expires) => expires[role] ?? "2027-01-01T00:00:00Z";
  roots.forEach(({ keys, threshold = 1 }, at) => {
    const role = { keyids: keys.map(({ id }) => id), threshold };
    const signed = {
      _type: "root",
      version: at + 1,
      expires: until("root"),
      consistent_snapshot: true,
      keys: Object.fromEntries(
        keys.map(({ id, pem }) => [
          id,
          { keytype: "ecdsa", scheme: "ecdsa-sha2-nistp256", keyval: { public: pem } },
        ]),
      ),
      roles: { root: role, timestamp: role, snapshot: role, targets: role },
    };
    const before = roots[at - 1]?.keys ?? [];
    files.set(`${at + 1}.root.json`, signedBy(signed, signers.root ?? [...before, ...keys]));
  });
  const content = Buffer.from(target);
  const sha256 = createHash("sha256").update(content).digest("hex");
  files.set(`targets/${sha256}.${tufTarget}`, content);
  const targets = {
    _type: "targets",
    version: versions.targets,
    expires: until("targets"),
    targets: { [tufTarget]: { length: content.length, hashes: { sha256 } } },
  };
  const snapshot = {
    _type: "snapshot",
    version: versions.snapshot,
    expires: until("snapshot"),
    meta: { "targets.json": { version: versions.targets } },
  };
  const timestamp = {
    _type: "timestamp",
    version: versions.timestamp,
    expires: until("timestamp"),
    meta: { "snapshot.json": { version: versions.snapshot } },
  };
  files.set(`${versions.targets}.targets.json`, signedBy(targets, signers.targets ?? last));
  files.set(`${versions.snapshot}.snapshot.json`, signedBy(snapshot, signers.snapshot ?? last));
  files.set("timestamp.json", signedBy(timestamp, signers.timestamp ?? last));
  return files;
}

function signedBy(signed: JsonValue, keys: readonly TufKey[]): Uint8Array {
  const bytes = Buffer.from(canonicalJson(signed) ?? "");
  const signatures = keys.map(({ id, privateKey }) => ({
    keyid: id,
    sig: sign("sha256", bytes, privateKey).toString("hex"),
  }));
  return Buffer.from(JSON.stringify({ signatures, signed }));
}
