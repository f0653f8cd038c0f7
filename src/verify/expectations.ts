import type { CertificateClaims } from "./certificate";
import { failed, passed, type Check, type SignedBy } from "./verdict";

/** The signer that a person named, compared exactly. */
export type ExpectedSigner =
  | { readonly kind: "certificate"; readonly identity: string; readonly issuer: string }
  | { readonly kind: "key"; readonly hint: string; readonly name: string };

/** The check `identity` against one named signer: no patterns, no prefixes, no other letter case. */
export function isExpectedSigner(signedBy: SignedBy, expected: ExpectedSigner): boolean {
  if (signedBy.kind === "key") {
    return expected.kind === "key" && signedBy.key.hint === expected.hint;
  }
  const { identity, issuer } = signedBy.claims;
  return (
    expected.kind === "certificate" && identity === expected.identity && issuer === expected.issuer
  );
}

export function identityCheck(signedBy: SignedBy, expected: ExpectedSigner): Check {
  const found = signerText(signedBy);
  const wanted = expected.kind === "key" ? `key ${expected.name}` : identityText(expected);
  return isExpectedSigner(signedBy, expected)
    ? passed("identity", found, wanted)
    : failed("identity", found, wanted);
}

export function signerText(signedBy: SignedBy): string {
  return signedBy.kind === "key" ? `key ${signedBy.key.name}` : identityText(signedBy.claims);
}

/** `me@example.com (https://accounts.google.com)`: a name counts only with who vouches for it. */
export function identityText({
  identity,
  issuer,
}: Pick<CertificateClaims, "identity" | "issuer">): string {
  return issuer === "" ? identity : `${identity} (${issuer})`;
}
