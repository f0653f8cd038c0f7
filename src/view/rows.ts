/** A part of the rows that a query leaves. */
export interface RowPage<Row> {
  readonly total: number;
  readonly matched: number;
  /** The place of the first of `rows` among those that match. */
  readonly from: number;
  readonly rows: readonly Row[];
}

/** The most rows that go to the page at once. */
export const mostRows = 200;

/** A row of a table: its place in the list that it is of, and its words, which are safe to show. */
export interface Row<Id extends string> {
  readonly index: number;
  readonly cells: Readonly<Record<Id, string>>;
}

/** What a text is searched in: all words of a row, in lower case. */
export function searchText(cells: Readonly<Record<string, string>>): string {
  return Object.values(cells).join("\n").toLowerCase();
}

/** Whether all words of a filter stand somewhere in what `searchText` gave. An empty filter fits everything. */
export function filterBy(filter: string): (text: string) => boolean {
  const words = filter
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  return (text) => words.every((word) => text.includes(word));
}

/**
 * The places of rows in the order of one column, then by name; what is empty comes last.
 *
 * @param isVersion whether numbers in the keys are compared as such
 */
export function orderedPlaces(
  keys: readonly string[],
  names: readonly string[],
  isVersion: boolean,
): Uint32Array {
  const compare = isVersion ? new Intl.Collator("en", { numeric: true }).compare : before;
  return Uint32Array.from(keys.keys()).sort((a, b) => {
    const [one = "", other = ""] = [keys[a], keys[b]];
    if (one === other) return before(names[a] ?? "", names[b] ?? "") || a - b;
    if (one === "" || other === "") return one === "" ? 1 : -1;
    return compare(one, other);
  });
}

/** Plain code units: a collator takes a hundred times as long, and names are ASCII nearly always. */
function before(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
