import type { Look } from "../image/artifact";
import { chartsOf, type Chart } from "./charts";
import { commandLines, type CommandLine } from "./commandLines";
import type { ComponentTable, Facet } from "./componentTable";
import { decidingStatement, headerOf, isGood, type Header } from "./header";
import type { ShownEvidence, ShownStatement, StatementKind } from "./evidence";
import { counted, numberText, shownText } from "./text";
import { checkViews, signerText, verdictView, type CheckView, type VerdictView } from "./verdicts";

/** All that the page shows but the rows of its table: a whole, never a change to one before. */
export interface Overview {
  readonly header: Header;
  readonly facts: readonly { readonly label: string; readonly text: string }[];
  /** Where those facts are from. */
  readonly factsSource: string | null;
  readonly counts: readonly Count[];
  readonly trust: {
    /** Of which statement these are the checks. */
    readonly about: string | null;
    readonly checks: readonly CheckView[];
    readonly reasons: readonly string[];
  };
  readonly statements: readonly StatementRow[];
  readonly looks: readonly Look[];
  readonly commands: readonly CommandLine[];
  readonly charts: readonly Chart[];
  readonly sboms: readonly SbomChoice[];
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
  readonly tab: "overview" | "sbom" | "raw";
}

export interface StatementRow {
  /** Its place among the statements. */
  readonly index: number;
  readonly kind: StatementKind;
  readonly title: string;
  readonly format: string | null;
  readonly predicateType: string | null;
  readonly verdict: VerdictView;
  readonly signer: string | null;
  readonly place: string;
  readonly location: string;
  readonly digest: string | null;
  readonly summary: readonly { readonly label: string; readonly text: string }[];
  readonly checks: readonly CheckView[];
  readonly problems: readonly string[];
  /** The sizes of what can be opened, in bytes; null where there is none. */
  readonly bytes: number | null;
  readonly decodedBytes: number | null;
}

/** A list of components, with what its rows can be chosen by. */
export interface SbomChoice {
  /** The place of its statement. */
  readonly statement: number;
  readonly title: string;
  readonly total: number;
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
}

/** The page before there is evidence. */
export function overviewBefore(known: Known, verdict: VerdictView): Overview {
  const { name, facts, factsSource, progress, notice } = known;
  return {
    header: {
      title: shownText(name),
      verdict,
      signer: null,
      digest: null,
      platform: null,
      platforms: [],
      checkedAt: null,
    },
    facts,
    factsSource,
    counts: [],
    trust: { about: null, checks: [], reasons: [] },
    statements: [],
    looks: [],
    commands: [],
    charts: [],
    sboms: [],
    problems: [],
    progress,
    notice,
  };
}

/**
 * The page of evidence.
 *
 * @param tables the components of each statement that lists some, by the statement's place
 */
export function overviewOf(
  known: Known,
  evidence: ShownEvidence,
  tables: ReadonlyMap<number, ComponentTable>,
): Overview {
  const { statements, looks, problems, reasons } = evidence;
  const deciding = decidingStatement(evidence);
  const rows = statements.map(statementRow);
  const sboms = [...tables].flatMap(([statement, table]): SbomChoice[] => {
    const row = rows[statement];
    const { total, types, families, direct, duplicates } = table;
    if (row === undefined) return [];
    const title = [row.title, row.format, row.place].filter((part) => part !== null).join(", ");
    return [{ statement, title, total, types: types.slice(0, 50), families, direct, duplicates }];
  });
  return {
    header: headerOf(known.name, evidence),
    facts: known.facts,
    factsSource: known.factsSource,
    counts: countsOf(statements, sboms),
    trust: {
      about: deciding === null ? null : statementTitle(deciding),
      checks: checkViews(deciding?.checks ?? []),
      reasons: reasons.map(shownText),
    },
    statements: rows,
    looks: looks.map(({ place, url, answer }) => ({
      place: shownText(place),
      url: shownText(url),
      answer: shownText(answer),
    })),
    commands: commandLines(evidence),
    charts: chartsOf(sboms[0] ?? null),
    sboms,
    problems: problems.map(shownText),
    progress: known.progress,
    notice: known.notice,
  };
}

function countsOf(
  statements: readonly ShownStatement[],
  sboms: readonly SbomChoice[],
): readonly Count[] {
  const verified = statements.filter(({ verdict }) => verdict === "verified").length;
  const vex = statements.reduce(
    (sum, { read }) =>
      sum + (read?.document.kind === "vex" ? read.document.vex.statements.length : 0),
    0,
  );
  const number = (count: number, noun: string, tab: Count["tab"], nouns = `${noun}s`): Count => ({
    number: numberText(count),
    noun: count === 1 ? noun : nouns,
    tab,
  });
  const [sbom] = sboms;
  return [
    ...(sbom === undefined ? [] : [number(sbom.total, "package", "sbom")]),
    ...(vex === 0 ? [] : [number(vex, "VEX statement", "overview")]),
    number(statements.length, "piece of evidence", "overview", "pieces of evidence"),
    ...(statements.length === 0 ? [] : [number(verified, "verified", "overview", "verified")]),
  ];
}

function statementRow(statement: ShownStatement, index: number): StatementRow {
  const { kind, read, predicateType, verdict, checks, bytes, decoded } = statement;
  return {
    index,
    kind,
    title: statementTitle(statement),
    format: read === null ? null : shownText(read.format),
    predicateType: predicateType === null ? null : shownText(predicateType),
    verdict: verdictView(verdict, checks),
    signer: isGood(verdict) ? signerText(statement.signer) : null,
    place: placeTexts[statement.place],
    location: shownText(statement.location),
    digest: statement.digest === null ? null : shownText(statement.digest),
    summary: summaryOf(statement),
    checks: checkViews(checks),
    problems: [...statement.problems, ...(read?.problems ?? [])].slice(0, 100).map(shownText),
    bytes: bytes?.length ?? null,
    decodedBytes: decoded?.length ?? null,
  };
}

/** What a statement is, in a word or two. */
export function statementTitle({ kind, read }: ShownStatement): string {
  if (read?.document.kind === "other") return shownText(read.document.name);
  return kindTitles[read?.document.kind ?? kind];
}

function summaryOf({ read }: ShownStatement): StatementRow["summary"] {
  if (read === null) return [];
  const { document } = read;
  const lines = (pairs: readonly (readonly [string, string | null])[]) =>
    pairs.flatMap(([label, text]) =>
      text === null || text === "" ? [] : [{ label: shownText(label), text: shownText(text) }],
    );
  switch (document.kind) {
    case "sbom": {
      const { name, created, tools, components, files } = document.sbom;
      return lines([
        ["About", name],
        ["Made by", tools.slice(0, 10).join(", ")],
        ["Made", created],
        ["Components", numberText(components.length)],
        ["Files", files === 0 ? null : numberText(files)],
      ]);
    }
    case "vex": {
      const { author, timestamp, statements } = document.vex;
      return lines([
        ["Author", author],
        ["Made", timestamp],
        ["Says", counted(statements.length, "statement")],
      ]);
    }
    case "provenance": {
      const { builder, source, started, finished, inputs } = document.provenance;
      return lines([
        ["Says that it was built by", builder],
        ["Source", source?.uri ?? null],
        ["Started", started],
        ["Finished", finished],
        ["Inputs", numberText(inputs.length)],
      ]);
    }
    case "scan": {
      const { scanner, finished, findings } = document.scan;
      return lines([
        ["Scanner", scanner],
        ["Finished", finished],
        ["Findings", numberText(findings.length)],
      ]);
    }
    case "other":
      return lines(Object.entries(document.summary).slice(0, 20));
  }
}

const kindTitles: Readonly<Record<StatementKind, string>> = {
  sbom: "SBOM",
  vex: "VEX",
  provenance: "Provenance",
  scan: "Vulnerability scan",
  signature: "Signature",
  other: "Attestation",
};

const placeTexts: Readonly<Record<ShownStatement["place"], string>> = {
  index: "in the image's index",
  referrer: "refers to the image",
  tag: "under a cosign tag",
  bundle: "in a bundle",
  file: "in a file",
};
