import { createHash } from "node:crypto";
import { json } from "@sigstore/core";
import { decodeBase64 } from "../attestations/base64";
import { readJson, type JsonValue } from "../attestations/json";
import { field, listField, textField } from "../attestations/jsonFields";
import { isSignedBy } from "./keySignature";
import { isSameKey, loggedKeys, type LoggedKey } from "./loggedKey";
import type { TrustRoot } from "./trustRoot";

/** An entry of a Rekor log with the log's promise to include it, as cosign's annotation has it. */
export interface LogEntry {
  readonly body: Uint8Array;
  /** Seconds since 1970. */
  readonly integratedTime: number;
  readonly logIndex: number;
  /** SHA-256 of the log's key, hexadecimal. */
  readonly logId: string;
  readonly promise: Uint8Array;
}

/** What an entry has to be about. */
export interface Logged {
  readonly signature: Uint8Array;
  readonly signer: LoggedKey;
  /** What is signed: the payload of an envelope, or all of the message. */
  readonly payload: Uint8Array;
  /** The bytes of the DSSE envelope; null for a message. */
  readonly envelope: Uint8Array | null;
}

/** Reads cosign's annotation `dev.sigstore.cosign/bundle`; a sentence where it is none. */
export function readLogEntry(annotation: string): LogEntry | string {
  const reading = readJson(Buffer.from(annotation));
  if (reading.kind === "broken") return reading.problem;
  const payload = field(reading.value, "Payload");
  const body = decodeBase64(textField(payload, "body") ?? "");
  const promise = decodeBase64(textField(reading.value, "SignedEntryTimestamp") ?? "");
  const integratedTime = field(payload, "integratedTime");
  const logIndex = field(payload, "logIndex");
  const logId = textField(payload, "logID");
  if (
    body === null ||
    promise === null ||
    promise.length === 0 ||
    logId === null ||
    !isCount(integratedTime) ||
    !isCount(logIndex)
  ) {
    return "The log entry is not whole.";
  }
  return { body, integratedTime, logIndex, logId, promise };
}

/** Whether a log of this root, while it was believed, promised to include the entry at that time (Rekor's signed entry timestamp). */
export function isPromised(entry: LogEntry, { material }: TrustRoot): boolean {
  const time = new Date(entry.integratedTime * 1000);
  const { integratedTime, logIndex, logId: logID } = entry;
  const body = Buffer.from(entry.body).toString("base64");
  const data = Buffer.from(json.canonicalize({ body, integratedTime, logIndex, logID }));
  return material.tlogs.some(
    (log) =>
      log.logID.toString("hex") === logID &&
      log.validFor.start <= time &&
      time <= log.validFor.end &&
      isSignedBy(data, entry.promise, log.publicKey),
  );
}

/**
 * What is wrong with an entry as a witness of this signature, null where nothing is: its kind must be
 * known, and it must hold the digest of what is signed, the signature (`intoto` 0.0.1: the digest of the
 * whole envelope) and the signer's certificate or key. Kinds as in sigstore/rekor pkg/types.
 */
export function entryProblem(entry: LogEntry, logged: Logged): string | null {
  const reading = readJson(entry.body);
  if (reading.kind === "broken") return "an entry that is no JSON";
  const body = reading.value;
  const kind = `${textField(body, "kind") ?? ""} ${textField(body, "apiVersion") ?? ""}`;
  const binding = bindings[kind];
  if (binding === undefined) return `an entry of a kind that is not known: ${kind}`;
  if (!binding(field(body, "spec") ?? null, logged)) return "an entry of other content";
  const keys = loggedKeys(body);
  const isSigners = keys !== null && keys.every((key) => isSameKey(key, logged.signer));
  return isSigners ? null : "an entry of another signer";
}

type Binding = (spec: JsonValue, logged: Logged) => boolean;

const bindings: Readonly<Record<string, Binding>> = {
  "hashedrekord 0.0.1": isOfMessage,
  "rekord 0.0.1": isOfMessage,
  "intoto 0.0.1": (spec, { payload, envelope }) => {
    const content = field(spec, "content");
    return (
      envelope !== null &&
      hasDigest(field(content, "hash"), envelope) &&
      hasDigest(field(content, "payloadHash"), payload)
    );
  },
  "intoto 0.0.2": (spec, { payload, signature, envelope }) => {
    const content = field(spec, "content");
    const entries = listField(field(content, "envelope"), "signatures");
    // Twice in base64: the field is bytes, and holds the text of the envelope's own field.
    const texts = entries.map((entry) => decodeBase64(textField(entry, "sig") ?? ""));
    const signatures = texts.map((text) =>
      text === null ? null : decodeBase64(Buffer.from(text).toString("latin1")),
    );
    return (
      envelope !== null &&
      hasDigest(field(content, "payloadHash"), payload) &&
      isOnly(signatures, signature)
    );
  },
  "dsse 0.0.1": (spec, { payload, signature, envelope }) => {
    const entries = listField(spec, "signatures");
    const signatures = entries.map((entry) => decodeBase64(textField(entry, "signature") ?? ""));
    return (
      envelope !== null &&
      hasDigest(field(spec, "payloadHash"), payload) &&
      isOnly(signatures, signature)
    );
  },
};

function isOfMessage(spec: JsonValue, { payload, signature, envelope }: Logged): boolean {
  const content = decodeBase64(textField(field(spec, "signature"), "content") ?? "");
  return (
    envelope === null &&
    hasDigest(field(field(spec, "data"), "hash"), payload) &&
    isOnly([content], signature)
  );
}

function hasDigest(hash: JsonValue | undefined, bytes: Uint8Array): boolean {
  return (
    textField(hash, "algorithm") === "sha256" &&
    textField(hash, "value") === createHash("sha256").update(bytes).digest("hex")
  );
}

function isOnly(found: readonly (Uint8Array | null)[], wanted: Uint8Array): boolean {
  const [one] = found;
  return found.length === 1 && one != null && Buffer.from(one).equals(wanted);
}

function isCount(value: JsonValue | undefined): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}
