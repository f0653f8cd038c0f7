import type { Column } from "../view/columns";
import type { ComponentRow } from "../view/componentTable";
import { element } from "./elements";
import type { GridContent } from "./grid";
import { rowHeight } from "./gridWindow";
import { icon } from "./icons";

/** The head of a column; `aria-sort` says how the rows are ordered by it. */
export function headCell(
  id: Column,
  label: string,
  column: number,
  sort: GridContent["sort"],
): HTMLElement {
  const isSorted = sort.column === id;
  return element(
    "div",
    {
      role: "columnheader",
      class: "grid-cell",
      tabindex: "-1",
      "aria-colindex": String(column + 1),
      "aria-sort": !isSorted ? "none" : sort.descending ? "descending" : "ascending",
      "data-cell": `-1,${column}`,
      title: `Order by ${label.toLowerCase()}`,
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
export function rowElement(
  place: number,
  row: ComponentRow | null,
  { columns, selected }: GridContent,
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
      const mark = row === null ? null : markOf(id, row);
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
        mark,
      );
    }),
  );
  made.style.transform = `translateY(${place * rowHeight}px)`;
  return made;
}

function markOf(id: Column, { isDuplicate, hasLicence }: ComponentRow): HTMLElement | null {
  if (id === "licence" && !hasLicence)
    return element("span", { class: "mark tone-attention" }, icon("attention"), "none");
  if (id === "name" && isDuplicate) return element("span", { class: "mark" }, "duplicate");
  return null;
}
