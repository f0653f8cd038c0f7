import type { ComparisonColumn } from "./columns";
import { typeFacets, type Facet } from "./componentTable";
import {
  changeKinds,
  type ChangeKind,
  type PackageChange,
  type PackageChanges,
  type PackageSide,
} from "./packageChanges";
import { filterBy, mostRows, orderedPlaces, searchText, type Row, type RowPage } from "./rows";
import { shownText } from "./text";

/** Which packages are asked for, and in which order. An empty list of choices leaves nothing out. */
export interface ComparisonQuery {
  /** Words that all stand somewhere in the row, in any case. */
  readonly filter: string;
  readonly kinds: readonly ChangeKind[];
  readonly ecosystems: readonly string[];
  readonly sort: ComparisonSort;
}

export interface ComparisonSort {
  readonly column: ComparisonColumn;
  readonly descending: boolean;
}

export interface ComparisonRow extends Row<ComparisonColumn> {
  readonly kind: ChangeKind;
  readonly direction: PackageChange["direction"];
  readonly purl: string;
  /** The licences of each side; empty where there is none. */
  readonly licences: { readonly before: string; readonly after: string };
}

/** The packages that differ, to be looked through. */
export interface ComparisonTable {
  readonly kinds: readonly Facet[];
  /** Of the packages that differ, most frequent first; at most fifty. */
  readonly ecosystems: readonly Facet[];
  /** At most 200 rows; places outside give none. */
  page(query: ComparisonQuery, from: number, count: number): RowPage<ComparisonRow>;
}

/** Prepares the rows once, so that a question costs one pass over them, and a new order is sorted once. */
export function createComparisonTable({ changes }: PackageChanges): ComparisonTable {
  const rows = changes.map(rowOf);
  const texts = rows.map(({ cells, purl }) => searchText({ ...cells, purl }));
  const orders = new Map<ComparisonColumn, Uint32Array>();
  let last: { readonly key: string; readonly places: readonly number[] } | null = null;

  const orderOf = (column: ComparisonColumn): Uint32Array => {
    const order = orders.get(column) ?? ordered(rows, column);
    orders.set(column, order);
    return order;
  };
  const placesOf = (query: ComparisonQuery): readonly number[] => {
    const key = JSON.stringify(query);
    if (last?.key === key) return last.places;
    const isFound = filterBy(query.filter);
    const isKind = new Set<string>(query.kinds);
    const isEcosystem = new Set(query.ecosystems);
    const places = [...orderOf(query.sort.column)].filter((place) => {
      const change = changes[place];
      return (
        change !== undefined &&
        (isKind.size === 0 || isKind.has(change.kind)) &&
        (isEcosystem.size === 0 || isEcosystem.has(change.ecosystem)) &&
        isFound(texts[place] ?? "")
      );
    });
    last = { key, places: query.sort.descending ? places.reverse() : places };
    return last.places;
  };

  return {
    kinds: kindsOf(changes),
    ecosystems: typeFacets(changes.map(({ ecosystem }) => ecosystem)).slice(0, mostEcosystems),
    page: (query, from, count) => {
      const places = placesOf(query);
      const shown = places.slice(from, from + Math.min(count, mostRows));
      const page = shown.flatMap((place) => rows[place] ?? []);
      return { total: rows.length, matched: places.length, from, rows: page };
    },
  };
}

function rowOf(change: PackageChange, index: number): ComparisonRow {
  const { kind, name, ecosystem, purl, before, after, direction } = change;
  return {
    index,
    cells: {
      change: kind,
      name: shownText(name),
      ecosystem: shownText(ecosystem),
      before: versionsText(before),
      after: versionsText(after),
    },
    kind,
    direction,
    purl: shownText(purl ?? ""),
    licences: { before: licencesText(before), after: licencesText(after) },
  };
}

/** All versions of one side: `1.2.0, 2.0.1`; empty where the package is not there. */
export function versionsText(side: PackageSide | null): string {
  const words = side?.versions.map((version) => version ?? "no version") ?? [];
  return shownText(words.join(", "));
}

function licencesText(side: PackageSide | null): string {
  return shownText(side?.licenses.join(", ") ?? "");
}

function kindsOf(changes: readonly PackageChange[]): readonly Facet[] {
  return changeKinds.flatMap((value) => {
    const count = changes.filter(({ kind }) => kind === value).length;
    return count === 0 ? [] : [{ value, label: value, count }];
  });
}

const mostEcosystems = 50;

/** By one column, then by name; by change gone comes first. What is empty comes last. */
function ordered(rows: readonly ComparisonRow[], column: ComparisonColumn): Uint32Array {
  const keys = rows.map(({ cells, kind }) =>
    column === "change" ? String(changeKinds.indexOf(kind)) : cells[column].toLowerCase(),
  );
  const names = rows.map(({ cells }) => cells.name.toLowerCase());
  return orderedPlaces(keys, names, column === "before" || column === "after");
}
