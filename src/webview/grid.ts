import type { Row } from "../view/rows";
import { element } from "./elements";
import { moved, rowHeight, scrollToShow, windowOf, type Cell } from "./gridWindow";
import { headCell, rowElement } from "./gridRows";

/** A column that a table can have. */
export interface GridColumn<Id extends string> {
  readonly id: Id;
  readonly label: string;
  /** As a track of a CSS grid. */
  readonly width: string;
}

/** What stands behind the words of a cell. */
export type Marks<Id extends string, R extends Row<Id>> = (id: Id, row: R) => HTMLElement | null;

export interface GridActions<Id extends string, R extends Row<Id>> {
  row(place: number): R | null;
  want(from: number, to: number): void;
  sort(column: Id): void;
  open(row: R): void;
  /** Takes the words of a row, with tabs between its columns. */
  copy(text: string): void;
  readonly mark: Marks<Id, R>;
  /** Somebody types: the text is for the filter. */
  type(text: string): void;
  scrolled(top: number): void;
}

/** What the table shows now. */
export interface GridContent<Id extends string> {
  readonly matched: number;
  readonly columns: readonly Id[];
  /** Null where the order is always the same. */
  readonly sort: { readonly column: Id; readonly descending: boolean } | null;
  readonly selected: number | null;
}

export interface Grid<Id extends string> {
  readonly element: HTMLElement;
  /** Shows other rows; `top` is the row to begin with, null to stay. */
  show(content: GridContent<Id>, top: number | null): void;
  /** Rows that were on their way are there. */
  refresh(): void;
  focus(): void;
}

/** The words of a row as a spreadsheet takes them: a tab between two columns. */
function rowText<Id extends string>(row: Row<Id>, columns: readonly Id[]): string {
  return columns.map((id) => row.cells[id]).join("\t");
}

/**
 * A table of which only the rows in view exist, so that its size does not matter. One cell can be reached by Tab;
 * the arrow keys go on from there (ARIA Authoring Practices, "Data Grid").
 */
export function createGrid<Id extends string, R extends Row<Id>>(
  label: string,
  allColumns: readonly GridColumn<Id>[],
  actions: GridActions<Id, R>,
): Grid<Id> {
  const columnOf = (id: Id): GridColumn<Id> | undefined => allColumns.find((one) => one.id === id);
  const head = element("div", { role: "rowgroup", class: "grid-head" });
  const body = element("div", { role: "rowgroup", class: "grid-body" });
  const grid = element(
    "div",
    { role: "grid", class: "grid", "aria-label": label, tabindex: "-1" },
    head,
    body,
  );
  const drawn = new Map<number, HTMLElement>();
  let content: GridContent<Id> = {
    matched: 0,
    columns: [],
    sort: null,
    selected: null,
  };
  let active: Cell = { row: 0, column: 0 };
  /** The row to begin with, where it was given while the table is hidden: then nothing scrolls. */
  let topWhenShown: number | null = null;

  const bodyHeight = (): number => Math.max(0, grid.clientHeight - head.offsetHeight);
  const current = () => windowOf(grid.scrollTop, bodyHeight(), content.matched);

  const draw = (all: boolean): void => {
    const { from, to } = current();
    actions.want(from, to);
    const hadFocus = body.contains(document.activeElement);
    for (const [place, row] of drawn) {
      if (!all && place >= from && place < to) continue;
      row.remove();
      drawn.delete(place);
    }
    for (let place = from; place < to; place++) {
      if (drawn.has(place)) continue;
      const row = rowElement(place, actions.row(place), content, actions.mark);
      drawn.set(place, row);
      body.append(row);
    }
    markActive(hadFocus);
  };

  const cellAt = ({ row, column }: Cell): HTMLElement | null => {
    const holder = row === -1 ? head.firstElementChild : drawn.get(row);
    const cell = holder?.children.item(column);
    return cell instanceof HTMLElement ? cell : null;
  };

  /** The one cell that Tab reaches: the active one, or else the first in view. */
  const markActive = (focus: boolean): void => {
    for (const cell of grid.querySelectorAll("[tabindex='0']")) cell.setAttribute("tabindex", "-1");
    const cell = cellAt(active);
    const reachable = cell ?? cellAt({ row: firstInView(), column: active.column });
    (reachable ?? cellAt({ row: -1, column: 0 }))?.setAttribute("tabindex", "0");
    // A row that left the view took the focus with it; the next key goes on from where it was.
    if (focus) (cell ?? grid).focus({ preventScroll: true });
  };
  const firstInView = (): number => Math.ceil(grid.scrollTop / rowHeight);

  const goTo = (cell: Cell): void => {
    active = cell;
    const scroll = cell.row === -1 ? 0 : scrollToShow(cell.row, grid.scrollTop, bodyHeight());
    if (scroll !== null) grid.scrollTop = scroll;
    draw(false);
    markActive(true);
  };

  /** Words that somebody marked are the browser's to copy. */
  const copyRow = (event: Event): void => {
    const row = actions.row(active.row);
    if (row === null || getSelection()?.isCollapsed === false) return;
    event.preventDefault();
    actions.copy(rowText(row, content.columns));
  };

  const openRow = (place: number): void => {
    const row = actions.row(place);
    if (row !== null) actions.open(row);
  };

  grid.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key === "c") return copyRow(event);
    if (event.altKey || event.metaKey) return;
    const page = Math.max(1, Math.floor(bodyHeight() / rowHeight) - 1);
    const size = { rows: content.matched, columns: content.columns.length, page };
    const next = moved(active, event.key, { ...size, whole: event.ctrlKey });
    if (next !== null) {
      event.preventDefault();
      goTo(next);
    } else if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      const column = content.columns[active.column];
      if (active.row !== -1) openRow(active.row);
      else if (column !== undefined && content.sort !== null) actions.sort(column);
    } else if (event.key.length === 1 && !event.ctrlKey) {
      event.preventDefault();
      actions.type(event.key);
    }
  });
  grid.addEventListener("click", (event) => {
    const cell = event.target instanceof Element ? event.target.closest("[data-cell]") : null;
    const [row, column] = (cell?.getAttribute("data-cell") ?? "").split(",").map(Number);
    if (row === undefined || column === undefined) return;
    goTo({ row, column });
    const sorted = content.columns[column];
    if (row !== -1) openRow(row);
    else if (sorted !== undefined && content.sort !== null) actions.sort(sorted);
  });
  let isDue = false;
  grid.addEventListener("scroll", () => {
    if (isDue) return;
    isDue = true;
    requestAnimationFrame(() => {
      isDue = false;
      draw(false);
      actions.scrolled(Math.floor(grid.scrollTop / rowHeight));
    });
  });
  new ResizeObserver(() => {
    if (topWhenShown !== null && grid.clientHeight > 0) {
      grid.scrollTop = topWhenShown * rowHeight;
      topWhenShown = null;
    }
    draw(false);
  }).observe(grid);

  return {
    element: grid,
    show: (next, top) => {
      content = next;
      grid.setAttribute("aria-rowcount", String(next.matched + 1));
      grid.setAttribute("aria-colcount", String(next.columns.length));
      grid.style.setProperty(
        "--grid-columns",
        next.columns.map((id) => columnOf(id)?.width ?? "1fr").join(" "),
      );
      body.style.height = `${next.matched * rowHeight}px`;
      const focused = head.contains(document.activeElement);
      head.replaceChildren(
        element(
          "div",
          { role: "row", class: "grid-row", "aria-rowindex": "1" },
          ...next.columns.map((id, column) =>
            headCell(id, columnOf(id)?.label ?? id, column, next.sort),
          ),
        ),
      );
      active = {
        row: Math.min(active.row, next.matched - 1),
        column: Math.min(active.column, next.columns.length - 1),
      };
      if (top !== null) {
        active = { row: focused ? -1 : Math.min(top, next.matched - 1), column: active.column };
        grid.scrollTop = top * rowHeight;
        topWhenShown = grid.clientHeight === 0 ? top : null;
      }
      draw(true);
      if (focused) markActive(true);
    },
    refresh: () => draw(true),
    focus: () =>
      goTo({ row: Math.max(active.row, Math.min(0, content.matched - 1)), column: active.column }),
  };
}
