import { severities, type Counts } from "../../verify/vulnerabilities";
import { digestOf, type ComparedImage, type Told } from "../../view/comparedImage";
import type { Comparison } from "../../view/comparison";
import { comparisonNotes } from "../../view/comparisonNotes";
import { headline } from "../../view/comparisonText";
import type { PackageChange, PackageChanges } from "../../view/packageChanges";
import { formatPlatform } from "../registry.js";
import { visibleJson } from "../visible";

/**
 * `drydock compare --format json`, version 1. What is not known is null: `packages` where one of the lists is
 * missing, a fact where neither the image nor the catalog tells it, `gone` and `new` where nobody looked.
 */
export function formatComparisonJson(comparison: Comparison): string {
  const { before, after, packages, vulnerabilities } = comparison;
  const both = <T>(of: (side: ComparedImage) => T) => ({ before: of(before), after: of(after) });
  return `${visibleJson({
    version: 1,
    headline: headline(comparison),
    notes: comparisonNotes(comparison),
    before: sideJson(before),
    after: sideJson(after),
    packages: packages === null ? null : packagesJson(packages),
    compressedBytes: both(({ facts }) => fact(facts.compressedBytes)),
    user: both(({ facts: { user } }) =>
      user === null ? null : { ...fact(user), value: user.value.value, uid: user.value.uid },
    ),
    shell: both(({ facts }) => fact(facts.shell)),
    packageManager: both(({ facts }) => fact(facts.packageManager)),
    start: both(({ facts }) => fact(facts.start)),
    vulnerabilities: {
      ...both(({ vulnerabilities: found }) =>
        found === null
          ? null
          : {
              sources: found.sources.map(({ name, verdict }) => ({ name, verdict })),
              known: countsJson(found.known),
              left: countsJson(found.left),
            },
      ),
      gone: vulnerabilities?.gone ?? null,
      new: vulnerabilities?.added ?? null,
    },
  })}\n`;
}

function sideJson(side: ComparedImage) {
  const { name, image, verdict, list, problems } = side;
  return {
    source: name,
    digest: digestOf(side),
    platform: image?.platform == null ? null : formatPlatform(image.platform),
    verdict,
    sbom:
      list.kind === "list"
        ? {
            format: list.item.format,
            digest: list.item.digest,
            verdict: list.item.verdict,
            tools: list.sbom.tools,
            packages: list.count,
          }
        : null,
    problems: problems.map((message) => ({ message })),
  };
}

/** Each with where it is from, where that is not the image itself. */
function fact<T>(told: Told<T> | null) {
  if (told === null) return null;
  const { value, by } = told;
  return { value, source: by?.source ?? null, date: by?.date ?? null };
}

function packagesJson({ before, after, unchanged, changes, ecosystems }: PackageChanges) {
  const of = (kind: PackageChange["kind"]) => changes.filter((change) => change.kind === kind);
  const common = ({ name, ecosystem, purl }: PackageChange) => ({ name, ecosystem, purl });
  return {
    before,
    after,
    unchanged,
    removed: of("gone").map((one) => ({ ...common(one), versions: one.before?.versions ?? [] })),
    added: of("added").map((one) => ({ ...common(one), versions: one.after?.versions ?? [] })),
    changed: of("changed").map((one) => ({
      ...common(one),
      before: one.before?.versions ?? [],
      after: one.after?.versions ?? [],
      direction: one.direction,
    })),
    ecosystems: ecosystems.map((one) => ({
      ecosystem: one.ecosystem,
      before: one.before,
      after: one.after,
    })),
  };
}

function countsJson({ total, bySeverity }: Counts) {
  return { total, ...Object.fromEntries(severities.map((one) => [one, bySeverity[one]])) };
}
