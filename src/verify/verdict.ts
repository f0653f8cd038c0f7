import type { CertificateClaims } from "./certificate";
import type { TrustedKey } from "./trustedKey";

/** One thing that was looked at, with what should have been found and what was. */
export interface Check {
  readonly name: CheckName;
  readonly result: "passed" | "failed" | "not-applicable" | "not-done";
  /** Null where there is nothing to compare. */
  readonly expected: string | null;
  readonly found: string | null;
}

/** In the order in which they are made and shown. */
export type CheckName =
  /** The bytes have the digest under which they are listed. */
  | "digest"
  /** The signature is the signer's, over these bytes. */
  | "signature"
  /** The certificate was given by an authority that is believed, was valid then, and is for signing. */
  | "certificate"
  /** A transparency log has this very signature, by this very signer. */
  | "log"
  /** The time of signing is vouched for. */
  | "timestamp"
  /** The signer may speak for this image. */
  | "identity"
  /** What is signed says one thing, in one way. */
  | "statement"
  /** It is about this very image. */
  | "subject"
  /** Where it names a repository, it is the one asked for. */
  | "name"
  /** It is of the type that its label says. */
  | "predicate"
  /** The builder that it names is the one that signed. */
  | "builder"
  /** Its SLSA build level is at least the one required. */
  | "level"
  /** It is not older than allowed. */
  | "freshness";

export type Signer =
  | { readonly kind: "identity"; readonly identity: string; readonly issuer: string }
  | {
      readonly kind: "key";
      /** Its name, for people. */
      readonly key: string;
      /** SHA-256 of its SPKI in base64. */
      readonly hint: string;
    };

/**
 * What a person may make of it. Verified: the signature is good, about this very image, and of somebody who
 * may speak for it. Untrusted: good, but the signer is not on the list. Unchecked: it could not be told.
 */
export type Verdict = "verified" | "untrusted" | "unsigned" | "unchecked" | "failed";

/** Who made a signature, known for certain. */
export type SignedBy = {
  /** The times that a log or a timestamp authority vouches for; may be empty for a key. */
  readonly times: readonly Date[];
} & (
  | {
      readonly kind: "certificate";
      readonly claims: CertificateClaims;
      /** Name of the trusted root that the certificate leads to. */
      readonly root: string;
    }
  | { readonly kind: "key"; readonly key: TrustedKey }
);

/** What came of checking one signature: the checks up to `timestamp`. */
export interface SignatureResult {
  readonly checks: readonly Check[];
  /** Null unless every check passed or does not apply. */
  readonly signedBy: SignedBy | null;
}

export function passed(
  name: CheckName,
  found: string | null = null,
  expected: string | null = null,
): Check {
  return { name, result: "passed", expected, found };
}

export function failed(
  name: CheckName,
  found: string | null,
  expected: string | null = null,
): Check {
  return { name, result: "failed", expected, found };
}

export function notDone(
  name: CheckName,
  found: string | null = null,
  expected: string | null = null,
): Check {
  return { name, result: "not-done", expected, found };
}

export function notApplicable(name: CheckName, found: string | null = null): Check {
  return { name, result: "not-applicable", expected: null, found };
}

/** How a signer is shown: the identity and who knew it, or the name of the key. */
export function signerOf(signedBy: SignedBy): Signer {
  return signedBy.kind === "key"
    ? { kind: "key", key: signedBy.key.name, hint: signedBy.key.hint }
    : { kind: "identity", identity: signedBy.claims.identity, issuer: signedBy.claims.issuer };
}
