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
  | "digest"
  | "signature"
  | "certificate"
  | "log"
  | "timestamp"
  | "identity"
  | "subject"
  | "name"
  | "predicate"
  | "builder"
  | "level"
  | "freshness";

export type Signer =
  | { readonly kind: "identity"; readonly identity: string; readonly issuer: string }
  | { readonly kind: "key"; readonly key: string };

/**
 * What a person may make of it. Verified: the signature is good, about this very image, and of somebody who
 * may speak for it. Untrusted: good, but the signer is not on the list. Unchecked: it could not be told.
 */
export type Verdict = "verified" | "untrusted" | "unsigned" | "unchecked" | "failed";
