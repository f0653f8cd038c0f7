import type { VexStatement } from "../attestations/vex/model";
import { shownLines, type Line } from "./statementRow";
import { shownText } from "./text";
import type { Tone } from "./verdicts";
import { nameOf, targets, timeOf, type SaidVex } from "./vexSaid";
import { justificationText, standingText, statusTexts } from "./vexTexts";

/** All of one statement. */
export interface VexDetail {
  readonly index: number;
  readonly title: string;
  readonly fields: readonly Line[];
  /** The first fifty, with the first fifty parts of each. */
  readonly products: readonly { readonly name: string; readonly parts: readonly string[] }[];
  readonly productCount: number;
  /** What was said of the same vulnerability in the same products, the earliest first; fifty at most. */
  readonly history: readonly VexMoment[];
}

export interface VexMoment {
  readonly time: string;
  readonly status: string;
  readonly tone: Tone;
  readonly standing: string;
  readonly isThis: boolean;
}

const mostShown = 50;

/** Prepares the statements by vulnerability when the first detail is asked for. */
export function createVexDetails(all: readonly SaidVex[]): (index: number) => VexDetail | null {
  let byVulnerability: ReadonlyMap<string, readonly number[]> | undefined;
  return (index) => {
    const said = all[index];
    if (said === undefined) return null;
    byVulnerability ??= placesOf(all);
    const { statement } = said;
    const same = new Set(namesOf(statement).flatMap((name) => byVulnerability?.get(name) ?? []));
    const about = new Set(targets(statement));
    const history = [...same].filter((place) => {
      const other = targets(all[place]?.statement ?? statement);
      return about.size === 0 || other.length === 0 || other.some((one) => about.has(one));
    });
    return {
      index,
      title: shownText(statement.vulnerability),
      fields: fieldsOf(said),
      products: statement.products.slice(0, mostShown).map((product) => ({
        name: shownText(nameOf(product)),
        parts: product.subcomponents.slice(0, mostShown).map((part) => shownText(nameOf(part))),
      })),
      productCount: statement.products.length,
      history: history
        .sort((a, b) => before(all[a], all[b]) || a - b)
        .slice(-mostShown)
        .flatMap((place) => momentOf(place, index, all[place])),
    };
  };
}

function placesOf(all: readonly SaidVex[]): ReadonlyMap<string, readonly number[]> {
  const places = new Map<string, number[]>();
  for (const [place, { statement }] of all.entries()) {
    for (const name of namesOf(statement)) {
      const list = places.get(name);
      if (list === undefined) places.set(name, [place]);
      else list.push(place);
    }
  }
  return places;
}

function namesOf({ vulnerability, aliases }: VexStatement): readonly string[] {
  return [...new Set([vulnerability, ...aliases])];
}

function before(one: SaidVex | undefined, other: SaidVex | undefined): number {
  if (one === undefined || other === undefined) return 0;
  const [a, b] = [timeOf(one.statement), timeOf(other.statement)];
  return a === b ? 0 : a < b ? -1 : 1;
}

function momentOf(index: number, shown: number, said: SaidVex | undefined): readonly VexMoment[] {
  if (said === undefined) return [];
  const { statement, by } = said;
  const { word, tone } = statusTexts[statement.status];
  const time = shownText(statement.timestamp ?? "no time");
  const standing = standingText(by);
  return [{ time, status: word, tone, standing, isThis: index === shown }];
}

function fieldsOf({ statement, author, by, isOlder }: SaidVex): readonly Line[] {
  const { status, aliases, justification, impact, action, notes, timestamp } = statement;
  return shownLines([
    ["Status", statusTexts[status].word],
    ["Why", justification === null ? null : justificationText(justification)],
    ["Explanation", impact],
    ["What to do", action],
    ["Notes", notes],
    ["Also called", aliases.slice(0, mostShown).join(", ")],
    ["Said by", author],
    ["Said", timestamp],
    ["Standing", standingText(by)],
    ["Replaced", isOlder ? "by a later statement, see its history" : null],
  ]);
}
