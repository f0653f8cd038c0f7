import type { ComparedImage } from "./comparedImage";
import { toolWord, type Comparison } from "./comparison";
import type { Quote } from "./comparisonText";
import { platformText } from "./header";
import type { PackageChanges } from "./packageChanges";
import { shownText } from "./text";

/** What has to be known to read the numbers rightly, as sentences. */
export function comparisonNotes(
  comparison: Comparison,
  quote: Quote = shownText,
): readonly string[] {
  const { before, after, packages, vulnerabilities } = comparison;
  const sides = [before, after];
  const unproved = sides.filter(
    ({ list }) => list.kind === "list" && list.item.verdict !== "verified",
  );
  const unscanned = sides.filter((side) => side.vulnerabilities === null);
  return [
    ...(packages === null ? [] : systemNotes(packages, quote)),
    ...(unproved.length === 0
      ? []
      : [
          `Nobody whom you trust stands for the SBOM of ${namesOf(unproved, quote)}: its packages are compared as they are listed.`,
        ]),
    ...(packages === null ? [] : toolNotes(before, after, quote)),
    ...emptyNotes(sides, quote),
    ...(unscanned.length === 0
      ? []
      : [
          `Nobody looked for vulnerabilities of ${namesOf(unscanned, quote)}, which is not the same as none.`,
        ]),
    ...(vulnerabilities?.isOtherSource === true
      ? ["Vulnerabilities were looked for by different means, so that a difference may be theirs."]
      : []),
    ...platformNotes(before, after, quote),
  ];
}

function namesOf(sides: readonly ComparedImage[], quote: Quote): string {
  const [one, other] = sides;
  return one === undefined || other !== undefined ? "either" : quote(one.name);
}

/** Between distributions all of their packages differ, which says little of what they do. */
function systemNotes({ ecosystems }: PackageChanges, quote: Quote): readonly string[] {
  const systems = ecosystems.filter(({ isSystem }) => isSystem);
  const old = systems.filter(({ before }) => before > 0);
  const now = systems.filter(({ after }) => after > 0);
  const isShared = systems.some(({ before, after }) => before > 0 && after > 0);
  const [one, other] = [old[0], now[0]];
  if (isShared || one === undefined || other === undefined) return [];
  const [from, to] = [quote(one.ecosystem), quote(other.ecosystem)];
  return [
    `They stand on different distributions (${from} and ${to}): a package of one counts as gone, and one of the other as added, even where their names are the same.`,
  ];
}

function toolNotes(before: ComparedImage, after: ComparedImage, quote: Quote): readonly string[] {
  if (before.list.kind !== "list" || after.list.kind !== "list") return [];
  const [old, now] = [before.list.sbom.tools, after.list.sbom.tools];
  const known = new Set(old.map(toolWord));
  const [one, other] = [old[0], now[0]];
  if (one === undefined || other === undefined) return [];
  if (now.some((tool) => known.has(toolWord(tool)))) return [];
  return [
    `The lists were made by different tools (${quote(one)} and ${quote(other)}), which do not find the same things.`,
  ];
}

function emptyNotes(sides: readonly ComparedImage[], quote: Quote): readonly string[] {
  const empty = sides.filter(({ list }) => list.kind === "list" && list.count === 0);
  return empty.map(({ name }) => `The SBOM of ${quote(name)} names no package at all.`);
}

function platformNotes(
  before: ComparedImage,
  after: ComparedImage,
  quote: Quote,
): readonly string[] {
  const [one, other] = [before, after].map(({ image }) => platformText(image?.platform ?? null));
  if (one == null || other == null || one === other) return [];
  return [`They are of different platforms: ${quote(one)} and ${quote(other)}.`];
}
