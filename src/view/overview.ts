import type { Look } from "../image/artifact";
import type { EvidenceItem } from "../verify/item";
import { chartsOf, type Chart } from "./charts";
import { commandLines, type CommandLine } from "./commandLines";
import type { ComponentTable, Facet } from "./componentTable";
import { headerOf, type Header, type ImageChoice } from "./header";
import { statementRow, type StatementRow } from "./statementRow";
import type { ShownEvidence } from "./evidence";
import type { OpenedRow } from "./openedFiles";
import type { VexSummary } from "./vexTable";
import { noVulnerabilities, type VulnerabilitiesView } from "./vulnerabilities";
import { provenanceChoices, type ProvenanceChoice } from "./provenance";
import { numberText, shownText } from "./text";
import { noTrust, trustOf, type Trust } from "./trust";
import type { VerdictView } from "./verdicts";

/** All that the page shows but the rows of its table: a whole, never a change to one before. */
export interface Overview {
  readonly header: Header;
  readonly facts: readonly { readonly label: string; readonly text: string }[];
  /** Where those facts are from. */
  readonly factsSource: string | null;
  readonly counts: readonly Count[];
  readonly trust: Trust;
  readonly statements: readonly StatementRow[];
  readonly looks: readonly Look[];
  readonly commands: readonly CommandLine[];
  readonly charts: readonly Chart[];
  readonly sboms: readonly SbomChoice[];
  readonly provenances: readonly ProvenanceChoice[];
  /** Null where nothing is said of vulnerabilities. */
  readonly vex: VexSummary | null;
  readonly vulnerabilities: VulnerabilitiesView;
  /** Files that the person opened beside the evidence. */
  readonly opened: readonly OpenedRow[];
  readonly problems: readonly string[];
  /** What is being done, as a sentence; null when all is there. */
  readonly progress: string | null;
  /** What stands in the way, and the way out; null where nothing does. */
  readonly notice: string | null;
}

export interface Count {
  readonly number: string;
  readonly noun: string;
  /** The tab that shows them. */
  readonly tab: "overview" | "sbom" | "vex" | "vulnerabilities" | "raw";
}

/** A list of components, with what its rows can be chosen by. */
export interface SbomChoice {
  /** The place of its statement. */
  readonly statement: number;
  readonly title: string;
  readonly total: number;
  /** At most fifty. */
  readonly types: readonly Facet[];
  readonly families: readonly Facet[];
  readonly direct: number | null;
  readonly duplicates: number;
}

/** What is known before evidence was asked for: an image's facts, and what is going on. */
export interface Known {
  readonly name: string;
  readonly facts: Overview["facts"];
  readonly factsSource: string | null;
  readonly progress: string | null;
  readonly notice: string | null;
  readonly choice: ImageChoice;
}

/** The page before there is evidence. */
export function overviewBefore(known: Known, verdict: VerdictView): Overview {
  return {
    ...shownKnown(known),
    header: {
      title: shownText(known.name),
      verdict,
      signer: null,
      digest: null,
      platform: null,
      platforms: [],
      choice: known.choice,
      checkedAt: null,
    },
    counts: [],
    trust: noTrust,
    statements: [],
    looks: [],
    commands: [],
    charts: [],
    sboms: [],
    provenances: [],
    vex: null,
    vulnerabilities: noVulnerabilities,
    opened: [],
    problems: [],
  };
}

/**
 * The page of evidence.
 *
 * @param tables the components of each statement that lists some, by the statement's place
 * @param vex what is said of vulnerabilities
 * @param vulnerabilities which are known, and which of them are left
 * @param opened files that the person opened beside it
 */
export function overviewOf(
  known: Known,
  evidence: ShownEvidence,
  tables: ReadonlyMap<number, ComponentTable>,
  vex: VexSummary | null,
  vulnerabilities: VulnerabilitiesView = noVulnerabilities,
  opened: readonly OpenedRow[] = [],
): Overview {
  const { result, looks, found } = evidence;
  const { items, problems } = result;
  const rows = items.map((item, index) => statementRow(item, index, found));
  const sboms = [...tables].flatMap(([statement, table]) => {
    const row = rows[statement];
    return row === undefined ? [] : [sbomChoice(row, table)];
  });
  return {
    ...shownKnown({ ...known, notice: known.notice ?? evidence.notice }),
    header: headerOf(known.name, evidence, known.choice),
    counts: countsOf(items, sboms, vex, vulnerabilities),
    trust: trustOf(evidence),
    statements: rows,
    looks: looks.map(({ place, url, answer }) => ({
      place: shownText(place),
      url: shownText(url),
      answer: shownText(answer),
    })),
    commands: commandLines(evidence),
    charts: chartsOf(sboms[0] ?? null),
    sboms,
    provenances: provenanceChoices(evidence),
    vex,
    vulnerabilities,
    opened,
    problems: problems.slice(0, mostProblems).map(shownText),
  };
}

const mostProblems = 200;

function shownKnown({ facts, factsSource, progress, notice }: Known) {
  const shown = (text: string | null) => (text === null ? null : shownText(text));
  return {
    facts: facts.map(({ label, text }) => ({ label: shownText(label), text: shownText(text) })),
    factsSource: shown(factsSource),
    progress: shown(progress),
    notice: shown(notice),
  };
}

function sbomChoice(row: StatementRow, table: ComponentTable): SbomChoice {
  const { total, types, families, direct, duplicates } = table;
  const title = `${row.title}, ${row.format}, ${row.place}`;
  const statement = row.index;
  return { statement, title, total, types: types.slice(0, 50), families, direct, duplicates };
}

function countsOf(
  items: readonly EvidenceItem[],
  sboms: readonly SbomChoice[],
  vex: VexSummary | null,
  { summary }: VulnerabilitiesView,
): readonly Count[] {
  const verified = items.filter(({ verdict }) => verdict === "verified").length;
  const number = (count: number, noun: string, tab: Count["tab"], nouns = `${noun}s`): Count => ({
    number: numberText(count),
    noun: count === 1 ? noun : nouns,
    tab,
  });
  const [sbom] = sboms;
  return [
    ...(sbom === undefined ? [] : [number(sbom.total, "package", "sbom")]),
    ...(summary === null
      ? []
      : [number(summary.left, "vulnerability left", "vulnerabilities", "vulnerabilities left")]),
    ...(vex === null ? [] : [number(vex.total, "VEX statement", "vex")]),
    number(items.length, "piece of evidence", "overview", "pieces of evidence"),
    ...(items.length === 0 ? [] : [number(verified, "verified", "overview", "verified")]),
  ];
}
