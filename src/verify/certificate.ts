import { X509Certificate, type ASN1Obj } from "@sigstore/core";

/** What Fulcio wrote into the certificate that it gave to a signer, once the chain to it was checked. */
export interface CertificateClaims {
  /** The subject alternative name: an e-mail address, or the address of a workflow with its ref. */
  readonly identity: string;
  /** The OpenID Connect issuer that knew the signer; empty where it names none, as GitHub's own do for releases. */
  readonly issuer: string;
  /** The workflow file that signed with its ref, where it is GitHub's; of a reusable workflow its own. */
  readonly buildSigner: string | null;
  /** `github-hosted` or `self-hosted`. */
  readonly runner: string | null;
  /** `https://github.com/acme/app`. */
  readonly sourceRepository: string | null;
  /** The commit. */
  readonly sourceDigest: string | null;
  readonly sourceRef: string | null;
}

export type ClaimsReading =
  | { readonly kind: "claims"; readonly claims: CertificateClaims }
  | { readonly kind: "problem"; readonly problem: string };

/**
 * Reads a certificate of Fulcio (sigstore/fulcio docs/oid-info.md). Refused are certificates that are not
 * for signing code, that are authorities themselves, or that name no or several identities: which of them
 * signed could not be told. Never throws.
 */
export function readClaims(certificate: X509Certificate): ClaimsReading {
  try {
    if (certificate.isCA) return problem("it is the certificate of an authority");
    if (!forCodeSigning(certificate)) return problem("it is not for signing code");
    const names = alternativeNames(certificate);
    const [identity] = names;
    if (identity === undefined || names.length > 1) {
      return problem(`it names ${names.length === 0 ? "no" : names.length} identities, not one`);
    }
    const issuer = textExtension(certificate, 8) ?? rawExtension(certificate, 1) ?? "";
    return {
      kind: "claims",
      claims: {
        identity,
        issuer,
        buildSigner: textExtension(certificate, 9),
        runner: textExtension(certificate, 11),
        sourceRepository: textExtension(certificate, 12),
        sourceDigest: textExtension(certificate, 13),
        sourceRef: textExtension(certificate, 14),
      },
    };
  } catch {
    return problem("it can't be read");
  }
}

/** Reads a certificate from PEM or DER; null for what is none. */
export function parseCertificate(bytes: Uint8Array): X509Certificate | null {
  try {
    const text = Buffer.from(bytes).toString("latin1");
    const [, body = ""] =
      /-----BEGIN CERTIFICATE-----([^-]*)-----END CERTIFICATE-----/.exec(text) ?? [];
    const certificate = X509Certificate.parse(
      Buffer.from(body === "" ? text : body, body === "" ? "latin1" : "base64"),
    );
    // Parsing is lazy: what a check needs must be there.
    void [certificate.publicKey, certificate.notBefore, certificate.notAfter, certificate.issuer];
    return certificate;
  } catch {
    return null;
  }
}

const fulcio = "1.3.6.1.4.1.57264.1";
const extendedKeyUsage = "2.5.29.37";
const codeSigning = "1.3.6.1.5.5.7.3.3";
const alternativeName = "2.5.29.17";
/** rfc822Name, uniformResourceIdentifier (RFC 5280, 4.2.1.6) and Fulcio's otherName for user names. */
const nameTags = { email: 1, uri: 6, other: 0 } as const;
const fulcioUserName = `${fulcio}.7`;

function forCodeSigning(certificate: X509Certificate): boolean {
  const usages = certificate.extension(extendedKeyUsage)?.valueObj.subs[0]?.subs ?? [];
  return usages.some((usage) => usage.toOID() === codeSigning);
}

function alternativeNames(certificate: X509Certificate): string[] {
  const names = certificate.extension(alternativeName)?.valueObj.subs[0]?.subs ?? [];
  return names.flatMap((name) => {
    if (name.tag.isContextSpecific(nameTags.email) || name.tag.isContextSpecific(nameTags.uri)) {
      return [name.value.toString("utf8")];
    }
    if (!name.tag.isContextSpecific(nameTags.other)) return [name.value.toString("hex")];
    const [kind, value] = name.subs;
    if (kind?.toOID() !== fulcioUserName) return ["other name"];
    return [value?.subs[0]?.value.toString("utf8") ?? ""];
  });
}

/** Extensions from the eighth on are DER UTF8Strings, the earlier ones bare text. */
function textExtension(certificate: X509Certificate, number: number): string | null {
  const value: ASN1Obj | undefined = certificate.extension(`${fulcio}.${number}`)?.valueObj.subs[0];
  return value?.value.toString("utf8") ?? null;
}

function rawExtension(certificate: X509Certificate, number: number): string | null {
  return certificate.extension(`${fulcio}.${number}`)?.value.toString("utf8") ?? null;
}

function problem(text: string): ClaimsReading {
  return { kind: "problem", problem: text };
}
