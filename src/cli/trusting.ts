import path from "node:path";
import { readJson } from "../attestations/json";
import type { ExpectedSigner } from "../verify/expectations";
import { readPublicKey, type TrustedKey } from "../verify/trustedKey";
import { readTrustRoot, type TrustRoot } from "../verify/trustRoot";
import { text, UsageError, type Values } from "./command";
import { readNamed } from "./namedFile";
import type { Terminal } from "./terminal";
import { visible } from "./visible";

/** What a command line says about whom to believe. */
export interface Trusting {
  /** The key of `--key`. */
  readonly key: TrustedKey | null;
  /** The root of `--trusted-root`, which takes the place of those that ship. */
  readonly root: TrustRoot | null;
  /** The only signer that counts: `--key`, or `--certificate-identity` with its issuer. */
  readonly signer: ExpectedSigner | null;
}

/** Reads the options on whom to believe, and the files that they name. */
export function readTrusting(values: Values, terminal: Terminal): Trusting {
  const identity = text(values, "certificate-identity");
  const issuer = text(values, "certificate-oidc-issuer");
  const keyFile = text(values, "key");
  const rootFile = text(values, "trusted-root");
  if (rootFile !== undefined && values["refresh-roots"] === true)
    throw new UsageError(
      "--trusted-root FILE takes the place of the roots that --refresh-roots would ask for.",
    );
  if ((identity === undefined) !== (issuer === undefined)) {
    throw new UsageError(
      "--certificate-identity and --certificate-oidc-issuer belong together: a name counts only with who vouches for it.",
    );
  }
  if (keyFile !== undefined && identity !== undefined) {
    throw new UsageError("give it either --key or --certificate-identity, not both.");
  }
  const key = keyFile === undefined ? null : readKey(keyFile, terminal);
  const certificate =
    identity === undefined || issuer === undefined
      ? null
      : ({ kind: "certificate", identity, issuer } as const);
  return {
    key,
    root: rootFile === undefined ? null : readRoot(rootFile, terminal),
    signer: key === null ? certificate : { kind: "key", hint: key.hint, name: key.name },
  };
}

function readKey(file: string, terminal: Terminal): TrustedKey {
  const reading = readPublicKey(readNamed("--key: ", file, terminal), path.basename(file));
  if (reading.kind === "key") return reading.key;
  throw new UsageError(`--key: ${visible(file)} can't be used: ${visible(reading.problem)}.`);
}

function readRoot(file: string, terminal: Terminal): TrustRoot {
  const json = readJson(readNamed("--trusted-root: ", file, terminal));
  if (json.kind === "broken") {
    throw new UsageError(`--trusted-root: ${visible(file)} is no JSON. ${visible(json.problem)}`);
  }
  const reading = readTrustRoot(json.value, path.basename(file), file);
  if (reading.kind === "root") return reading.root;
  throw new UsageError(
    `--trusted-root: ${visible(file)} can't be used: ${visible(reading.problem)}.`,
  );
}
