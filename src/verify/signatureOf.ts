import { isStatementType, preAuthenticationEncoding } from "../attestations/envelope";
import { decodeBase64 } from "../attestations/base64";
import type { Envelope } from "../attestations/document";
import type { SimpleSigning } from "../attestations/simpleSigning";
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
 * The signature that a candidate holds, checked. `message` are the bytes of the manifest that it is meant
 * to be over, for bundles that sign bytes and not a statement.
 */
export function openSignature(
  candidate: Candidate,
  message: Uint8Array | null,
  trust: Trust,
): OpenedSignature {
  const { content, annotations } = candidate;
  switch (content.kind) {
    case "bundle": {
      const { bundle } = content;
      const result = checkBundle(bundle, message, trust);
      if (bundle.content.kind === "message") {
        const signed = { kind: "manifest", digest: bundle.content.digest, payload: null } as const;
        return { result, signed };
      }
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
      const check = notDone("signature", "of the Notary Project: not verified here");
      return { result: { checks: [check], signedBy: null }, signed: null };
    }
    default:
      return {
        result: { checks: [notApplicable("signature", "unsigned")], signedBy: null },
        signed: null,
      };
  }
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
