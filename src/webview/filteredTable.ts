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
  /** How rows are asked for; null while there are none to ask for. */
  rows(filter: string): AskRows<R> | null;
  /** What is shown beside of a row that was opened. */
  detail(row: R): Promise<HTMLElement | null>;
  copy(text: string): void;
  readonly mark: Marks<Id, R>;
}

export interface FilteredTable {
  readonly element: HTMLElement;
  /**
   * Asks for the rows anew: from the first, or from where one is.
   *
   * @param list what they are of, where that may be another than before: then the detail of a row is closed
   */
  load(from: "first" | "here", list?: string): void;
  /** Takes the filter away. */
  clear(): void;
  /** Closes the detail and gives the focus back to the row. */
  close(): void;
}

/** A table with a filter over all of its columns, and the detail of a row beside it. */
export function createFilteredTable<Id extends string, R extends Row<Id>>(
  label: string,
  columns: readonly GridColumn<Id>[],
  actions: FilteredTableActions<Id, R>,
): FilteredTable {
  let shown: RowSource<R> | null = null;
  let coming: RowSource<R> | null = null;
  let matched = 0;
  let selected: number | null = null;
  let { top } = actions.first;
  let listNow = "";

  const filter = textInput(`Filter ${label.toLowerCase()}`, () => load("first"));
  filter.set(actions.first.filter);
  const keep = (): void => actions.keep({ filter: filter.get(), top });
  const status = element("p", { class: "matched", role: "status" });
  const aside = element("div", { class: "aside" });
  const grid = createGrid<Id, R>(label, columns, {
    row: (place) => shown?.row(place) ?? null,
    want: (from, to) => shown?.want(from, to),
    sort: (column) => actions.order?.by(column),
    open: (row) => void open(row),
    copy: actions.copy,
    type: (text) => {
      filter.focus();
      filter.set(filter.get() + text);
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
        columns: columns.map(({ id }) => id),
        sort: actions.order?.now() ?? null,
        selected,
      },
      toRow,
    );

  /** The rows of before stay until the new ones are there. */
  function load(from: "first" | "here", list = listNow): void {
    coming?.dispose();
    if (list !== listNow) leave();
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

  async function open(row: R): Promise<void> {
    const list = listNow;
    const detail = await actions.detail(row);
    if (detail === null || list !== listNow) return;
    selected = row.index;
    const hadFocus = aside.contains(document.activeElement);
    aside.replaceChildren(detail);
    draw();
    const head = detail.querySelector("h2");
    if (hadFocus && head instanceof HTMLElement) head.focus();
  }

  function leave(): void {
    if (selected === null) return;
    selected = null;
    aside.replaceChildren();
    draw();
  }

  function close(): void {
    leave();
    grid.focus();
  }

  return {
    element: element(
      "div",
      { class: "filtered-table" },
      element("div", { class: "tools" }, filter.element, status),
      element("div", { class: "table-and-detail" }, grid.element, aside),
    ),
    load,
    clear: () => filter.set(""),
    close,
  };
}
