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
];
