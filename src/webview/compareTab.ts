import type { PanelComparison, PanelSource } from "../protocol";
import { comparisonColumns, type ComparisonColumn } from "../view/columns";
import type { ComparisonQuery, ComparisonRow } from "../view/comparisonTable";
import type { ShownPackages } from "../view/comparisonView";
import type { RowPage } from "../view/rows";
import { chipGroup, toggled } from "./chips";
import { chooser } from "./compareChooser";
import { comparedParts, packagePane } from "./compareParts";
import { element, replaceContent } from "./elements";
import { createFilteredTable, type FilteredTable } from "./filteredTable";
import type { GridColumn } from "./grid";
import { drawStatus } from "./header";
import { icon } from "./icons";
import type { ViewState } from "./viewState";

type View = ViewState["compare"];

export interface CompareActions {
  compare(other: PanelSource): void;
  chooseFile(): void;
  stop(): void;
  packages(
    query: ComparisonQuery,
    from: number,
    count: number,
    signal: AbortSignal,
  ): Promise<RowPage<ComparisonRow>>;
  /** Asks osv.dev about the packages of both. */
  askOsv(): void;
  copyMarkdown(): void;
  openMarkdown(): void;
  copy(text: string): void;
  /** Says how it is looked at now, to be kept. */
  keep(view: View): void;
  /** Brings the tab to the front. */
  reveal(): void;
}

export interface CompareTab {
  readonly element: HTMLElement;
  /** The first that is known; what was compared before a reload is asked for again. */
  begin(comparison: PanelComparison): void;
  show(comparison: PanelComparison): void;
}

/** The tab that shows what differs between the image and another one. */
export function createCompareTab(first: View, actions: CompareActions): CompareTab {
  let view = first;
  let packages: ShownPackages | null = null;
  const keep = (changes: Partial<View>): void => {
    view = { ...view, ...changes };
    actions.keep(view);
  };
  const head = chooser(actions);
  const status = element("div", { class: "status", role: "status" });
  const result = element("div", { class: "compared" });
  const choices = element("div", { class: "choices" });
  const table: FilteredTable = createFilteredTable("Packages", gridColumns, {
    first,
    keep: (kept) => keep(kept),
    order: {
      now: () => view.query.sort,
      by: (column) => {
        const { sort } = view.query;
        change({ sort: { column, descending: sort.column === column && !sort.descending } });
      },
    },
    rows: (filter) => {
      const query = { ...view.query, filter };
      return packages === null
        ? null
        : (from, count, signal) => actions.packages(query, from, count, signal);
    },
    detail: (row) => Promise.resolve(packagePane(row, table.close, actions.copy)),
    copy: actions.copy,
    mark: markOf,
  });
  const differing = element("div", { class: "differing" }, choices, table.element);
  differing.hidden = true;

  function change(changes: Partial<View["query"]>): void {
    keep({ query: { ...view.query, ...changes } });
    drawChoices();
    table.load("first");
  }

  function drawChoices(): void {
    if (packages === null) return choices.replaceChildren();
    const { kinds, ecosystems } = view.query;
    const kindChips = packages.kinds.map(({ value, label, count }) => ({
      key: `compare-kind-${value}`,
      label,
      count,
      pressed: kinds.some((one) => one === value),
      toggle: () => change({ kinds: toggled(kinds, value as View["query"]["kinds"][number]) }),
    }));
    const typeChips = packages.ecosystems
      .filter(({ value }, place) => place < mostTypes || ecosystems.includes(value))
      .map(({ value, label, count }, place) => ({
        key: `compare-type-${place}`,
        label,
        count,
        pressed: ecosystems.includes(value),
        toggle: () => change({ ecosystems: toggled(ecosystems, value) }),
      }));
    replaceContent(choices, chipGroup("Change", kindChips), chipGroup("Type", typeChips));
  }

  function show(comparison: PanelComparison): void {
    const { other, askedAt, view: shown } = comparison;
    const isOther = JSON.stringify(other) !== JSON.stringify(view.other);
    const isAsked = askedAt !== null && askedAt !== view.askedAt;
    keep({ other, askedAt });
    // What was chosen of one image may leave nothing of another.
    if (isOther) {
      keep({ query: { ...view.query, kinds: [], ecosystems: [] } });
      table.filterBy("");
    }
    head.show(comparison);
    drawStatus(status, comparison, actions.stop);
    replaceContent(
      result,
      ...(shown === null ? [] : comparedParts(shown, comparison.canAskOsv, actions)),
    );
    packages = shown?.packages ?? null;
    differing.hidden = packages === null || packages.differing === 0;
    drawChoices();
    if (packages !== null) table.load(isOther ? "first" : "here", JSON.stringify(other));
    if (isAsked) actions.reveal();
  }

  return {
    element: element("div", { class: "compare-tab" }, head.element, status, result, differing),
    begin: (comparison) => {
      const { other } = view;
      const isLost = comparison.other === null && other !== null;
      show(isLost ? { ...comparison, other } : comparison);
      if (isLost) actions.compare(other);
    },
    show,
  };
}

const mostTypes = 8;

const widths: Readonly<Record<ComparisonColumn, string>> = {
  change: "minmax(8em, 1fr)",
  name: "minmax(10em, 3fr)",
  ecosystem: "minmax(7em, 1.5fr)",
  before: "minmax(8em, 2fr)",
  after: "minmax(8em, 2fr)",
};
const gridColumns = comparisonColumns.map(({ id, label }): GridColumn<ComparisonColumn> => ({
  id,
  label,
  width: widths[id],
}));

function markOf(id: ComparisonColumn, { kind, direction }: ComparisonRow): HTMLElement | null {
  if (id === "change") return element("span", { class: "mark lead" }, icon(kind));
  return id === "after" && direction !== null
    ? element("span", { class: "mark" }, direction)
    : null;
}
