import { createPublicKey, X509Certificate } from "node:crypto";
import { decodeBase64 } from "../attestations/base64";
import type { JsonValue } from "../attestations/json";
import { field, isObject, listField, textField } from "../attestations/jsonFields";

/** A certificate or public key as a log entry or a bundle has it. */
export interface LoggedKey {
  /** The certificate in DER; null for a bare key. */
  readonly certificate: Buffer | null;
  /** Its public key: SPKI in DER. */
  readonly spki: Buffer;
}

/** Whether two are the same: as certificates where both are, else by their keys. */
export function isSameKey(one: LoggedKey, other: LoggedKey): boolean {
  if (one.certificate !== null && other.certificate !== null) {
    return one.certificate.equals(other.certificate);
  }
  return one.spki.equals(other.spki);
}

/**
 * The keys that the body of a Rekor entry names as those that made its signatures (sigstore/rekor
 * pkg/types: hashedrekord, rekord, intoto and dsse; rekor-tiles for the kinds of version 0.0.2). Null for
 * an entry in which none can be found or one can't be read: it vouches for nobody.
 */
export function loggedKeys(body: JsonValue): readonly LoggedKey[] | null {
  const spec = field(body, "spec");
  const found = [
    textField(spec, "publicKey"),
    textField(field(field(spec, "signature"), "publicKey"), "content"),
    ...listField(spec, "signatures").map((entry) => textField(entry, "verifier")),
    ...listField(field(field(spec, "content"), "envelope"), "signatures").map((entry) =>
      textField(entry, "publicKey"),
    ),
  ].filter((text): text is string => text !== null);
  const keys = [
    ...found.map((text) => fromPem(decodeBase64(text))),
    ...verifiersOfTiles(spec).map(fromVerifier),
  ];
  const known = keys.filter((key) => key !== null);
  return known.length === 0 || known.length < keys.length ? null : known;
}

/** A certificate or a public key in PEM. */
export function fromPem(bytes: Uint8Array | null): LoggedKey | null {
  if (bytes === null) return null;
  const text = Buffer.from(bytes).toString("latin1");
  return attempt(() =>
    text.includes("BEGIN CERTIFICATE")
      ? ofCertificate(new X509Certificate(text))
      : { certificate: null, spki: createPublicKey(text).export({ type: "spki", format: "der" }) },
  );
}

export function fromCertificate(der: Uint8Array): LoggedKey | null {
  return attempt(() => ofCertificate(new X509Certificate(der)));
}

function verifiersOfTiles(spec: JsonValue | undefined): JsonValue[] {
  const hashed = field(field(field(spec, "hashedRekordV002"), "signature"), "verifier");
  const envelopes = listField(field(spec, "dsseV002"), "signatures").map((it) =>
    field(it, "verifier"),
  );
  return [hashed, ...envelopes].filter((it): it is JsonValue => isObject(it));
}

function fromVerifier(verifier: JsonValue): LoggedKey | null {
  const certificate = textField(field(verifier, "x509Certificate"), "rawBytes");
  const bytes = decodeBase64(
    certificate ?? textField(field(verifier, "publicKey"), "rawBytes") ?? "",
  );
  if (bytes === null) return null;
  if (certificate !== null) return fromCertificate(bytes);
  return attempt(() => {
    const key = createPublicKey({ key: Buffer.from(bytes), format: "der", type: "spki" });
    return { certificate: null, spki: key.export({ type: "spki", format: "der" }) };
  });
}

function ofCertificate(certificate: X509Certificate): LoggedKey {
  return {
    certificate: certificate.raw,
    spki: certificate.publicKey.export({ type: "spki", format: "der" }),
  };
}

function attempt(make: () => LoggedKey): LoggedKey | null {
  try {
    return make();
  } catch {
    return null;
  }
}
