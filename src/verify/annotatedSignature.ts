import { crypto, RFC3161Timestamp as Timestamp, type X509Certificate } from "@sigstore/core";
import { Verifier, VerificationError, type SignedEntity } from "@sigstore/verify";
import { decodeBase64 } from "../attestations/base64";
import { readJson } from "../attestations/json";
import { textField } from "../attestations/jsonFields";
import { parseCertificate, readClaims, type CertificateClaims } from "./certificate";
import { isSignedBy } from "./keySignature";
import { entryProblem, isPromised, readLogEntry, type LogEntry } from "./logEntry";
import { fromCertificate, type LoggedKey } from "./loggedKey";
import { keyTime, timeText } from "./times";
import { unknownKey, type Trust } from "./trust";
import type { TrustedKey } from "./trustedKey";
import { rootText, type TrustRoot } from "./trustRoot";
import {
  failed,
  notApplicable,
  notDone,
  passed,
  type Check,
  type SignatureResult,
} from "./verdict";

/** A signature that cosign keeps beside a layer, in annotations, or inside of an envelope. */
export interface AnnotatedSignature {
  readonly signature: Uint8Array;
  /** The bytes that it is over: the payload of simple signing, or the encoding of a DSSE envelope. */
  readonly data: Uint8Array;
  /** The payload itself; of a message the same bytes. */
  readonly payload: Uint8Array;
  /** The bytes of the DSSE envelope; null for a message. */
  readonly envelope: Uint8Array | null;
  /** Of the layer: `dev.sigstore.cosign/certificate`, `…/bundle`, `…/rfc3161timestamp`. */
  readonly annotations: Readonly<Record<string, string>>;
}

const certificateAnnotation = "dev.sigstore.cosign/certificate";
const entryAnnotation = "dev.sigstore.cosign/bundle";
const timestampAnnotation = "dev.sigstore.cosign/rfc3161timestamp";

/**
 * Checks a signature of cosign's older layout (sigstore/cosign specs/SIGNATURE_SPEC.md), by certificate or
 * by key. Its log entries are of kinds that the library does not know, so that the entry, and that it is
 * of this signature, are checked here; certificate chain, certificate timestamps and RFC 3161 timestamps
 * are the library's. The chain that comes along is not looked at: only roots known here count. Never throws.
 */
export function checkAnnotated(signed: AnnotatedSignature, trust: Trust): SignatureResult {
  const pem = signed.annotations[certificateAnnotation] ?? "";
  return pem === "" ? byKey(signed, trust) : byCertificate(signed, pem, trust);
}

function byCertificate(signed: AnnotatedSignature, pem: string, trust: Trust): SignatureResult {
  const leaf = parseCertificate(Buffer.from(pem));
  const signer = leaf === null ? null : fromCertificate(leaf.root.toDER());
  if (leaf === null || signer === null) {
    return { checks: [failed("certificate", "it can't be read")], signedBy: null };
  }
  const results = trust.roots.map((root) => byCertificateOf(signed, leaf, signer, root));
  const good = results.find(({ signedBy }) => signedBy !== null);
  const nothing = {
    checks: [notDone("certificate", "no root to check it against")],
    signedBy: null,
  };
  return good ?? results[0] ?? nothing;
}

function byCertificateOf(
  signed: AnnotatedSignature,
  leaf: X509Certificate,
  signer: LoggedKey,
  root: TrustRoot,
): SignatureResult {
  const signature = signatureCheck(signed, leaf);
  const log = logCheck(signed, signer, [root]);
  const logCount = log.entry === null ? 0 : 1;
  const needsLog = logCount < root.thresholds.tlogThreshold && log.check.result !== "failed";
  const logged = needsLog ? failed("log", "no entry", "an entry of this signature") : log.check;
  const chain = chainChecks(signed, leaf, log.entry, root);
  const checks = [signature, chain.certificate, logged, chain.timestamp];
  const isGood = checks.every(({ result }) => result === "passed" || result === "not-applicable");
  return {
    checks,
    signedBy:
      isGood && chain.claims !== null
        ? { kind: "certificate", claims: chain.claims, root: root.name, times: chain.times }
        : null,
  };
}

function signatureCheck({ data, signature }: AnnotatedSignature, leaf: X509Certificate): Check {
  return isSignedBy(data, signature, crypto.createPublicKey(leaf.publicKey))
    ? passed("signature")
    : failed("signature", "not by the key of its certificate over these bytes");
}

interface Chain {
  readonly certificate: Check;
  readonly timestamp: Check;
  readonly claims: CertificateClaims | null;
  readonly times: readonly Date[];
}

/** Certificate and times: those of a log entry whose promise was checked, and of timestamp authorities. */
function chainChecks(
  signed: AnnotatedSignature,
  leaf: X509Certificate,
  entry: LogEntry | null,
  root: TrustRoot,
): Chain {
  const none = { claims: null, times: [] };
  const stamps = readTimestamps(signed);
  if (stamps === null) {
    const timestamp = failed("timestamp", unreadableTimestamp);
    return { ...none, certificate: notDone("certificate"), timestamp };
  }
  const times = timesOf(entry, stamps);
  const problem = vouchingProblem(signed, leaf, { entry, stamps }, root);
  if (problem?.check === "timestamp") {
    const timestamp = failed("timestamp", problem.message, "a time that somebody vouches for");
    return { ...none, certificate: notDone("certificate"), timestamp };
  }
  const timestamp = passed("timestamp", timeText(times));
  const reading = readClaims(leaf);
  const refusal = problem?.message ?? (reading.kind === "problem" ? reading.problem : null);
  if (refusal !== null || reading.kind === "problem") {
    return { ...none, certificate: failed("certificate", refusal), timestamp };
  }
  const certificate = passed("certificate", `issued by ${rootText(root)}`);
  return { certificate, timestamp, claims: reading.claims, times };
}

/** What a root has against the certificate, or a key's window, and the times; null for nothing. */
function vouchingProblem(
  { signature, envelope }: AnnotatedSignature,
  signer: X509Certificate | TrustedKey,
  { entry, stamps }: { readonly entry: LogEntry | null; readonly stamps: readonly Timestamp[] },
  root: TrustRoot,
): { readonly check: "timestamp" | "certificate"; readonly message: string } | null {
  const isKey = "hint" in signer;
  const entity: SignedEntity = {
    // The signature itself and the entry are checked here, so the library is asked for all but these.
    signature: {
      // Only timestamps are compared with it. cosign has the envelope stamped where there is one.
      signature: Buffer.from(envelope ?? signature),
      compareSignature: () => true,
      compareDigest: () => true,
      compareSignedDigest: () => true,
      verifySignature: () => true,
    },
    key: isKey
      ? { $case: "public-key", hint: signer.hint }
      : { $case: "certificate", certificate: signer },
    tlogEntries: [],
    timestamps: [
      ...(entry === null
        ? []
        : [{ $case: "transparency-log" as const, tlogEntry: promisedEntry(entry) }]),
      ...stamps.map((timestamp) => ({ $case: "timestamp-authority" as const, timestamp })),
    ],
  };
  const publicKey = () => {
    // The check of the time says more of its window.
    if (isKey) return { publicKey: signer.key, validFor: () => true };
    throw new VerificationError({ code: "PUBLIC_KEY_ERROR", message: "no key is expected" });
  };
  try {
    const { ctlogThreshold, timestampThreshold } = isKey ? noThresholds : root.thresholds;
    const thresholds = { ctlogThreshold, timestampThreshold, tlogThreshold: 0 };
    new Verifier({ ...root.material, publicKey }, thresholds).verify(entity);
    return null;
  } catch (error) {
    const isKnown = error instanceof VerificationError;
    const isTime = isKnown && error.code === "TIMESTAMP_ERROR";
    const message = `${root.name}: ${isKnown ? error.message : "it is broken"}`;
    return { check: isTime ? "timestamp" : "certificate", message };
  }
}

/** A key that is in use needs nobody who vouches for it. */
const noThresholds = { ctlogThreshold: 0, timestampThreshold: 0 };

function promisedEntry(entry: LogEntry) {
  return {
    logIndex: String(entry.logIndex),
    logId: { keyId: Buffer.from(entry.logId, "hex") },
    kindVersion: { kind: "", version: "" },
    integratedTime: String(entry.integratedTime),
    inclusionPromise: { signedEntryTimestamp: Buffer.from(entry.promise) },
    inclusionProof: undefined,
    canonicalizedBody: Buffer.from(entry.body),
  };
}

function readTimestamps({ annotations }: AnnotatedSignature): Timestamp[] | null {
  const annotation = annotations[timestampAnnotation] ?? "";
  if (annotation === "") return [];
  const reading = readJson(Buffer.from(annotation));
  if (reading.kind === "broken") return null;
  const bytes = decodeBase64(textField(reading.value, "SignedRFC3161Timestamp") ?? "");
  if (bytes === null) return null;
  try {
    const stamp = Timestamp.parse(Buffer.from(bytes));
    // Parsing is lazy: the time is what is needed of it.
    return Number.isNaN(stamp.signingTime.getTime()) ? null : [stamp];
  } catch {
    return null;
  }
}

function byKey(signed: AnnotatedSignature, trust: Trust): SignatureResult {
  const key = trust.keys.find((one) => isSignedBy(signed.data, signed.signature, one.key));
  if (key === undefined) return { checks: [unknownKeyCheck(trust)], signedBy: null };
  const spki = key.key.export({ type: "spki", format: "der" });
  const log = logCheck(signed, { certificate: null, spki }, trust.roots);
  const { times, problem } = keyTimes(signed, key, log.entry, trust.roots);
  const checks = [
    passed("signature", `key ${key.name}`),
    notApplicable("certificate"),
    log.check,
    problem === null ? keyTime(key, times) : failed("timestamp", problem),
  ];
  const isGood = checks.every(({ result }) => result === "passed" || result === "not-applicable");
  return { checks, signedBy: isGood ? { kind: "key", key, times } : null };
}

/** The times that a log and timestamp authorities vouch for; one that nobody known vouches for is a problem. */
function keyTimes(
  signed: AnnotatedSignature,
  key: TrustedKey,
  entry: LogEntry | null,
  roots: readonly TrustRoot[],
): { readonly times: readonly Date[]; readonly problem: string | null } {
  const stamps = readTimestamps(signed);
  if (stamps === null) return { times: [], problem: unreadableTimestamp };
  const times = timesOf(entry, stamps);
  if (stamps.length === 0) return { times, problem: null };
  const vouchers = { entry: null, stamps };
  const problems = roots.map((root) => vouchingProblem(signed, key, vouchers, root));
  if (problems.includes(null)) return { times, problem: null };
  return { times, problem: problems[0]?.message ?? "no root to check it against" };
}

function timesOf(entry: LogEntry | null, stamps: readonly Timestamp[]): Date[] {
  return [
    ...(entry === null ? [] : [new Date(entry.integratedTime * 1000)]),
    ...stamps.map(({ signingTime }) => signingTime),
  ];
}

const unreadableTimestamp = "a timestamp that can't be read";

/** Nothing says by which key it is: where one is expected it is not by that one, else it can't be told. */
function unknownKeyCheck({ keys, keysAreExpected }: Trust): Check {
  if (!keysAreExpected) return notDone("signature", unknownKey);
  const names = keys.map(({ name }) => name).join(" or ");
  return failed("signature", "another key, or other bytes", `key ${names}`);
}

interface LogResult {
  readonly check: Check;
  /** Null unless the check passed. */
  readonly entry: LogEntry | null;
}

function logCheck(
  { annotations, signature, payload, envelope }: AnnotatedSignature,
  signer: LoggedKey,
  roots: readonly TrustRoot[],
): LogResult {
  const annotation = annotations[entryAnnotation] ?? "";
  if (annotation === "") return { check: notApplicable("log", "no entry"), entry: null };
  const entry = readLogEntry(annotation);
  if (typeof entry === "string") return { check: failed("log", entry), entry: null };
  const problem =
    entryProblem(entry, { signature, signer, payload, envelope }) ??
    (roots.some((root) => isPromised(entry, root)) ? null : "a promise of no log that is known");
  if (problem !== null) {
    return {
      check: failed("log", problem, "an entry of this signature by this signer"),
      entry: null,
    };
  }
  return { check: passed("log", `entry ${entry.logIndex}`), entry };
}
