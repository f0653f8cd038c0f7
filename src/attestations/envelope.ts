import { decodeBase64 } from "./base64";
import type { Envelope } from "./document";
import type { JsonValue } from "./json";
import { field, isList, isObject, listField, textField } from "./jsonFields";

export type EnvelopeReading =
  | { readonly kind: "envelope"; readonly envelope: Envelope }
  | { readonly kind: "problem"; readonly problem: string };

/** Whether a value has the shape of a DSSE envelope, whole or not. */
export function looksLikeEnvelope(value: JsonValue): boolean {
  return isObject(value) && field(value, "payloadType") !== undefined && "payload" in value;
}

/**
 * Reads a DSSE envelope (secure-systems-lab/dsse, envelope.md), with base64 of either alphabet. Nothing is
 * checked. Signatures are given in their order; a broken one makes the whole envelope a problem, since it
 * can't be told what it was. Never throws.
 */
export function readEnvelope(value: JsonValue): EnvelopeReading {
  const payloadType = textField(value, "payloadType");
  const payloadText = textField(value, "payload");
  if (payloadType === null || payloadText === null) return problem("The envelope has no payload.");
  const payload = decodeBase64(payloadText);
  if (payload === null) return problem("The payload of the envelope is not base64.");
  if (!isList(field(value, "signatures"))) return problem("The envelope has no signatures.");
  const signatures: Envelope["signatures"][number][] = [];
  for (const entry of listField(value, "signatures")) {
    const signature = decodeBase64(textField(entry, "sig") ?? "");
    if (signature === null || signature.length === 0) {
      return problem("A signature of the envelope is not base64.");
    }
    signatures.push({ keyid: textField(entry, "keyid"), signature });
  }
  return { kind: "envelope", envelope: { payloadType, payload, signatures } };
}

/** The bytes that a DSSE signature is made over: the type and the payload, each with its length in bytes (protocol.md). */
export function preAuthenticationEncoding(payloadType: string, payload: Uint8Array): Uint8Array {
  const type = Buffer.from(payloadType, "utf8");
  return Buffer.concat([
    Buffer.from(`DSSEv1 ${type.length} `),
    type,
    Buffer.from(` ${payload.length} `),
    payload,
  ]);
}

/** Whether a payload of this type is an in-toto Statement; anything else is shown and not interpreted. */
export function isStatementType(payloadType: string): boolean {
  return /^application\/vnd\.in-toto(?:\.[a-z0-9_.-]+)?\+json$/i.test(payloadType);
}

function problem(text: string): EnvelopeReading {
  return { kind: "problem", problem: text };
}
