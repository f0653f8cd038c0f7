import { createHash, sign, type KeyObject } from "node:crypto";
import type { Authority, Issued } from "./authority";

export const statementType = "application/vnd.in-toto+json";

export interface MadeEnvelope {
  readonly payloadType: string;
  readonly payload: string;
  readonly signatures: readonly { readonly sig: string }[];
}

export function hex(bytes: Uint8Array | string): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** A DSSE envelope over a text, signed by a key; Ed25519 has its own hash. */
export function envelope(
  text: string,
  key: KeyObject,
  payloadType = statementType,
  hash: string | null = "sha256",
): MadeEnvelope {
  const payload = Buffer.from(text);
  const encoded = Buffer.concat([
    Buffer.from(`DSSEv1 ${payloadType.length} ${payloadType} ${payload.length} `),
    payload,
  ]);
  const sig = sign(hash, encoded, key).toString("base64");
  return { payloadType, payload: payload.toString("base64"), signatures: [{ sig }] };
}

/** The body of a Rekor entry of kind dsse for an envelope. */
export function dsseBody(made: MadeEnvelope, pem: string): Record<string, unknown> {
  const payload = Buffer.from(made.payload, "base64");
  const signature = made.signatures[0]?.sig ?? "";
  return {
    apiVersion: "0.0.1",
    kind: "dsse",
    spec: {
      envelopeHash: { algorithm: "sha256", value: hex(JSON.stringify(made)) },
      payloadHash: { algorithm: "sha256", value: hex(payload) },
      signatures: [{ signature, verifier: Buffer.from(pem).toString("base64") }],
    },
  };
}

/** A Sigstore bundle of version 0.1 with a certificate and a promised log entry. */
export function certificateBundle(
  authority: Authority,
  issued: Issued,
  made: MadeEnvelope,
  body: Record<string, unknown> = dsseBody(made, issued.pem),
): Record<string, unknown> {
  const entry = authority.log(body);
  return {
    mediaType: "application/vnd.dev.sigstore.bundle+json;version=0.1",
    verificationMaterial: {
      x509CertificateChain: { certificates: [{ rawBytes: issued.der.toString("base64") }] },
      tlogEntries: [
        {
          logIndex: String(entry.logIndex),
          logId: { keyId: Buffer.from(entry.logId, "hex").toString("base64") },
          kindVersion: { kind: body["kind"], version: body["apiVersion"] },
          integratedTime: String(entry.integratedTime),
          inclusionPromise: { signedEntryTimestamp: entry.promise },
          canonicalizedBody: entry.body,
        },
      ],
    },
    dsseEnvelope: made,
  };
}

/** A Sigstore bundle of version 0.3 by a key, without a log entry. */
export function keyBundle(hint: string, made: MadeEnvelope): Record<string, unknown> {
  return {
    mediaType: "application/vnd.dev.sigstore.bundle.v0.3+json",
    verificationMaterial: { publicKey: { hint }, tlogEntries: [] },
    dsseEnvelope: made,
  };
}

/** cosign's annotations for a certificate and a log entry. */
export function cosignAnnotations(
  authority: Authority,
  issued: Issued,
  body: Record<string, unknown>,
): Record<string, string> {
  const { promise, logId, ...entry } = authority.log(body);
  return {
    "dev.sigstore.cosign/certificate": issued.pem,
    "dev.sigstore.cosign/bundle": JSON.stringify({
      SignedEntryTimestamp: promise,
      Payload: { ...entry, logID: logId },
    }),
  };
}
