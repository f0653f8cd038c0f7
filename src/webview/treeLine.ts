import { element } from "./elements";
import { rowHeight } from "./gridWindow";
import { canOpen, isAgain, type TreeNode } from "./treeModel";

const indentPx = 16;
const mostIndents = 24;

/** One line of the tree; empty while its content is on its way. */
export function treeLine(
  node: TreeNode,
  at: number,
  { id, isActive, isSelected }: { id: string; isActive: boolean; isSelected: boolean },
): HTMLElement {
  const { row, level, place, siblings, isOpen } = node;
  const hasMore = canOpen(node);
  const made = element(
    "div",
    {
      role: "treeitem",
      id,
      class: `tree-line${isSelected ? " selected" : ""}${isActive ? " active" : ""}`,
      "data-line": String(at),
      "aria-level": String(level),
      "aria-setsize": String(siblings),
      "aria-posinset": String(place + 1),
      "aria-selected": String(isSelected),
      ...(hasMore ? { "aria-expanded": String(isOpen) } : {}),
      ...(row === null ? { "aria-busy": "true", "aria-label": "On its way" } : {}),
    },
    element("span", { class: `twisty${hasMore ? (isOpen ? " open" : " shut") : ""}` }),
    element("span", { class: "tree-name" }, row?.name ?? ""),
    row === null || row.version === ""
      ? null
      : element("span", { class: "tree-version" }, row.version),
    row === null ? null : element("span", { class: "format" }, row.type),
    ...marksOf(node),
  );
  made.style.transform = `translateY(${at * rowHeight}px)`;
  made.style.paddingInlineStart = `${Math.min(level - 1, mostIndents) * indentPx + 4}px`;
  return made;
}

function marksOf(node: TreeNode): readonly HTMLElement[] {
  const { row } = node;
  if (row === null) return [];
  if (isAgain(node)) return [element("span", { class: "mark" }, "again, as above")];
  return row.neededBy > 1
    ? [element("span", { class: "mark" }, `needed by ${row.neededBy.toLocaleString("en-US")}`)]
    : [];
}
