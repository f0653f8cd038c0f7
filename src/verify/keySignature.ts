import { verify, type KeyObject } from "node:crypto";

/**
 * Whether a signature over `data` is by this key: ECDSA in DER (RFC 3279), or as r and s in a row
 * (IEEE P1363) where it has exactly that length, as Google's signer writes it; Ed25519; RSA with PKCS#1
 * v1.5. SHA-256 as cosign takes for every key, or the hash that fits the curve. Never throws.
 */
export function isSignedBy(data: Uint8Array, signature: Uint8Array, key: KeyObject): boolean {
  const { asymmetricKeyType, asymmetricKeyDetails } = key;
  if (asymmetricKeyType === "ed25519") return attempt(() => verify(null, data, key, signature));
  if (asymmetricKeyType === "rsa") return attempt(() => verify("sha256", data, key, signature));
  if (asymmetricKeyType !== "ec") return false;
  const curve = curves[asymmetricKeyDetails?.namedCurve ?? ""];
  if (curve === undefined) return false;
  const hashes = new Set(["sha256", curve.hash]);
  const encodings =
    signature.length === curve.rawBytes ? (["der", "ieee-p1363"] as const) : (["der"] as const);
  return [...hashes].some((hash) =>
    encodings.some((dsaEncoding) =>
      attempt(() => verify(hash, data, { key, dsaEncoding }, signature)),
    ),
  );
}

const curves: Readonly<Record<string, { readonly hash: string; readonly rawBytes: number }>> = {
  prime256v1: { hash: "sha256", rawBytes: 64 },
  secp384r1: { hash: "sha384", rawBytes: 96 },
  secp521r1: { hash: "sha512", rawBytes: 132 },
};

function attempt(check: () => boolean): boolean {
  try {
    return check();
  } catch {
    return false;
  }
}
