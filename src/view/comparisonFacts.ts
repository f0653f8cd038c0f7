import { megabytes } from "../lint/imageName";
import { severities, type Counts } from "../verify/vulnerabilities";
import type { ComparedImage, Told } from "./comparedImage";
import type { Comparison } from "./comparison";
import { scannerText } from "./findingTexts";
import { platformText } from "./header";
import { userWords } from "./imageWords";
import { numberText } from "./text";
import { verdictView, type Tone } from "./verdicts";

/** One thing that is known of both, side by side. */
export interface FactRow {
  readonly label: string;
  readonly before: FactCell;
  readonly after: FactCell;
}

export interface FactCell {
  readonly text: string;
  /** Whether the text is as somebody wrote it, so that it has to be made safe before it is shown. */
  readonly isGiven: boolean;
  /** Where it is from, where that is not the image itself. */
  readonly note: string | null;
  /** Null where there is nothing good or bad in it. */
  readonly tone: Tone | null;
}

/** What is known of both beside their packages; a row of which neither is known is left out. */
export function factRows({ before, after }: Comparison): readonly FactRow[] {
  return rows.flatMap(([label, cellOf]) => {
    const [one, other] = [cellOf(before), cellOf(after)];
    return one === null && other === null
      ? []
      : [{ label, before: one ?? notKnown, after: other ?? notKnown }];
  });
}

const rows: readonly (readonly [
  label: string,
  cellOf: (side: ComparedImage) => FactCell | null,
])[] = [
  ["Verdict", verdictCell],
  ["SBOM", listCell],
  [
    "Packages",
    ({ list, facts }) =>
      list.kind === "list" ? own(numberText(list.count)) : told(facts.packages, numberText),
  ],
  [
    "Vulnerabilities left",
    ({ vulnerabilities }) =>
      vulnerabilities === null ? null : own(countsText(vulnerabilities.left)),
  ],
  ["Looked for by", scannersCell],
  ["User", userCell],
  ["Shell", ({ facts }) => told(facts.shell, yesOrNone)],
  ["Package manager", ({ facts }) => told(facts.packageManager, yesOrNone)],
  ["Size to pull", ({ facts }) => told(facts.compressedBytes, megabytes)],
  ["Starts", startCell],
  ["Platform", ({ image }) => given(platformText(image?.platform ?? null))],
];

const notKnown: FactCell = { text: "not known", isGiven: false, note: null, tone: null };

function own(text: string): FactCell {
  return { text, isGiven: false, note: null, tone: null };
}

function given(text: string | null): FactCell | null {
  return text === null ? null : { text, isGiven: true, note: null, tone: null };
}

/** What the catalog says, and not the image, bears its day. */
function told<T>(fact: Told<T> | null, words: (value: T) => string): FactCell | null {
  if (fact === null) return null;
  const { value, by } = fact;
  return { ...own(words(value)), note: by === null ? null : `catalog of ${by.date}` };
}

const yesOrNone = (value: boolean): string => (value ? "yes" : "none");

function verdictCell({ verdict }: ComparedImage): FactCell | null {
  if (verdict === null) return null;
  const { word, tone } = verdictView(verdict);
  return { ...own(word), tone };
}

function listCell({ list }: ComparedImage): FactCell | null {
  if (list.kind === "list") {
    const { format, verdict } = list.item;
    const { word, tone } = verdictView(verdict);
    return { text: format, isGiven: true, note: word.toLowerCase(), tone };
  }
  if (list.kind === "unreachable") return null;
  return list.kind === "failed" ? { ...own("failed a check"), tone: "bad" } : own("none");
}

function scannersCell({ vulnerabilities }: ComparedImage): FactCell | null {
  if (vulnerabilities === null) return null;
  const names = vulnerabilities.sources.map(({ name }) => scannerText(name));
  const more = names.length - mostScanners;
  return {
    ...own(names.slice(0, mostScanners).join("; ")),
    isGiven: true,
    note: more > 0 ? `and ${more} more` : null,
  };
}

const mostScanners = 5;

function userCell({ facts: { user } }: ComparedImage): FactCell | null {
  const cell = told(user, userWords);
  if (cell === null || user === null) return null;
  const isRoot = user.value.uid === 0;
  return { ...cell, isGiven: !isRoot, tone: isRoot ? "attention" : null };
}

function startCell({ facts: { start } }: ComparedImage): FactCell | null {
  const cell = told(start, (words) => (words.length === 0 ? "nothing" : words.join(" ")));
  return cell === null ? null : { ...cell, isGiven: (start?.value.length ?? 0) > 0 };
}

/** `12: 1 critical, 11 high`; `none`. */
function countsText({ total, bySeverity }: Counts): string {
  const parts = severities
    .filter((severity) => bySeverity[severity] > 0)
    .map((severity) => `${numberText(bySeverity[severity])} ${severity}`);
  return total === 0 ? "none" : `${numberText(total)}: ${parts.join(", ")}`;
}
