import type { OpenedKind, OpenedRow } from "../view/openedFiles";
import { iconButton } from "./controls";
import { element, type Child } from "./elements";

/** The files of a kind that the person opened, each with a button that closes it; nothing where there are none. */
export function openedFiles(
  rows: readonly OpenedRow[],
  kind: OpenedKind,
  close: (row: OpenedRow) => void,
): Child {
  const shown = rows.filter((row) => row.kind === kind);
  if (shown.length === 0) return null;
  return element(
    "ul",
    { class: "opened", "aria-label": "Opened by you" },
    ...shown.map((row) => {
      const { name, about, uri } = row;
      const label = `Close ${name}`;
      return element(
        "li",
        {},
        element("span", { class: "opened-name" }, name),
        element("span", { class: "about" }, `${about}, opened by you`),
        iconButton("close", label, () => close(row), `close-${kind}-${uri}`),
      );
    }),
  );
}
