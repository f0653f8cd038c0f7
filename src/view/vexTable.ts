import type { VexStatement, VexStatus } from "../attestations/vex/model";
import { settles } from "../attestations/vex/match";
import type { EvidenceItem } from "../verify/item";
import type { Facet } from "./componentTable";
import { filterBy, mostRows, searchText, type Row, type RowPage } from "./rows";
import { numberText, shownText } from "./text";
import type { Tone } from "./verdicts";
import { createVexDetails, type VexDetail } from "./vexDetail";
import { nameOf, saidIn, targets, timeOf, type SaidVex } from "./vexSaid";
import { justificationText, standingText, statusTexts, vexStatuses } from "./vexTexts";

/** The columns of the table of statements, in their order. */
export type VexColumn = "status" | "vulnerability" | "reason" | "product" | "time" | "standing";

export interface VexRow extends Row<VexColumn> {
  readonly tone: Tone;
  readonly counts: boolean;
  /** Whether a later statement says something of the same vulnerability in the same products. */
  readonly isOlder: boolean;
}

export interface VexQuery {
  readonly filter: string;
  /** None leaves nothing out. */
  readonly statuses: readonly VexStatus[];
}

/** What is said of vulnerabilities, before any row is asked for. */
export interface VexSummary {
  readonly total: number;
  readonly statuses: readonly Facet[];
  /** Whether it counts, as a sentence. */
  readonly standing: string;
}

export interface VexTable {
  readonly summary: VexSummary;
  /** At most 200 rows, by status, then by vulnerability, the latest first; places outside give none. */
  page(query: VexQuery, from: number, count: number): RowPage<VexRow>;
  /** Null where there is no such statement. */
  detail(index: number): VexDetail | null;
}

/** All statements of all evidence; null where there are none. */
export function createVexTable(items: readonly EvidenceItem[]): VexTable | null {
  const all = saidIn(items);
  if (all.length === 0) return null;
  const rows = all.map(rowOf);
  const texts = rows.map(({ cells }) => searchText(cells));
  const order = ordered(all);
  const details = createVexDetails(all);
  return {
    summary: summaryOf(all),
    page: ({ filter, statuses }, from, count) => {
      const isFound = filterBy(filter);
      const places = order.filter((place) => {
        const status = all[place]?.statement.status;
        const isChosen =
          statuses.length === 0 || (status !== undefined && statuses.includes(status));
        return isChosen && isFound(texts[place] ?? "");
      });
      const shown = places.slice(from, from + Math.min(count, mostRows));
      const page = shown.flatMap((place) => rows[place] ?? []);
      return { total: all.length, matched: places.length, from, rows: page };
    },
    detail: details,
  };
}

function rowOf({ statement, by, counts, isOlder }: SaidVex, index: number): VexRow {
  const { status, vulnerability, justification, impact, action, notes, timestamp } = statement;
  const [first] = statement.products;
  const part = first?.subcomponents[0] ?? first;
  const more = targets(statement).length - 1;
  const product = part === undefined ? "the image" : nameOf(part);
  const reason =
    justification === null ? (impact ?? action ?? notes ?? "") : justificationText(justification);
  return {
    index,
    cells: {
      status: statusTexts[status].word,
      vulnerability: shownText(vulnerability),
      reason: shownText(reason),
      product: `${shownText(product)}${more > 0 ? ` and ${more} more` : ""}`,
      time: dayText(timestamp),
      standing: standingText(by),
    },
    // "Not affected" without a reason settles nothing.
    tone: status === "not_affected" && !settles(statement) ? "attention" : statusTexts[status].tone,
    counts,
    isOlder,
  };
}

/** The day, in UTC; all of what was written where that is no time. The detail has the whole. */
function dayText(timestamp: string | null): string {
  const time = Date.parse(timestamp ?? "");
  return Number.isNaN(time)
    ? shownText(timestamp ?? "")
    : new Date(time).toISOString().slice(0, 10);
}

function ordered(all: readonly SaidVex[]): readonly number[] {
  const collator = new Intl.Collator("en", { numeric: true });
  return [...all.keys()].sort((a, b) => {
    const [one, other] = [all[a]?.statement, all[b]?.statement];
    if (one === undefined || other === undefined) return a - b;
    return (
      vexStatuses.indexOf(one.status) - vexStatuses.indexOf(other.status) ||
      collator.compare(one.vulnerability, other.vulnerability) ||
      later(one, other) ||
      a - b
    );
  });
}

function summaryOf(all: readonly SaidVex[]): VexSummary {
  const statuses = vexStatuses.flatMap((value) => {
    const count = all.filter(({ statement }) => statement.status === value).length;
    return count === 0 ? [] : [{ value, label: statusTexts[value].word, count }];
  });
  return { total: all.length, statuses, standing: standingOf(all) };
}

function standingOf(all: readonly SaidVex[]): string {
  const counting = all.filter(({ counts }) => counts);
  const opened = counting.filter(({ by }) => by.place === "file").length;
  const isOne = counting.length === 1;
  const verified = `verified, and ${isOne ? "its" : "their"} signer may speak for this image`;
  const reasons = [
    ...(opened < counting.length ? [verified] : []),
    ...(opened > 0 ? [isOne ? "of a file that you opened" : "of files that you opened"] : []),
  ].join(", or ");
  const rest =
    all.length - counting.length === 1 ? "The other is a claim." : "The others are claims.";
  if (counting.length === 0)
    return "None of it counts: these are claims, of which nobody whom you trust stands for one.";
  if (counting.length === all.length)
    return isOne ? `It counts: it is ${reasons}.` : `All of them count: they are ${reasons}.`;
  const counts = isOne ? "counts: it is" : "count: they are";
  return `${numberText(counting.length)} of ${numberText(all.length)} ${counts} ${reasons}. ${rest}`;
}

/** Infinite times have no difference. */
function later(one: VexStatement, other: VexStatement): number {
  const [a, b] = [timeOf(one), timeOf(other)];
  return a === b ? 0 : a > b ? -1 : 1;
}
