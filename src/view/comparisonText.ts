import type { ComparedImage, PackageList } from "./comparedImage";
import type { Comparison } from "./comparison";
import { changeKinds, type ChangeKind, type PackageChanges } from "./packageChanges";
import { counted, numberText, shownText } from "./text";

/** Makes text from outside safe where a sentence is shown: `shownText`, or as code of Markdown. */
export type Quote = (text: string) => string;

/** The first line: how many packages fewer, and what becomes of the vulnerabilities, as far as both are known. */
export function headline(comparison: Comparison, quote: Quote = shownText): string {
  const { packages, before, after } = comparison;
  const lines = packages === null ? unknownText(before, after, quote) : packagesText(packages);
  const vulnerabilities = vulnerabilitiesText(comparison);
  return vulnerabilities === "" ? lines : `${lines} ${vulnerabilities}`;
}

function packagesText({ before, after, changes }: PackageChanges): string {
  const counts = `${numberText(before)} → ${numberText(after)}`;
  if (before === 0 && after === 0) return "Neither list names a package.";
  if (changes.length === 0) return `The same packages: ${counts}.`;
  if (before === after) return `As many packages as before, but not the same: ${counts}.`;
  if (before === 0) return `More packages: ${counts}.`;
  const word = after < before ? "fewer" : "more";
  return `${percentText(Math.abs(after - before), before)} ${word} packages: ${counts}.`;
}

/** Some is never nothing, and only all is all. */
function percentText(part: number, whole: number): string {
  const rounded = Math.round((part / whole) * 100);
  if (rounded === 0 && part > 0) return "Less than 1%";
  return rounded === 100 && part < whole ? "99%" : `${numberText(rounded)}%`;
}

/** What is not known is said in place of a number. */
function unknownText(before: ComparedImage, after: ComparedImage, quote: Quote): string {
  const said = [before, after].map(({ name, list }) =>
    list.kind === "list"
      ? `${quote(name)} has ${counted(list.count, "package")}.`
      : `Nothing is known of the packages of ${quote(name)}: ${whyNoList[list.kind]}.`,
  );
  const isKnown = before.list.kind === "list";
  return (isKnown ? said.reverse() : said).join(" ");
}

const whyNoList: Readonly<Record<Exclude<PackageList["kind"], "list">, string>> = {
  unreachable: "it could not be had",
  missing: "it has no SBOM",
  failed: "its SBOM failed a check, so it counts for nothing",
};

function vulnerabilitiesText({ vulnerabilities }: Comparison): string {
  if (vulnerabilities === null) return "";
  const { before, after, gone, added } = vulnerabilities;
  if (before.total === 0 && after.total === 0)
    return "No known vulnerability is left in either, after VEX.";
  const isNew = `${counted(added, "vulnerability is", "vulnerabilities are")} new`;
  if (before.total === 0) return `${isNew} after VEX.`;
  const noun = before.total === 1 ? "vulnerability" : "vulnerabilities";
  const verb = gone === 1 || before.total === 1 ? "is" : "are";
  const lost = `${numberText(gone)} of ${numberText(before.total)} ${noun} ${verb} gone after VEX`;
  return added === 0
    ? `${lost}.`
    : `${lost}, ${numberText(added)} ${added === 1 ? "is" : "are"} new.`;
}

/** How many of each kind: `361 gone, 2 added, 18 changed (17 newer), 31 the same`. */
export function changesText({ changes, unchanged, hasDoubles }: PackageChanges): string {
  const counts = new Map<ChangeKind, number>();
  for (const { kind } of changes) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const way = (["newer", "older"] as const).flatMap((direction) => {
    const some = changes.filter((change) => change.direction === direction).length;
    return some === 0 ? [] : [`${numberText(some)} ${direction}`];
  });
  const parts = changeKinds.map((kind) => `${numberText(counts.get(kind) ?? 0)} ${kind}`);
  const ways = way.length === 0 ? "" : ` (${way.join(", ")})`;
  const once = hasDoubles ? "; each counts once, in however many versions it is there" : "";
  return `${parts.join(", ")}${ways}, ${numberText(unchanged)} the same${once}`;
}
