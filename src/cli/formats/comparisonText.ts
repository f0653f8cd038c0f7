import { digestOf, type ComparedImage } from "../../view/comparedImage";
import type { Comparison } from "../../view/comparison";
import { factRows, type FactCell } from "../../view/comparisonFacts";
import { comparisonNotes } from "../../view/comparisonNotes";
import { versionsText } from "../../view/comparisonTable";
import { changesText, headline } from "../../view/comparisonText";
import {
  changeKinds,
  type ChangeKind,
  type PackageChange,
  type PackageChanges,
} from "../../view/packageChanges";
import type { Paint, Style } from "../colour";
import { visible } from "../visible";

/** Packages of each kind in a text; JSON has all. */
const mostShown = 25;

/** For people: how many packages fewer on the first line, then what is known of both, then the packages. */
export function formatComparisonText(comparison: Comparison, paint: Paint): string {
  const { before, after, packages } = comparison;
  const blocks = [
    [
      paint("bold", headline(comparison)),
      `  before  ${nameLine(before)}`,
      `  after   ${nameLine(after)}`,
      ...comparisonNotes(comparison).map((note) => `  ${note}`),
    ],
    factLines(comparison),
    ...(packages === null ? [] : packageBlocks(packages, paint)),
    [before, after].flatMap(({ name, problems }) =>
      problems.map((problem) => `! ${visible(name)}: ${visible(problem)}`),
    ),
  ];
  const shown = blocks.filter(({ length }) => length > 0);
  return `${shown.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

function nameLine(side: ComparedImage): string {
  const digest = digestOf(side);
  return visible(digest === null ? side.name : `${side.name}, ${digest}`);
}

function factLines(comparison: Comparison): string[] {
  const rows = [
    ["", "before", "after"],
    ...factRows(comparison).map(({ label, before, after }) => [
      label,
      cellText(before),
      cellText(after),
    ]),
  ];
  const width = (column: number) => Math.max(...rows.map((row) => row[column]?.length ?? 0));
  const [labels, befores] = [width(0), width(1)];
  return rows.map(([label = "", before = "", after = ""]) =>
    `  ${label.padEnd(labels)}  ${before.padEnd(befores)}  ${after}`.trimEnd(),
  );
}

function cellText({ text, note }: FactCell): string {
  return visible(note === null ? text : `${text} (${note})`);
}

function packageBlocks(packages: PackageChanges, paint: Paint): string[][] {
  const ecosystems = packages.ecosystems.map(
    ({ ecosystem, before, after }) => `  ${visible(ecosystem)}  ${before} → ${after}`,
  );
  return [
    [`${paint("bold", "Packages")}: ${changesText(packages)}`, ...ecosystems.slice(0, mostShown)],
    ...changeKinds.map((kind) => changeLines(kind, packages, paint)),
  ];
}

function changeLines(kind: ChangeKind, { changes }: PackageChanges, paint: Paint): string[] {
  const all = changes.filter((change) => change.kind === kind);
  const rest = all.length - mostShown;
  const { sign, style } = signs[kind];
  return [
    ...all.slice(0, mostShown).map((change) => `  ${paint(style, sign)} ${packageText(change)}`),
    ...(rest > 0 ? [`  … and ${rest} more ${kind}: --format json lists all.`] : []),
  ];
}

const signs: Readonly<Record<ChangeKind, { readonly sign: string; readonly style: Style }>> = {
  gone: { sign: "-", style: "green" },
  added: { sign: "+", style: "yellow" },
  changed: { sign: "~", style: "cyan" },
};

function packageText({ name, ecosystem, before, after }: PackageChange): string {
  const versions = [before, after].flatMap((side) => (side === null ? [] : [versionsText(side)]));
  return visible(`${name} ${versions.join(" → ")} (${ecosystem})`);
}
