import { createPublicKey } from "node:crypto";
import dhiKeys from "./data/dhiKeys.json";
import githubRoot from "./data/github.json";
import sigstoreRoot from "./data/sigstore.json";
import stagingRoot from "./data/staging.json";
import updates from "./data/sigstoreUpdates.json";
import type { JsonValue } from "../attestations/json";
import { readTrustRoot, type TrustRoot } from "./trustRoot";
import { trustedKey, type TrustedKey } from "./trustedKey";
import type { TufStart } from "./tuf";

interface RootFile {
  readonly source: string;
  readonly commit: string;
  readonly date: string;
  readonly root: JsonValue;
}

/** Sigstore's public instance and GitHub's own for private repositories, as shipped. */
export const builtInRoots: () => readonly TrustRoot[] = once(() => [
  rootOf("Sigstore", sigstoreRoot),
  rootOf("GitHub", githubRoot),
]);

/** Sigstore's staging instance, where anybody may be anybody: for the conformance suite only. */
export const stagingRoots: () => readonly TrustRoot[] = once(() => [
  rootOf("Sigstore staging", stagingRoot),
]);

/** Where Sigstore's root is updated, and the root of updates that ships with the versions of its day. */
export const sigstoreUpdates: () => TufStart & { readonly address: string } = once(() => ({
  address: updates.address,
  timestamp: updates.timestamp,
  snapshot: updates.snapshot,
  targets: updates.targets,
  root: Buffer.from(JSON.stringify(updates.root)),
}));

/** The keys of Docker Hardened Images, the one that signs today first. */
export const dhiTrustedKeys: () => readonly TrustedKey[] = once(() =>
  dhiKeys.keys.map(({ name, from, until, spki }) =>
    trustedKey(
      name,
      createPublicKey({ key: Buffer.from(spki, "base64"), format: "der", type: "spki" }),
      {
        from: from === null ? null : new Date(from),
        until: until === null ? null : new Date(until),
      },
    ),
  ),
);

function rootOf(name: string, { source, commit, date, root }: RootFile): TrustRoot {
  const reading = readTrustRoot(root, name, `${source} ${commit.slice(0, 8)}, ${date}`);
  // What ships is tested: a broken file is a defect of the package.
  if (reading.kind === "problem") throw new Error(`${source}: ${reading.problem}`);
  return reading.root;
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}
