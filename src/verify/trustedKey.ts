import { createHash, createPublicKey, type KeyObject } from "node:crypto";

/** A public key whose signatures are believed, and when. */
export interface TrustedKey {
  /** `dhi-2`, or the file that it is from: for people, and for policies to name. */
  readonly name: string;
  readonly key: KeyObject;
  /** SHA-256 of the key's SPKI, in base64: what Sigstore bundles name a key by. It selects among known keys and proves nothing. */
  readonly hint: string;
  readonly from: Date | null;
  /** Where it is set, the key is retired: a signature counts only with a verified time before that. */
  readonly until: Date | null;
}

export type KeyReading =
  | { readonly kind: "key"; readonly key: TrustedKey }
  | { readonly kind: "problem"; readonly problem: string };

/**
 * Reads a public key: PEM (SPKI or PKCS#1), as `cosign.pub` is, or SPKI in DER. ECDSA on P-256, P-384 and
 * P-521, Ed25519 and RSA from 2048 bits are taken. A private key is refused, not read for its public half:
 * it is in the wrong place. Never throws.
 */
export function readPublicKey(bytes: Uint8Array, name: string): KeyReading {
  const text = Buffer.from(bytes).toString("latin1");
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text)) {
    return problem("it holds a private key; the public one is what is needed");
  }
  try {
    const key = text.includes("-----BEGIN")
      ? createPublicKey(text)
      : createPublicKey({ key: Buffer.from(bytes), format: "der", type: "spki" });
    const weakness = weaknessOf(key);
    return weakness === null ? { kind: "key", key: trustedKey(name, key) } : problem(weakness);
  } catch {
    return problem("it holds no public key in PEM or DER");
  }
}

export function trustedKey(
  name: string,
  key: KeyObject,
  { from = null, until = null }: { readonly from?: Date | null; readonly until?: Date | null } = {},
): TrustedKey {
  const spki = key.export({ type: "spki", format: "der" });
  return { name, key, hint: createHash("sha256").update(spki).digest("base64"), from, until };
}

function weaknessOf({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): string | null {
  const { namedCurve = "", modulusLength = 0 } = asymmetricKeyDetails ?? {};
  switch (asymmetricKeyType) {
    case "ed25519":
      return null;
    case "ec":
      return ["prime256v1", "secp384r1", "secp521r1"].includes(namedCurve)
        ? null
        : `its curve ${namedCurve} is not one that signatures of images use`;
    case "rsa":
      return modulusLength >= 2048 ? null : `its ${modulusLength} bits are too few for RSA`;
    default:
      return `its kind, ${asymmetricKeyType ?? "unknown"}, is not one that signatures of images use`;
  }
}

function problem(text: string): KeyReading {
  return { kind: "problem", problem: text };
}
