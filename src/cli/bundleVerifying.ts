import { createHash } from "node:crypto";
import { looksLikeBundle } from "../attestations/bundle";
import { readJson, type JsonDocument } from "../attestations/json";
import { dhiTrustedKeys, stagingRoots } from "../verify/builtIn";
import { signerText } from "../verify/expectations";
import { verifyFile, type SignedFile } from "../verify/file";
import { text, UsageError, type Values } from "./command";
import { checkLines } from "./formats/checkText";
import { readNamed } from "./namedFile";
import { readWhole } from "./read";
import type { Terminal } from "./terminal";
import { readTrusting } from "./trusting";
import { trustedRoots } from "./trustedRoots";
import { visible } from "./visible";

/** Checks the bundle that the options name, and prints what it comes to; gives the exit code. */
export async function verifyBundle(
  values: Values,
  [given, ...more]: readonly string[],
  terminal: Terminal,
): Promise<number> {
  const bundle = text(values, "bundle");
  if (bundle === undefined) throw new UsageError("--bundle FILE is missing.");
  if (given === undefined || more.length > 0) {
    throw new UsageError("give it one file, or its digest.");
  }
  const { signer, key, root } = readTrusting(values, terminal);
  if (signer === null) {
    throw new UsageError(
      "name the signer: --key, or --certificate-identity and --certificate-oidc-issuer.",
    );
  }
  const isStaging = values["staging"] === true;
  if (isStaging && values["refresh-roots"] === true)
    throw new UsageError("--refresh-roots does not know Sigstore's staging instance.");
  const known = async () => (isStaging ? stagingRoots() : trustedRoots(values, terminal));
  const trust = {
    roots: root === null ? await known() : [root],
    keys: key === null ? dhiTrustedKeys() : [key],
    keysAreExpected: key !== null,
  };
  const { verdict, checks, signedBy } = verifyFile(
    readBundleFile(bundle, terminal),
    signedFile(given, terminal),
    signer,
    trust,
  );
  const signed = signedBy === null ? "" : `, signed by ${signerText(signedBy)}`;
  const lines = [`${verdict}: ${given}${signed}`, ...checkLines(checks)].map(visible);
  terminal.print(`${lines.join("\n")}\n`);
  if (verdict === "verified") return 0;
  return verdict === "unchecked" ? 2 : 1;
}

/** @throws UsageError for a file that is no bundle at all; one that is broken fails a check */
function readBundleFile(file: string, terminal: Terminal): JsonDocument {
  const reading = readJson(readNamed("--bundle: ", file, terminal));
  if (reading.kind === "broken")
    throw new UsageError(`--bundle: ${visible(file)} is no JSON. ${visible(reading.problem)}`);
  if (looksLikeBundle(reading.value)) return reading;
  throw new UsageError(
    `--bundle: ${visible(file)} is no Sigstore bundle: it has no mediaType that says so.`,
  );
}

/** What is signed may be larger than what is read of evidence: archives, installers. */
const mostSignedBytes = 2047 * 1024 * 1024;

function signedFile(given: string, terminal: Terminal): SignedFile {
  if (/^sha256:[0-9a-f]{64}$/.test(given) || /^sha512:[0-9a-f]{128}$/.test(given)) {
    return { digests: [given], bytes: null };
  }
  const bytes = readNamed("", given, terminal, (file) => readWhole(file, mostSignedBytes));
  const digests = ["sha256", "sha512"].map(
    (algorithm) => `${algorithm}:${createHash(algorithm).update(bytes).digest("hex")}`,
  );
  return { digests, bytes };
}
