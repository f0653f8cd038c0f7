import type { Row, RowPage } from "../view/rows";
import { textInput } from "./controls";
import { element } from "./elements";
import { createGrid, type GridColumn, type Marks } from "./grid";
import { createRowSource, type AskRows, type RowSource } from "./rowSource";

/** How a table is looked at. */
export interface TableView {
  readonly filter: string;
  /** The row at its top. */
  readonly top: number;
}

/** In which order the rows are asked for; null where that is always the same. */
export interface Order<Id extends string> {
  now(): { readonly column: Id; readonly descending: boolean };
  by(column: Id): void;
}

export interface FilteredTableActions<Id extends string, R extends Row<Id>> {
  /** How it is looked at from the start. */
  readonly first: TableView;
  /** Says how it is looked at now, to be kept. */
  keep(view: TableView): void;
  readonly order?: Order<Id>;
  /** Those that are shown; all where it does not say. */
  columns?(): readonly Id[];
  /** How rows are asked for; null while there are none to ask for. */
  rows(filter: string): AskRows<R> | null;
  /** What is shown beside of a row that was opened. */
  detail(row: R): Promise<HTMLElement | null>;
  /** The row whose detail is open is another one, or none. */
  selected?(index: number | null): void;
  copy(text: string): void;
  readonly mark: Marks<Id, R>;
}

/** What stands around a table. */
export interface TableParts {
  /** Before and behind the filter. */
  readonly before?: HTMLElement;
  readonly behind?: readonly HTMLElement[];
  /** Between the filter and the rows. */
  readonly between?: HTMLElement;
  /** What may be shown in the place of the rows. */
  readonly instead?: InsteadOfRows;
}

export interface InsteadOfRows {
  readonly element: HTMLElement;
  focus(): void;
}

export interface FilteredTable {
  readonly element: HTMLElement;
  /**
   * Asks for the rows anew: from the first, or from where one is.
   *
   * @param list what they are of, where that may be another than before: then the detail of a row is closed
   */
  load(from: "first" | "here", list?: string): void;
  /** Draws the rows that are there, as after a change of the columns. */
  draw(): void;
  /** Sets the filter; the rows are asked for by `load`. */
  filterBy(text: string): void;
  /** Shows the detail of a row, which need not be among those that are here. */
  open(index: number, detail: Promise<HTMLElement | null>): Promise<void>;
  /** Closes the detail and gives the focus back to the row. */
  close(): void;
  /** Shows what may stand in the place of the rows, or the rows with their filter. */
  showInstead(isInstead: boolean): void;
  /** Says something in the place of the number of rows. */
  say(text: string): void;
}

/** A table with a filter over all of its columns, and the detail of a row beside it. */
export function createFilteredTable<Id extends string, R extends Row<Id>>(
  label: string,
  columns: readonly GridColumn<Id>[],
  actions: FilteredTableActions<Id, R>,
  { before, behind = [], between, instead }: TableParts = {},
): FilteredTable {
  let shown: RowSource<R> | null = null;
  let coming: RowSource<R> | null = null;
  let matched = 0;
  let selected: number | null = null;
  let { top } = actions.first;
  let listNow = "";
  let isInstead = false;
  /** The detail that comes next: one that was asked for before it, or before it was closed, is nobody's. */
  let opening: Promise<HTMLElement | null> | null = null;

  const filter = textInput(`Filter ${label.toLowerCase()}`, () => load("first"));
  filter.set(actions.first.filter);
  const keep = (): void => actions.keep({ filter: filter.get(), top });
  const status = element("p", { class: "matched", role: "status" });
  const aside = element("div", { class: "aside" });
  const grid = createGrid<Id, R>(label, columns, {
    row: (place) => shown?.row(place) ?? null,
    want: (from, to) => shown?.want(from, to),
    sort: (column) => actions.order?.by(column),
    open: (row) => void open(row.index, actions.detail(row)),
    copy: actions.copy,
    type: (text) => {
      filter.edit(filter.get() + text);
      load("first");
    },
    scrolled: (row) => {
      top = row;
      keep();
    },
    mark: actions.mark,
  });
  filter.element.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") {
      event.preventDefault();
      grid.focus();
    } else if (event.key === "Escape" && filter.get() !== "") {
      filter.set("");
      load("first");
    }
  });
  aside.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
  });
  const draw = (toRow: number | null = null): void =>
    grid.show(
      {
        matched,
        columns: actions.columns?.() ?? columns.map(({ id }) => id),
        sort: actions.order?.now() ?? null,
        selected,
      },
      toRow,
    );

  /** The rows of before stay until the new ones are there. */
  function load(from: "first" | "here", list = listNow): void {
    coming?.dispose();
    if (list !== listNow) select(null);
    listNow = list;
    if (from === "first") top = 0;
    keep();
    const rows = actions.rows(filter.get());
    if (rows === null) return;
    const source = createRowSource(rows, (page) => {
      if (page instanceof Error) status.textContent = page.message;
      else if (source === shown) grid.refresh();
      else if (source === coming) take(source, page);
    });
    coming = source;
    source.want(top, top + 1);
  }

  function take(source: RowSource<R>, page: RowPage<R>): void {
    shown?.dispose();
    shown = source;
    coming = null;
    matched = page.matched;
    const [some, all] = [page.matched, page.total].map((count) => count.toLocaleString("en-US"));
    status.textContent = `${some} of ${all}`;
    draw(Math.min(top, Math.max(0, matched - 1)));
  }

  async function open(index: number, asked: Promise<HTMLElement | null>): Promise<void> {
    opening = asked;
    const detail = await asked;
    if (detail === null || opening !== asked) return;
    const hadFocus = aside.contains(document.activeElement);
    select(index, detail);
    const head = detail.querySelector("h2");
    if (hadFocus && head instanceof HTMLElement) head.focus();
  }

  /** Null closes what is open. */
  function select(index: number | null, ...detail: readonly HTMLElement[]): void {
    opening = null;
    if (index === null && selected === null) return;
    selected = index;
    aside.replaceChildren(...detail);
    draw();
    actions.selected?.(index);
  }

  function close(): void {
    select(null);
    if (isInstead) instead?.focus();
    else grid.focus();
  }

  return {
    element: element(
      "div",
      { class: "filtered-table" },
      element("div", { class: "tools" }, before ?? null, filter.element, status, ...behind),
      between ?? null,
      element("div", { class: "table-and-detail" }, grid.element, instead?.element ?? null, aside),
    ),
    load,
    draw: () => draw(),
    filterBy: filter.set,
    open,
    close,
    showInstead: (now) => {
      isInstead = now;
      for (const part of [filter.element, status, grid.element]) part.hidden = now;
      if (instead !== undefined) instead.element.hidden = !now;
    },
    say: (text) => {
      status.hidden = false;
      status.textContent = text;
    },
  };
}
