import type { Sbom } from "../attestations/sbom/model";
import { componentDetails, type ComponentDetail } from "./componentDetail";
import type { Column } from "./columns";
import { componentVexText, type ComponentVex } from "./componentVex";
import { createDependencyTree, type DependencyTree } from "./dependencyTree";
import { entriesOf, type Entry } from "./components";
import { licenceFamilies, licenceFamilyNames, type LicenceFamily } from "./licences";
import { filterBy, mostRows, orderedPlaces, searchText, type Row, type RowPage } from "./rows";
import { shownText } from "./text";

/** Which components are asked for, and in which order. An empty list of choices leaves nothing out. */
export interface ComponentQuery {
  /** Words that all stand somewhere in the row, in any case. */
  readonly filter: string;
  readonly types: readonly string[];
  readonly families: readonly LicenceFamily[];
  readonly directOnly: boolean;
  readonly duplicatesOnly: boolean;
  readonly sort: { readonly column: Column; readonly descending: boolean };
}

export interface ComponentRow extends Row<Column> {
  readonly isDuplicate: boolean;
  readonly hasLicence: boolean;
}

export type ComponentPage = RowPage<ComponentRow>;

/** A value that rows can be chosen by, with the number of rows that have it. */
export interface Facet {
  readonly value: string;
  readonly label: string;
  readonly count: number;
}

/** What can be asked of the components of one list. */
export interface ComponentTable {
  readonly total: number;
  /** Most frequent first. */
  readonly types: readonly Facet[];
  /** In a fixed order, those without rows left out. */
  readonly families: readonly Facet[];
  /** Null where the list does not say what needs what. */
  readonly direct: number | null;
  readonly duplicates: number;
  /** At most 200 rows; places outside give none. */
  page(query: ComponentQuery, from: number, count: number): ComponentPage;
  /** The places of all that a query leaves in `components`, in its order. */
  chosen(query: ComponentQuery): readonly number[];
  /** What needs what; null where the list does not say. Prepared when it is first asked for. */
  tree(): DependencyTree | null;
  /** Null where there is no such component. */
  detail(index: number): ComponentDetail | null;
}

/** Prepares a list of components so that questions cost one pass over it at most; `vex` is what is said of each. */
export function createComponentTable(
  sbom: Sbom,
  vex: ReadonlyMap<number, readonly ComponentVex[]> = new Map(),
): ComponentTable {
  const entries = entriesOf(sbom);
  const cells = entries.map((entry) => cellsOf(entry, vex.get(entry.index) ?? []));
  const texts = cells.map(searchText);
  const orders = new Map<Column, Uint32Array>();
  const details = componentDetails(sbom, entries, vex);
  let tree: DependencyTree | null | undefined;
  let last: { readonly key: string; readonly places: readonly number[] } | null = null;

  const orderOf = (column: Column): Uint32Array => {
    const known = orders.get(column);
    if (known !== undefined) return known;
    const order = ordered(cells, column);
    orders.set(column, order);
    return order;
  };

  const placesOf = (query: ComponentQuery): readonly number[] => {
    const key = JSON.stringify(query);
    if (last?.key === key) return last.places;
    const matches = matcher(query, entries, texts);
    const places = [...orderOf(query.sort.column)].filter(matches);
    if (query.sort.descending) places.reverse();
    last = { key, places };
    return places;
  };

  return {
    total: entries.length,
    types: typeFacets(entries.map(({ component }) => component.type)),
    families: familiesOf(entries),
    direct: entries.some(({ isDirect }) => isDirect !== null)
      ? entries.filter(({ isDirect }) => isDirect === true).length
      : null,
    duplicates: entries.filter(({ twins }) => twins.length > 0).length,
    page: (query, from, count) => {
      const places = placesOf(query);
      const rows = places.slice(from, from + Math.min(count, mostRows)).flatMap((place) => {
        const [entry, shown] = [entries[place], cells[place]];
        return entry === undefined || shown === undefined ? [] : [rowOf(entry, shown)];
      });
      return { total: entries.length, matched: places.length, from, rows };
    },
    chosen: (query) => placesOf(query).flatMap((place) => entries[place]?.index ?? []),
    tree: () => (tree === undefined ? (tree = createDependencyTree(sbom)) : tree),
    detail: (index) => details(index),
  };
}

function cellsOf(
  { component }: Entry,
  vex: readonly ComponentVex[],
): Readonly<Record<Column, string>> {
  const { name, version, type, licenses, supplier, purl } = component;
  return {
    name: shownText(name),
    version: shownText(version ?? ""),
    type: shownText(type),
    licence: shownText(licenses.join(", ")),
    supplier: shownText(supplier ?? ""),
    purl: shownText(purl ?? ""),
    vex: componentVexText(vex),
  };
}

function rowOf({ index, twins, family }: Entry, cells: ComponentRow["cells"]): ComponentRow {
  return { index, cells, isDuplicate: twins.length > 0, hasLicence: family !== "none" };
}

function matcher(
  { filter, types, families, directOnly, duplicatesOnly }: ComponentQuery,
  entries: readonly Entry[],
  texts: readonly string[],
): (place: number) => boolean {
  const isFound = filterBy(filter);
  const isType = new Set(types);
  const isFamily = new Set<string>(families);
  return (place) => {
    const entry = entries[place];
    const text = texts[place] ?? "";
    return (
      entry !== undefined &&
      (isType.size === 0 || isType.has(entry.component.type)) &&
      (isFamily.size === 0 || isFamily.has(entry.family)) &&
      (!directOnly || entry.isDirect === true) &&
      (!duplicatesOnly || entry.twins.length > 0) &&
      isFound(text)
    );
  };
}

/** The places of all rows by one column, then by name; what is empty comes last. */
function ordered(cells: readonly ComponentRow["cells"][], column: Column): Uint32Array {
  const keys = cells.map((one) => one[column].toLowerCase());
  const names = cells.map(({ name }) => name.toLowerCase());
  return orderedPlaces(keys, names, column === "version");
}

/** The types of rows, each with the number of its rows, most frequent first. */
export function typeFacets(types: readonly string[]): readonly Facet[] {
  const counts = new Map<string, number>();
  for (const type of types) counts.set(type, (counts.get(type) ?? 0) + 1);
  return [...counts]
    .map(([value, count]) => ({ value, label: shownText(value) || "no type", count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}

function familiesOf(entries: readonly Entry[]): readonly Facet[] {
  return licenceFamilies.flatMap((value) => {
    const count = entries.filter(({ family }) => family === value).length;
    return count === 0 ? [] : [{ value, label: licenceFamilyNames[value], count }];
  });
}
