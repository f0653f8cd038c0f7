import { X509Certificate } from "@sigstore/core";
import { TrustedRoot } from "@sigstore/protobuf-specs";
import { toTrustMaterial, type TrustMaterial, type VerifierOptions } from "@sigstore/verify";
import type { JsonValue } from "../attestations/json";

/** Whose certificates, logs and timestamps are believed: one Sigstore instance. */
export interface TrustRoot {
  /** `Sigstore`, `GitHub`, or the file that it is from: for people, and for policies to name. */
  readonly name: string;
  /** Where it is from and of which day: `sigstore/root-signing 60cf2ce8, 2026-08-21`. */
  readonly origin: string;
  readonly material: Omit<TrustMaterial, "publicKey">;
  /** How many log entries, certificate timestamps and times a signature must have: one of each kind that the root has. */
  readonly thresholds: Required<Omit<VerifierOptions, "tsaThreshold">>;
}

export type TrustRootReading =
  | { readonly kind: "root"; readonly root: TrustRoot }
  | { readonly kind: "problem"; readonly problem: string };

/**
 * Reads a trusted root of Sigstore (`application/vnd.dev.sigstore.trustedroot+json`, protobuf-specs
 * `sigstore_trustroot.proto`). A log or authority without the day from which it is believed is left out,
 * since the library would believe it for all times; a signature must have what it would have vouched for
 * nonetheless. Never throws.
 */
export function readTrustRoot(value: JsonValue, name: string, origin: string): TrustRootReading {
  try {
    const root = TrustedRoot.fromJSON(value);
    const dated: TrustedRoot = {
      ...root,
      tlogs: root.tlogs.filter(({ publicKey }) => publicKey?.validFor?.start !== undefined),
      ctlogs: root.ctlogs.filter(({ publicKey }) => publicKey?.validFor?.start !== undefined),
      certificateAuthorities: root.certificateAuthorities.filter(isDated),
      timestampAuthorities: root.timestampAuthorities.filter(isDated),
    };
    const material = toTrustMaterial(dated);
    // Certificates are parsed when they are first looked at: a broken one must show here.
    const authorities = [...material.certificateAuthorities, ...material.timestampAuthorities];
    for (const { certChain } of authorities) certChain.forEach(touch);
    if (material.certificateAuthorities.length + material.tlogs.length === 0) {
      return problem("it names no certificate authority and no log with a day to begin");
    }
    return {
      kind: "root",
      root: {
        name,
        origin,
        material,
        thresholds: {
          tlogThreshold: Math.min(root.tlogs.length, 1),
          ctlogThreshold: Math.min(root.ctlogs.length, 1),
          timestampThreshold: 1,
        },
      },
    };
  } catch (error) {
    return problem(error instanceof Error ? error.message : String(error));
  }
}

/** `Sigstore (sigstore/root-signing 60cf2ce8, 2026-08-21)`: whose root, and which one. */
export function rootText({ name, origin }: TrustRoot): string {
  return `${name} (${origin})`;
}

function isDated(authority: { readonly validFor?: { readonly start?: unknown } | undefined }) {
  return authority.validFor?.start !== undefined;
}

function touch(certificate: X509Certificate): void {
  void [certificate.notBefore, certificate.notAfter, certificate.subject, certificate.publicKey];
}

function problem(text: string): TrustRootReading {
  return { kind: "problem", problem: text };
}
