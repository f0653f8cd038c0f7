import { createPublicKey } from "node:crypto";
import dhiKeys from "./data/dhiKeys.json";
import githubRoot from "./data/github.json";
import sigstoreRoot from "./data/sigstore.json";
import stagingRoot from "./data/staging.json";
import githubUpdates from "./data/githubUpdates.json";
import sigstoreUpdates from "./data/sigstoreUpdates.json";
import type { JsonValue } from "../attestations/json";
import { readTrustRoot, type TrustRoot } from "./trustRoot";
import { trustedKey, type TrustedKey } from "./trustedKey";
import type { TufStart } from "./tuf";

/** Where a root is updated, and what is believed of that place to begin with. */
export interface Updates extends TufStart {
  /** The name of the root: `Sigstore`. */
  readonly name: string;
  /** Without a slash at its end: `https://tuf-repo-cdn.sigstore.dev` */
  readonly address: string;
}

interface RootFile {
  readonly source: string;
  readonly commit: string;
  readonly date: string;
  readonly root: JsonValue;
}

interface UpdatesFile extends RootFile, Omit<TufStart, "root"> {
  readonly address: string;
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

/** Where each of the built-in roots is updated, and the root of updates that ships with the versions of its day. */
export const builtInUpdates: () => readonly Updates[] = once(() => [
  updatesOf("Sigstore", sigstoreUpdates),
  updatesOf("GitHub", githubUpdates),
]);

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

/** Read when a signature first needs it: most need one root of those that ship, signatures by keys none. */
function rootOf(name: string, { source, commit, date, root }: RootFile): TrustRoot {
  const origin = `${source} ${commit.slice(0, 8)}, ${date}`;
  const read = once(() => {
    const reading = readTrustRoot(root, name, origin);
    // What ships is tested: a broken file is a defect of the package.
    if (reading.kind === "problem") throw new Error(`${source}: ${reading.problem}`);
    return reading.root;
  });
  return {
    name,
    origin,
    get material() {
      return read().material;
    },
    get thresholds() {
      return read().thresholds;
    },
  };
}

function updatesOf(
  name: string,
  { address, timestamp, snapshot, targets, root }: UpdatesFile,
): Updates {
  const bytes = Buffer.from(JSON.stringify(root));
  return { name, address, timestamp, snapshot, targets, root: bytes };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}
