import type { TrustRoot } from "./trustRoot";
import type { TrustedKey } from "./trustedKey";

/** What signatures are checked against. Who may sign for which image is the policy's. */
export interface Trust {
  /** Tried in their order. */
  readonly roots: readonly TrustRoot[];
  readonly keys: readonly TrustedKey[];
  /** Whether a signature by a key must be by one of these; else one by another key can't be told. */
  readonly keysAreExpected: boolean;
}

/** What the check `signature` found where nobody named the key, and which key it is can't be told. */
export const unknownKey = "a key that is not known here";

/** What the check `signature` found of a bundle over bytes that nobody gave. */
export const unseenBytes = "the signed bytes are not at hand";

export type KeyChoice =
  | {
      readonly kind: "keys";
      readonly keys: readonly TrustedKey[];
      /** Whether it has to be by one of these: where it is by none, it can't be told whose it is else. */
      readonly isExpected: boolean;
    }
  | { readonly kind: "unknown"; readonly hint: string };

/**
 * The keys with which to check a signature whose bundle says which key made it. The hint is unsigned: it
 * chooses among known keys. One that looks like the hash of a key and is none of theirs is another's; any
 * other text says nothing.
 */
export function keysFor({ keys, keysAreExpected }: Trust, hint: string): KeyChoice {
  const named = keys.filter((key) => key.hint === hint);
  if (named.length > 0) return { kind: "keys", keys: named, isExpected: true };
  // Whoever names a key means it, whatever the bundle calls it.
  if (keysAreExpected) return { kind: "keys", keys, isExpected: true };
  const isHash = /^[A-Za-z0-9+/]{43}=$/.test(hint);
  return isHash || keys.length === 0
    ? { kind: "unknown", hint }
    : { kind: "keys", keys, isExpected: false };
}
