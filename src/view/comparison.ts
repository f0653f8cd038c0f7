import type { Counts, Vulnerabilities } from "../verify/vulnerabilities";
import type { ComparedImage } from "./comparedImage";
import { scannerText } from "./findingTexts";
import { packageChanges, type PackageChanges } from "./packageChanges";

/** Two images, and what differs between them as far as it can be told. */
export interface Comparison {
  readonly before: ComparedImage;
  readonly after: ComparedImage;
  /** Null where a list of either is missing: that is not the same as no packages. */
  readonly packages: PackageChanges | null;
  /** Null where nobody looked for the vulnerabilities of either. */
  readonly vulnerabilities: VulnerabilityChanges | null;
}

/** Vulnerabilities that are left after VEX: each in one package, so one that is in two packages counts twice. */
export interface VulnerabilityChanges {
  readonly before: Counts;
  readonly after: Counts;
  /** Of those before: the vulnerability is left in no package. */
  readonly gone: number;
  /** Of those after: the vulnerability was left in no package before. */
  readonly added: number;
  /** Whether other scanners or databases looked, so that some of the difference may be theirs. */
  readonly isOtherSource: boolean;
}

/** Compares two images; any side may be a file, or an image of which little is known. Takes linear time. */
export function compare(before: ComparedImage, after: ComparedImage): Comparison {
  return {
    before,
    after,
    packages:
      before.list.kind === "list" && after.list.kind === "list"
        ? packageChanges(before.list.sbom, after.list.sbom)
        : null,
    vulnerabilities:
      before.vulnerabilities === null || after.vulnerabilities === null
        ? null
        : vulnerabilityChanges(before.vulnerabilities, after.vulnerabilities),
  };
}

function vulnerabilityChanges(
  before: Vulnerabilities,
  after: Vulnerabilities,
): VulnerabilityChanges {
  return {
    before: before.left,
    after: after.left,
    gone: notIn(before, identifiersLeft(after)),
    added: notIn(after, identifiersLeft(before)),
    isOtherSource: scanners(before) !== scanners(after),
  };
}

function identifiersLeft({ findings }: Vulnerabilities): ReadonlySet<string> {
  return new Set(
    findings.flatMap(({ state, identifiers }) => (state === "settled" ? [] : identifiers)),
  );
}

function notIn({ findings }: Vulnerabilities, left: ReadonlySet<string>): number {
  return findings.filter(
    ({ state, identifiers }) =>
      state !== "settled" && !identifiers.some((identifier) => left.has(identifier)),
  ).length;
}

/** What looked, whatever its version. */
function scanners({ sources }: Vulnerabilities): string {
  return [...new Set(sources.map(({ name }) => toolWord(scannerText(name))))].sort().join("\n");
}

/** `syft` of `syft 1.29.0` and of `syft-v1.30.0`, `osv` of `OSV, asked about 12 of 14 components`. */
export function toolWord(name: string): string {
  const words = /^[a-z]+(?:[\s_-][a-z]+)*/i.exec(name)?.[0] ?? name;
  return words.replace(/[\s_-]v$/i, "").toLowerCase();
}
