import type { Row, RowPage } from "../view/rows";
import { textInput } from "./controls";
import { element } from "./elements";
import { createGrid, type GridColumn, type Marks } from "./grid";
import { createRowSource, type AskRows, type RowSource } from "./rowSource";

export interface FilteredTableActions<Id extends string, R extends Row<Id>> {
  /** How rows are asked for; null while there are none to ask for. */
  rows(filter: string): AskRows<R> | null;
  /** What is shown beside of a row that was opened. */
  detail(row: R): Promise<HTMLElement | null>;
  readonly mark: Marks<Id, R>;
}

export interface FilteredTable {
  readonly element: HTMLElement;
  /** Asks for the rows anew, from the first. */
  load(): void;
  /** Closes the detail and gives the focus back to the row. */
  close(): void;
}

/** A table in a fixed order with a filter over all of its columns, and the detail of a row beside it. */
export function createFilteredTable<Id extends string, R extends Row<Id>>(
  label: string,
  columns: readonly GridColumn<Id>[],
  actions: FilteredTableActions<Id, R>,
): FilteredTable {
  let shown: RowSource<R> | null = null;
  let coming: RowSource<R> | null = null;
  let matched = 0;
  let selected: number | null = null;

  const filter = textInput(`Filter ${label.toLowerCase()}`, () => load());
  const status = element("p", { class: "matched", role: "status" });
  const aside = element("div", { class: "aside" });
  const grid = createGrid<Id, R>(label, columns, {
    row: (place) => shown?.row(place) ?? null,
    want: (from, to) => shown?.want(from, to),
    sort: () => undefined,
    open: (row) => void open(row),
    type: (text) => {
      filter.focus();
      filter.set(filter.get() + text);
      load();
    },
    scrolled: () => undefined,
    mark: actions.mark,
  });
  filter.element.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") {
      event.preventDefault();
      grid.focus();
    } else if (event.key === "Escape" && filter.get() !== "") {
      filter.set("");
      load();
    }
  });
  aside.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
  });
  const draw = (toRow: number | null = null): void =>
    grid.show({ matched, columns: columns.map(({ id }) => id), sort: null, selected }, toRow);

  /** The rows of before stay until the new ones are there. */
  function load(): void {
    coming?.dispose();
    const rows = actions.rows(filter.get());
    if (rows === null) return;
    const source = createRowSource(rows, (page) => {
      if (page instanceof Error) status.textContent = page.message;
      else if (source === shown) grid.refresh();
      else if (source === coming) take(source, page);
    });
    coming = source;
    source.want(0, 1);
  }

  function take(source: RowSource<R>, page: RowPage<R>): void {
    shown?.dispose();
    shown = source;
    coming = null;
    matched = page.matched;
    const [some, all] = [page.matched, page.total].map((count) => count.toLocaleString("en-US"));
    status.textContent = `${some} of ${all}`;
    draw(0);
  }

  async function open(row: R): Promise<void> {
    const detail = await actions.detail(row);
    if (detail === null) return;
    selected = row.index;
    const hadFocus = aside.contains(document.activeElement);
    aside.replaceChildren(detail);
    draw();
    const head = detail.querySelector("h2");
    if (hadFocus && head instanceof HTMLElement) head.focus();
  }

  function close(): void {
    selected = null;
    aside.replaceChildren();
    draw();
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
    close,
  };
}
