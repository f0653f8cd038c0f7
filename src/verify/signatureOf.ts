import { createHash } from "node:crypto";
import { isStatementType, preAuthenticationEncoding } from "../attestations/envelope";
import { decodeBase64 } from "../attestations/base64";
import type { Envelope } from "../attestations/document";
import type { Bundle } from "../attestations/bundle";
import { readJson } from "../attestations/json";
import { field, isObject } from "../attestations/jsonFields";
import { readSimpleSigning, type SimpleSigning } from "../attestations/simpleSigning";
import { checkAnnotated } from "./annotatedSignature";
import { checkBundle } from "./bundleSignature";
import type { Candidate } from "./candidate";
import type { Trust } from "./trust";
import { failed, notApplicable, notDone, type SignatureResult } from "./verdict";

/** What a signature is over, once it was checked. */
export type Signed =
  /** A statement by itself: the payload of an envelope. */
  | { readonly kind: "statement"; readonly payload: Uint8Array }
  /** An envelope whose payload is something else. */
  | { readonly kind: "other"; readonly payloadType: string }
  /** A manifest, named by its digest. */
  | {
      readonly kind: "manifest";
      readonly digest: string | null;
      readonly payload: SimpleSigning | null;
    };

export interface OpenedSignature {
  readonly result: SignatureResult;
  /** Null where there is no signature. */
  readonly signed: Signed | null;
}

const signatureAnnotation = "dev.cosignproject.cosign/signature";

/**
 * The signature that a candidate holds, checked. A bundle that signs bytes and not a statement says which by
 * their digest: one of `manifests`, or a payload of simple signing that is beside it.
 * @param manifests digest → bytes of those that it may be over
 */
export function openSignature(
  candidate: Candidate,
  manifests: ReadonlyMap<string, Uint8Array>,
  trust: Trust,
): OpenedSignature {
  const { content, annotations } = candidate;
  switch (content.kind) {
    case "bundle": {
      const { bundle } = content;
      if (bundle.content.kind === "message")
        return overBytes(bundle, bundle.content.digest, candidate, manifests, trust);
      const result = checkBundle(bundle, null, trust);
      return { result, signed: signedBy(bundle.content.envelope) };
    }
    case "envelope":
      return {
        result: checkEnvelope(candidate, content.envelope, trust),
        signed: signedBy(content.envelope),
      };
    case "simple-signing": {
      const { payload } = content;
      const signature = decodeBase64(annotations[signatureAnnotation] ?? "");
      const signed = { kind: "manifest", digest: payload.digest, payload } as const;
      if (signature === null || signature.length === 0) {
        return { result: refused("no signature beside it"), signed };
      }
      const { bytes } = candidate;
      const message = { signature, data: bytes, payload: bytes, envelope: null, annotations };
      return { result: checkAnnotated(message, trust), signed };
    }
    case "notary": {
      const check = notDone("signature", "of the Notary Project, which is not verified here");
      return { result: { checks: [check], signedBy: null }, signed: null };
    }
    default:
      return {
        result: { checks: [notApplicable("signature", "unsigned")], signedBy: null },
        signed: null,
      };
  }
}

/** A bare signature: of a manifest itself, or of a payload that names one. */
function overBytes(
  bundle: Bundle,
  digest: string | null,
  { beside }: Candidate,
  manifests: ReadonlyMap<string, Uint8Array>,
  trust: Trust,
): OpenedSignature {
  const manifest = digest === null ? undefined : withDigest(digest, manifests);
  if (manifest !== undefined) {
    const signed = { kind: "manifest", digest: manifest.digest, payload: null } as const;
    return { result: checkBundle(bundle, manifest.bytes, trust), signed };
  }
  const bytes = beside.get(digest ?? "") ?? null;
  const payload = bytes === null ? null : readPayload(bytes);
  const signed = { kind: "manifest", digest: payload?.digest ?? digest, payload } as const;
  return { result: checkBundle(bundle, payload === null ? null : bytes, trust), signed };
}

/** The manifest with a digest, which may be of another algorithm than the one it is listed under. */
function withDigest(
  digest: string,
  manifests: ReadonlyMap<string, Uint8Array>,
): { readonly digest: string; readonly bytes: Uint8Array } | undefined {
  const [algorithm = ""] = digest.split(":");
  const [found] = [...manifests].filter(([listed, bytes]) =>
    listed.startsWith(`${algorithm}:`)
      ? listed === digest
      : `${algorithm}:${createHash(algorithm).update(bytes).digest("hex")}` === digest,
  );
  return found === undefined ? undefined : { digest: found[0], bytes: found[1] };
}

/**
 * Null for what is not such a payload and nothing else. Nothing but its content tells what a bare signature is over,
 * and somebody's signed manifest must not pass for a payload that names another image.
 */
function readPayload(bytes: Uint8Array): SimpleSigning | null {
  const reading = readJson(bytes);
  if (reading.kind === "broken" || reading.duplicates.length > 0) return null;
  const { value } = reading;
  const isPayload =
    isObject(value) &&
    isObject(field(value, "critical")) &&
    Object.keys(value).every((name) => name === "critical" || name === "optional");
  return isPayload ? readSimpleSigning(value, null) : null;
}

/** One signature, no more: of several it can't be told which one speaks, and a log entry is of one. */
function checkEnvelope(candidate: Candidate, envelope: Envelope, trust: Trust): SignatureResult {
  const [only, ...more] = envelope.signatures;
  if (only === undefined) return refused("an envelope without a signature");
  if (more.length > 0) return refused(`an envelope with ${1 + more.length} signatures`);
  const { payload, payloadType } = envelope;
  return checkAnnotated(
    {
      signature: only.signature,
      data: preAuthenticationEncoding(payloadType, payload),
      payload,
      envelope: candidate.bytes,
      annotations: candidate.annotations,
    },
    trust,
  );
}

function signedBy({ payloadType, payload }: Envelope): Signed {
  return isStatementType(payloadType)
    ? { kind: "statement", payload }
    : { kind: "other", payloadType };
}

function refused(found: string): SignatureResult {
  return { checks: [failed("signature", found, "one signature")], signedBy: null };
}
