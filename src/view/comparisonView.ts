import type { Comparison } from "./comparison";
import { factRows, type FactCell } from "./comparisonFacts";
import { comparisonNotes } from "./comparisonNotes";
import type { ComparisonTable } from "./comparisonTable";
import { changesText, headline } from "./comparisonText";
import type { Facet } from "./componentTable";
import { numberText, shownText } from "./text";
import type { Tone } from "./verdicts";

/** A comparison as the panel shows it, but for the rows of its table. All of it is safe to show. */
export interface ComparisonView {
  readonly headline: string;
  /** How each of them is called. */
  readonly before: string;
  readonly after: string;
  /** What has to be known to read the numbers rightly, as sentences. */
  readonly notes: readonly string[];
  readonly facts: readonly ShownFact[];
  /** Null where a list of either is missing. */
  readonly packages: ShownPackages | null;
  /** What could not be had or read, as sentences; at most fifty. */
  readonly problems: readonly string[];
}

export interface ShownFact {
  readonly label: string;
  readonly before: ShownCell;
  readonly after: ShownCell;
}

export interface ShownCell {
  readonly text: string;
  readonly tone: Tone | null;
}

export interface ShownPackages {
  /** `361 gone, 2 added, 18 changed (17 newer), 31 the same` */
  readonly summary: string;
  readonly differing: number;
  readonly kinds: readonly Facet[];
  readonly ecosystems: readonly Facet[];
  /** How many there are of each type, largest first; at most fifty. */
  readonly counts: readonly ShownFact[];
}

/** A hardened image that an image may be compared with. */
export interface ComparisonSuggestion {
  readonly reference: string;
  /** `Docker Hardened Images, to ship` */
  readonly about: string;
}

const mostProblems = 50;
const mostEcosystems = 50;

/** @param table of the packages that differ; null where a list of either is missing */
export function comparisonView(
  comparison: Comparison,
  table: ComparisonTable | null,
): ComparisonView {
  const { before, after, packages } = comparison;
  return {
    headline: headline(comparison),
    before: shownText(before.name),
    after: shownText(after.name),
    notes: comparisonNotes(comparison),
    facts: factRows(comparison).map(({ label, before: one, after: other }) => ({
      label,
      before: cellOf(one),
      after: cellOf(other),
    })),
    packages:
      packages === null || table === null
        ? null
        : {
            summary: changesText(packages),
            differing: packages.changes.length,
            kinds: table.kinds,
            ecosystems: table.ecosystems,
            counts: packages.ecosystems.slice(0, mostEcosystems).map((one) => ({
              label: shownText(one.ecosystem) || "no type",
              before: plain(numberText(one.before)),
              after: plain(numberText(one.after)),
            })),
          },
    problems: [before, after]
      .flatMap(({ name, problems }) => problems.map((problem) => shownText(`${name}: ${problem}`)))
      .slice(0, mostProblems),
  };
}

function cellOf({ text, note, tone }: FactCell): ShownCell {
  return { text: shownText(note === null ? text : `${text} (${note})`), tone };
}

function plain(text: string): ShownCell {
  return { text, tone: null };
}
