import type { ComparisonRow } from "../view/comparisonTable";
import type { ComparisonView, ShownCell, ShownFact } from "../view/comparisonView";
import { button, iconButton } from "./controls";
import { element, type Child } from "./elements";
import { icon } from "./icons";
import { definitions } from "./overview";

export interface ComparedActions {
  askOsv(): void;
  copyMarkdown(): void;
  openMarkdown(): void;
}

/** All of a comparison but the table of packages: the first line, what to know, and both side by side. */
export function comparedParts(
  { headline, notes, facts, packages, problems, before, after }: ComparisonView,
  canAskOsv: boolean,
  { askOsv, copyMarkdown, openMarkdown }: ComparedActions,
): readonly Child[] {
  const names = [before, after] as const;
  return [
    element(
      "div",
      { class: "headline" },
      element("h2", {}, headline),
      element(
        "div",
        { class: "actions" },
        canAskOsv ? osvButton(askOsv) : null,
        button("Copy as Markdown", copyMarkdown, { key: "copy-comparison" }),
        button("Open as Markdown", openMarkdown, { key: "open-comparison" }),
      ),
    ),
    notes.length === 0
      ? null
      : element(
          "ul",
          { class: "compared-notes" },
          ...notes.map((note) =>
            element("li", { class: "tone-attention" }, icon("attention"), note),
          ),
        ),
    problems.length === 0
      ? null
      : element(
          "ul",
          { class: "problems", "aria-label": "Problems" },
          ...problems.map((problem) => element("li", {}, problem)),
        ),
    element(
      "div",
      { class: packages === null ? "" : "compared-columns" },
      section("Side by side", names, facts),
      packages === null
        ? null
        : section("Packages by type", ["Before", "After"], packages.counts, "numbers"),
    ),
    packages === null ? null : element("p", { class: "about" }, `Packages: ${packages.summary}.`),
  ];
}

function osvButton(askOsv: () => void): HTMLElement {
  const made = button("Ask osv.dev About Both", askOsv, { key: "ask-osv-both" });
  made.title = "It is told the names and versions of the packages of both SBOMs";
  return made;
}

function section(
  title: string,
  heads: readonly [before: string, after: string],
  rows: readonly ShownFact[],
  kind = "",
): HTMLElement {
  const id = `compared-${title.replaceAll(" ", "-").toLowerCase()}`;
  const head = heads.map((name) => element("th", { scope: "col" }, name));
  return element(
    "section",
    {},
    element("h3", { id }, title),
    element(
      "table",
      { class: `compared-facts ${kind}`.trim(), "aria-labelledby": id },
      element("thead", {}, element("tr", {}, element("td", {}), ...head)),
      element(
        "tbody",
        {},
        ...rows.map(({ label, before, after }) =>
          element("tr", {}, element("th", { scope: "row" }, label), cell(before), cell(after)),
        ),
      ),
    ),
  );
}

function cell({ text, tone }: ShownCell): HTMLElement {
  return tone === null
    ? element("td", {}, text)
    : element("td", { class: `tone-${tone}` }, icon(tone), text);
}

/** All that is known of a package that differs. */
export function packagePane(
  { cells, purl, licences, kind, direction }: ComparisonRow,
  close: () => void,
  copy: (text: string) => void,
): HTMLElement {
  const change = direction === null ? kind : `${kind}, ${direction}`;
  const lines = [
    ["Change", change],
    ["Type", cells.ecosystem],
    ["Version before", cells.before],
    ["Version after", cells.after],
    ["Licence before", licences.before],
    ["Licence after", licences.after],
  ] as const;
  return element(
    "aside",
    { class: "detail", "aria-label": `Package ${cells.name}` },
    element(
      "div",
      { class: "detail-head" },
      element("h2", { tabindex: "-1" }, cells.name),
      iconButton("close", "Close the detail", close, "compare-close"),
    ),
    definitions(lines.flatMap(([label, text]) => (text === "" ? [] : [{ label, text }]))),
    purl === ""
      ? null
      : element(
          "dl",
          {},
          element("dt", {}, "Package URL"),
          element(
            "dd",
            {},
            element("span", {}, purl),
            iconButton("copy", "Copy the package URL", () => copy(purl), "copy-compared-purl"),
          ),
        ),
  );
}
