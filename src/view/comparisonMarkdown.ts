import { changesText, headline, type Quote } from "./comparisonText";
import { digestOf } from "./comparedImage";
import { factRows, type FactCell } from "./comparisonFacts";
import { comparisonNotes } from "./comparisonNotes";
import { versionsText } from "./comparisonTable";
import type { Comparison } from "./comparison";
import {
  changeKinds,
  type ChangeKind,
  type PackageChange,
  type PackageChanges,
} from "./packageChanges";
import { numberText, shownText } from "./text";

/** Packages of each kind that are listed; the others are counted. GitHub takes 65,536 characters. */
const mostListed = 100;

/**
 * A comparison as Markdown for a pull request (GitHub Flavored Markdown 0.29): the first line in bold, what is known
 * of both as a table, and each kind of change folded away. Text from outside is only ever code, in which nothing is
 * a link, a mention or HTML. Ends with a line feed.
 */
export function comparisonMarkdown(comparison: Comparison): string {
  const { before, after, packages } = comparison;
  const names = [before.name, after.name].map((name) => code(name));
  const notes = comparisonNotes(comparison, code).map((note) => `- ${note}`);
  const facts = factRows(comparison).map(
    ({ label, before: one, after: other }) => [label, cellText(one), cellText(other)] as const,
  );
  const problems = [before, after].flatMap(({ name, problems: all }) =>
    all.slice(0, mostProblems).map((problem) => `- ${code(name)}: ${code(problem)}`),
  );
  const blocks = [
    `### ${names.join(" → ")}`,
    `**${headline(comparison, code)}**`,
    table(["", ...names], facts),
    notes.join("\n"),
    problems.length === 0 ? "" : `Not everything could be had or read:\n\n${problems.join("\n")}`,
    ...(packages === null ? [] : packageBlocks(packages)),
    [before, after]
      .flatMap((side) => {
        const digest = digestOf(side);
        return digest === null ? [] : [`${code(side.name)} is ${code(digest)}.`];
      })
      .join(" "),
  ];
  return `${blocks.filter((block) => block !== "").join("\n\n")}\n`;
}

const mostProblems = 10;

/**
 * Text as a span of code, with what can't be seen named. A backtick or a line through a table would end the span or
 * the cell, whatever stands before it, so these are named as well.
 */
const code: Quote = (text) => {
  const safe = shownText(text).replaceAll("`", "⟨U+0060⟩").replaceAll("|", "⟨U+007C⟩").trim();
  return safe === "" ? "" : `\`${safe}\``;
};

function cellText({ text, isGiven, note }: FactCell): string {
  const shown = isGiven ? code(text) : text;
  return note === null ? shown : `${shown} (${note})`;
}

function packageBlocks(packages: PackageChanges): readonly string[] {
  const ecosystems = packages.ecosystems
    .slice(0, mostListed)
    .map(({ ecosystem, before, after }) => [
      code(ecosystem),
      numberText(before),
      numberText(after),
    ]);
  return [
    `Packages: ${changesText(packages)}.`,
    table(["Type", "Before", "After"], ecosystems),
    ...changeKinds.map((kind) => changesBlock(kind, packages)),
  ];
}

function changesBlock(kind: ChangeKind, { changes }: PackageChanges): string {
  const all = changes.filter((change) => change.kind === kind);
  if (all.length === 0) return "";
  const rest = all.length - mostListed;
  const shown = all.slice(0, mostListed).map(rowOf);
  return [
    `<details><summary>${numberText(all.length)} ${kind}</summary>`,
    table(heads[kind], shown),
    ...(rest > 0 ? [`and ${numberText(rest)} more`] : []),
    "</details>",
  ].join("\n\n");
}

const heads: Readonly<Record<ChangeKind, readonly string[]>> = {
  gone: ["Package", "Type", "Version"],
  added: ["Package", "Type", "Version"],
  changed: ["Package", "Type", "Before", "After"],
};

function rowOf({ name, ecosystem, before, after }: PackageChange): readonly string[] {
  const versions = [before, after].flatMap((side) =>
    side === null ? [] : [code(versionsText(side))],
  );
  return [code(name), code(ecosystem), ...versions];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return "";
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
