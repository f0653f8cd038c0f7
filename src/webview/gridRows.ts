import type { Row } from "../view/rows";
import { element } from "./elements";
import type { GridContent, Marks } from "./grid";
import { rowHeight } from "./gridWindow";

/** The head of a column; `aria-sort` says how the rows are ordered by it. */
export function headCell<Id extends string>(
  id: Id,
  label: string,
  column: number,
  sort: GridContent<Id>["sort"],
): HTMLElement {
  const isSorted = sort?.column === id;
  const order = !isSorted ? "none" : sort.descending ? "descending" : "ascending";
  return element(
    "div",
    {
      role: "columnheader",
      class: "grid-cell",
      tabindex: "-1",
      "aria-colindex": String(column + 1),
      "data-cell": `-1,${column}`,
      ...(sort === null ? {} : { "aria-sort": order, title: `Order by ${label.toLowerCase()}` }),
    },
    element("span", {}, label),
    element(
      "span",
      { class: "sort", "aria-hidden": "true" },
      isSorted ? (sort.descending ? "▼" : "▲") : "",
    ),
  );
}

/** One row; empty while its content is on its way. */
export function rowElement<Id extends string, R extends Row<Id>>(
  place: number,
  row: R | null,
  { columns, selected }: GridContent<Id>,
  mark: Marks<Id, R>,
): HTMLElement {
  const isSelected = row !== null && row.index === selected;
  const made = element(
    "div",
    {
      role: "row",
      class: `grid-row${isSelected ? " selected" : ""}`,
      "aria-rowindex": String(place + 2),
      "aria-selected": String(isSelected),
      ...(row === null ? { "aria-busy": "true" } : {}),
    },
    ...columns.map((id, column) => {
      const text = row?.cells[id] ?? "";
      return element(
        "div",
        {
          role: "gridcell",
          class: "grid-cell",
          tabindex: "-1",
          "aria-colindex": String(column + 1),
          "data-cell": `${place},${column}`,
          ...(text.length > 12 ? { title: text } : {}),
        },
        element("span", { class: "grid-text" }, text),
        row === null ? null : mark(id, row),
      );
    }),
  );
  made.style.transform = `translateY(${place * rowHeight}px)`;
  return made;
}
