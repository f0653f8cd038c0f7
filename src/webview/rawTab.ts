import type { Overview } from "../view/overview";
import { element, replaceContent } from "./elements";
import { rawButtons, type StatementActions } from "./statements";

/** The tab from which every statement can be opened in an editor, as it was found and as it was signed. */
export function drawRaw(
  holder: Element,
  { statements, progress }: Overview,
  actions: Pick<StatementActions, "openRaw">,
): void {
  if (statements.length === 0) {
    replaceContent(holder, element("p", { class: "empty" }, progress ?? "No evidence was found."));
    return;
  }
  replaceContent(
    holder,
    element("p", {}, "Each opens in an editor of its own, read-only, with search and folding."),
    element(
      "ul",
      { class: "raw" },
      ...statements.map((row) =>
        element(
          "li",
          {},
          element(
            "div",
            { class: "raw-text" },
            element("strong", {}, row.title),
            element("span", { class: "format" }, row.format),
            element("span", { class: "size" }, sizeText(row.foundBytes)),
            element("span", { class: "address" }, row.location),
          ),
          element("div", { class: "actions" }, ...rawButtons(row, actions, "raw")),
        ),
      ),
    ),
  );
}

function sizeText(bytes: number | null): string {
  if (bytes === null) return "could not be had";
  if (bytes < 1_000) return `${bytes} bytes`;
  if (bytes < 1_000_000) return `${(bytes / 1_000).toFixed(1)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
