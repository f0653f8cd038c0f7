/** What a predicate type stands for. */
export interface Label {
  /** For people. */
  readonly name: string;
  /** How the format of such a predicate begins, null where it is one that only has a name. */
  readonly format: string | null;
}

/** The predicate type with the longest beginning in common; null where nothing is known of it. */
export function labelled(predicateType: string | null): Label | null {
  if (predicateType === null) return null;
  const found = prefixes.find(
    ([prefix]) =>
      predicateType === prefix ||
      (predicateType.startsWith(prefix) && /^[/.v#\d]/.test(predicateType.slice(prefix.length))),
  );
  return found === undefined ? null : { name: found[1], format: found[2] };
}

const prefixes: readonly (readonly [prefix: string, name: string, format: string | null])[] = [
  ["https://spdx.dev/Document", "SPDX SBOM", "SPDX"],
  ["https://cyclonedx.org/bom", "CycloneDX SBOM", "CycloneDX"],
  ["https://openvex.dev/ns", "OpenVEX", "OpenVEX"],
  ["https://slsa.dev/provenance", "SLSA provenance", "SLSA provenance"],
  ["https://slsa.dev/verification_summary", "Verification summary", "Verification summary"],
  ["https://in-toto.io/attestation/vulns", "Vulnerability scan", "in-toto vulnerabilities"],
  ["https://cosign.sigstore.dev/attestation/vuln", "Vulnerability scan", "cosign vulnerabilities"],
  ["https://cosign.sigstore.dev/attestation", "Custom attestation", null],
  ["https://sigstore.dev/cosign/sign", "Signature", null],
  ["https://scout.docker.com/sbom", "Scout SBOM", "Scout SBOM"],
  ["https://scout.docker.com/vulnerabilities", "Scout vulnerabilities", "Scout vulnerabilities"],
  ["https://scout.docker.com/provenance", "Scout provenance", null],
  ["https://scout.docker.com/secrets", "Secrets scan", null],
  ["https://scout.docker.com/virus", "Virus scan", null],
  ["https://scout.docker.com/tests", "Test results", null],
  ["https://scout.docker.com/health", "Scout health scores", null],
  ["https://docker.com/dhi/stig", "STIG scan", null],
  ["https://docker.com/dhi/fips", "FIPS attestation", null],
  ["https://docker.com/dhi/source", "Image sources", null],
  ["https://docker.com/dhi/changelog", "Changelog", null],
  ["https://in-toto.io/attestation/link", "in-toto link", null],
];
