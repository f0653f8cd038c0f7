import { createHash } from "node:crypto";
import { bundleFromJSON, ValidationError, type Bundle as SigstoreBundle } from "@sigstore/bundle";
import { toSignedEntity, VerificationError, Verifier, type SignedEntity } from "@sigstore/verify";
import type { Bundle } from "../attestations/bundle";
import { preAuthenticationEncoding } from "../attestations/envelope";
import { readJson } from "../attestations/json";
import { parseCertificate, readClaims } from "./certificate";
import { isSignedBy } from "./keySignature";
import { fromCertificate, isSameKey, loggedKeys, type LoggedKey } from "./loggedKey";
import { keysFor, unknownKey, unseenBytes, type Trust } from "./trust";
import type { TrustedKey } from "./trustedKey";
import { rootText, type TrustRoot } from "./trustRoot";
import {
  failed,
  notApplicable,
  notDone,
  passed,
  type Check,
  type CheckName,
  type SignatureResult,
  type SignedBy,
} from "./verdict";
import { isInWindow, keyTime, timeText } from "./times";

/**
 * Checks the signature of a Sigstore bundle, its certificate or key, its log entries and timestamps
 * (sigstore client specification). What is signed is not looked at: that it is about the image, and says
 * what its label says, is for others to check. `message` are the bytes that a message signature is over;
 * null where they are not at hand. Never throws.
 */
export function checkBundle(
  bundle: Bundle,
  message: Uint8Array | null,
  trust: Trust,
): SignatureResult {
  let parsed: SigstoreBundle;
  let entity: SignedEntity;
  try {
    parsed = bundleFromJSON(bundle.value);
    const witnesses = witnessesOf(parsed);
    if (witnesses > mostWitnesses) {
      const found = `${witnesses} certificates, log entries and timestamps`;
      return refused([notDone("signature", found, `at most ${mostWitnesses}`)]);
    }
    if (bundle.content.kind === "message") {
      const problem = messageProblem(bundle.content.digest, message);
      if (problem !== null) return refused([problem]);
    }
    entity = toSignedEntity(parsed, Buffer.from(message ?? []));
  } catch (error) {
    return refused([failed("signature", messageOf(error), "a whole bundle")]);
  }
  if (!holdsWhatWasRead(parsed, bundle)) {
    return refused([failed("signature", "a bundle that can be read in two ways")]);
  }
  if (bringsRoot(parsed)) {
    return refused([failed("certificate", "a chain with a root of its own", "roots known here")]);
  }
  const signed = { ...entity, signature: withHashOfKey(entity.signature, bundle) };
  return signed.key.$case === "certificate"
    ? withCertificate(signed, signed.key.certificate, trust)
    : withKey(signed, signed.key.hint, trust);
}

/**
 * The library takes SHA-256 for every envelope and its entry in a log. Keys on P-384 and P-521 sign with SHA-384
 * and SHA-512 (Sigstore's algorithm registry), as cosign does.
 */
function withHashOfKey(
  content: SignedEntity["signature"],
  bundle: Bundle,
): SignedEntity["signature"] {
  if (bundle.content.kind !== "envelope") return content;
  const { payloadType, payload } = bundle.content.envelope;
  const data = preAuthenticationEncoding(payloadType, payload);
  const { signature } = content;
  return {
    signature,
    compareSignature: (other) => content.compareSignature(other),
    compareDigest: (digest) => content.compareDigest(digest),
    compareSignedDigest: (digest) => isDigestOf(data, digest),
    verifySignature: (key) => isSignedBy(data, signature, key),
  };
}

/** A log entry's digest is of the hash that the signature is over; its length tells which. */
function isDigestOf(data: Uint8Array, digest: Uint8Array): boolean {
  const algorithm = new Map([
    [32, "sha256"],
    [48, "sha384"],
    [64, "sha512"],
  ]).get(digest.length);
  return algorithm !== undefined && createHash(algorithm).update(data).digest().equals(digest);
}

/** Far more than any bundle has. The library compares each with each, before it looks whether they are good. */
const mostWitnesses = 32;

function witnessesOf({ verificationMaterial }: SigstoreBundle): number {
  const { content, tlogEntries, timestampVerificationData } = verificationMaterial;
  const certificates =
    content.$case === "x509CertificateChain" ? content.x509CertificateChain.certificates : [];
  const timestamps = timestampVerificationData?.rfc3161Timestamps ?? [];
  return certificates.length + tlogEntries.length + timestamps.length;
}

type Certificate = Extract<SignedEntity["key"], { $case: "certificate" }>["certificate"];

function withCertificate(entity: SignedEntity, leaf: Certificate, trust: Trust): SignatureResult {
  const { good, failures } = firstGood(trust.roots, (root) =>
    attemptWith(entity, root, new Verifier(material(root), root.thresholds)),
  );
  if (good === null) return refused(furthest(failures, entity));
  const reading = readClaims(leaf);
  const certificate = fromCertificate(leaf.root.toDER());
  if (reading.kind === "problem" || certificate === null) {
    const problem = reading.kind === "problem" ? reading.problem : "it can't be read";
    return refused([failed("certificate", problem, "a certificate for signing, of one identity")]);
  }
  const checks = goodChecks(
    entity,
    () => certificate,
    passed("certificate", `issued by ${rootText(good)}`),
  );
  return settle(checks, {
    kind: "certificate",
    claims: reading.claims,
    root: good.name,
    times: timesOf(entity),
  });
}

function withKey(entity: SignedEntity, hint: string, trust: Trust): SignatureResult {
  const choice = keysFor(trust, hint);
  const unknown = refused([notDone("signature", `${unknownKey} (${hint || "without a name"})`)]);
  if (choice.kind === "unknown") return unknown;
  // Where nothing came along of logs and timestamps there is nothing to ask a root for.
  const isAlone = entity.tlogEntries.length + entity.timestamps.length === 0;
  const roots = isAlone || trust.roots.length === 0 ? [noRoot] : trust.roots;
  const tries = choice.keys.flatMap((key) => roots.map((root) => ({ key, root })));
  const { good, failures } = firstGood(tries, ({ key, root }) =>
    attemptWith(entity, root, keyVerifier(root, key)),
  );
  if (good === null) return choice.isExpected ? refused(furthest(failures, entity)) : unknown;
  const { key } = good;
  const times = timesOf(entity);
  const signer = () => ({
    certificate: null,
    spki: key.key.export({ type: "spki", format: "der" }),
  });
  const checks = goodChecks(entity, signer, notApplicable("certificate"));
  return settle(
    checks.map((check) => (check.name === "timestamp" ? keyTime(key, times) : check)),
    { kind: "key", key, times },
  );
}

/** A key needs no root; what comes along of logs and timestamps is then believed by none. */
const noRoot: TrustRoot = {
  name: "no root",
  origin: "",
  material: { certificateAuthorities: [], timestampAuthorities: [], tlogs: [], ctlogs: [] },
  thresholds: { tlogThreshold: 0, ctlogThreshold: 0, timestampThreshold: 0 },
};

function keyVerifier(root: TrustRoot, key: TrustedKey): Verifier {
  const validFor = (time: Date) => isInWindow(key, time);
  // Docker's own signatures have no log entry for private names, by design; what is there must be good.
  return new Verifier(
    { ...root.material, publicKey: () => ({ publicKey: key.key, validFor }) },
    { tlogThreshold: 0, ctlogThreshold: 0, timestampThreshold: 0 },
  );
}

function material(root: TrustRoot) {
  const publicKey = () => {
    throw new VerificationError({ code: "PUBLIC_KEY_ERROR", message: "no key is expected" });
  };
  return { ...root.material, publicKey };
}

interface Failure {
  readonly check: CheckName;
  readonly message: string;
}

/** The first of those tried that does not fail, and the failures before it; what comes after it is not tried. */
function firstGood<T>(
  tries: readonly T[],
  attempt: (one: T) => Failure | null,
): { readonly good: T | null; readonly failures: readonly Failure[] } {
  const failures: Failure[] = [];
  for (const one of tries) {
    const failure = attempt(one);
    if (failure === null) return { good: one, failures };
    failures.push(failure);
  }
  return { good: null, failures };
}

/** The order in which the library checks, which is not the one in which people think. */
const stages: readonly CheckName[] = ["timestamp", "certificate", "log", "signature"];

function attemptWith(entity: SignedEntity, root: TrustRoot, verifier: Verifier): Failure | null {
  try {
    verifier.verify(entity);
    return null;
  } catch (error) {
    const code = error instanceof VerificationError ? String(error.code) : "";
    const check = stageOf(code);
    const isOfKey = entity.key.$case === "public-key";
    if (code === "SIGNATURE_ERROR") {
      const whose = isOfKey ? "this key" : "the key of its certificate";
      return { check, message: `not by ${whose} over these bytes` };
    }
    const prefix = isOfKey ? "" : `${root.name}: `;
    return { check, message: `${prefix}${messageOf(error)}` };
  }
}

function stageOf(code: string): CheckName {
  // The code for keys says that a time lies outside of the key's window.
  if (code.startsWith("TIMESTAMP") || code === "PUBLIC_KEY_ERROR") return "timestamp";
  if (code.startsWith("TLOG")) return "log";
  return code === "CERTIFICATE_ERROR" ? "certificate" : "signature";
}

/** The checks of the attempt that came furthest: the root that it was made with is the one that was meant. */
function furthest(failures: readonly Failure[], entity: SignedEntity): Check[] {
  const [failure] = [...failures].sort((a, b) => stages.indexOf(b.check) - stages.indexOf(a.check));
  if (failure === undefined) return [notDone("signature", "nothing to check it against")];
  const reached = stages.indexOf(failure.check);
  const isAbsent = (name: CheckName) =>
    (name === "log" && entity.tlogEntries.length === 0) ||
    (name === "timestamp" && entity.timestamps.length === 0) ||
    (name === "certificate" && entity.key.$case === "public-key");
  return (["signature", "certificate", "log", "timestamp"] as const).map((name) => {
    if (name === failure.check) return failed(name, failure.message);
    if (isAbsent(name)) return notApplicable(name);
    return stages.indexOf(name) < reached ? passed(name) : notDone(name);
  });
}

/** What the library leaves open: that the log entries are of this signer. It compares signature and content only. */
function goodChecks(entity: SignedEntity, signer: () => LoggedKey, certificate: Check): Check[] {
  const entries = entity.tlogEntries.length;
  return [
    passed("signature"),
    certificate,
    entries === 0 ? notApplicable("log", "no entry") : logCheck(entity, signer()),
    passed("timestamp", timeText(timesOf(entity))),
  ];
}

function logCheck({ tlogEntries }: SignedEntity, signer: LoggedKey): Check {
  for (const { canonicalizedBody } of tlogEntries) {
    const reading = readJson(canonicalizedBody);
    const keys = reading.kind === "read" ? loggedKeys(reading.value) : null;
    if (keys === null || !keys.every((key) => isSameKey(key, signer))) {
      return failed(
        "log",
        "an entry of another signer",
        "an entry of this signature by this signer",
      );
    }
  }
  return passed("log", tlogEntries.map(({ logIndex }) => `entry ${logIndex}`).join(", "));
}

/** Our own reading of the bundle is what is shown; the library's is what is checked. They must be one. */
function holdsWhatWasRead({ content }: SigstoreBundle, bundle: Bundle): boolean {
  if (content.$case === "messageSignature") return bundle.content.kind === "message";
  if (bundle.content.kind !== "envelope") return false;
  const { payload, payloadType } = content.dsseEnvelope;
  const { envelope } = bundle.content;
  return payload.equals(envelope.payload) && payloadType === envelope.payloadType;
}

function messageProblem(digest: string | null, message: Uint8Array | null): Check | null {
  if (message === null) return notDone("signature", unseenBytes);
  const [algorithm = ""] = digest?.split(":") ?? [];
  if (digest === null) return failed("signature", "an unknown kind of digest", "SHA-2");
  const found = `${algorithm}:${createHash(algorithm).update(message).digest("hex")}`;
  return found === digest ? null : failed("signature", found, digest);
}

function timesOf({ timestamps }: SignedEntity): Date[] {
  return timestamps.flatMap((stamp) => {
    if (stamp.$case === "timestamp-authority") return [stamp.timestamp.signingTime];
    const { inclusionPromise, integratedTime } = stamp.tlogEntry;
    // Only the promise is signed together with the time.
    return inclusionPromise === undefined ? [] : [new Date(Number(integratedTime) * 1000)];
  });
}

function settle(checks: readonly Check[], signedBy: SignedBy): SignatureResult {
  const isGood = checks.every(({ result }) => result === "passed" || result === "not-applicable");
  return { checks, signedBy: isGood ? signedBy : null };
}

function refused(checks: readonly Check[]): SignatureResult {
  return { checks, signedBy: null };
}

/** The specification of clients forbids it: a root that comes with what it vouches for vouches for nothing. */
function bringsRoot({ verificationMaterial: { content } }: SigstoreBundle): boolean {
  if (content.$case !== "x509CertificateChain") return false;
  return content.x509CertificateChain.certificates.some(({ rawBytes }) => {
    const certificate = parseCertificate(rawBytes);
    return certificate === null || certificate.subject.equals(certificate.issuer);
  });
}

function messageOf(error: unknown): string {
  if (error instanceof ValidationError) return `without ${error.fields.join(", ")}`;
  return error instanceof VerificationError ? error.message : "a part is missing or broken";
}
