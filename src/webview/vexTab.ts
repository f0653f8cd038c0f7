import type { OpenedRow } from "../view/openedFiles";
import type { Overview } from "../view/overview";
import type { RowPage } from "../view/rows";
import type { VexDetail, VexMoment } from "../view/vexDetail";
import type { VexColumn, VexQuery, VexRow } from "../view/vexTable";
import { chipGroup, toggled } from "./chips";
import { button, iconButton } from "./controls";
import { element, replaceContent, type Child } from "./elements";
import { createFilteredTable, type FilteredTable } from "./filteredTable";
import type { GridColumn } from "./grid";
import { icon } from "./icons";
import { openedFiles } from "./openedFiles";
import { definitions } from "./overview";
import type { ViewState } from "./viewState";

type Status = VexQuery["statuses"][number];

export interface VexActions {
  statements(
    query: VexQuery,
    from: number,
    count: number,
    signal: AbortSignal,
  ): Promise<RowPage<VexRow>>;
  /** Null where it can't be had, which was then said. */
  detail(index: number): Promise<VexDetail | null>;
  /** Opens VEX that the person chooses. */
  openFiles(): void;
  closeFile(row: OpenedRow): void;
  copy(text: string): void;
  /** Says how it is looked at now, to be kept. */
  keep(view: ViewState["vex"]): void;
}

export interface VexTab {
  readonly element: HTMLElement;
  show(overview: Overview): void;
}

const columns: readonly GridColumn<VexColumn>[] = [
  { id: "status", label: "Status", width: "minmax(13em, 1.5fr)" },
  { id: "vulnerability", label: "Vulnerability", width: "minmax(10.5em, 1.5fr)" },
  { id: "reason", label: "Why", width: "minmax(10em, 4fr)" },
  { id: "product", label: "Product", width: "minmax(8em, 3fr)" },
  { id: "time", label: "Said", width: "minmax(7.5em, 1fr)" },
  { id: "standing", label: "Standing", width: "minmax(12em, 1.5fr)" },
];

/** The tab with what is said of vulnerabilities. */
export function createVexTab(first: ViewState["vex"], actions: VexActions): VexTab {
  let summary: Overview["vex"] = null;
  let { statuses } = first;
  const head = element("div", { class: "vex-head" });
  const choices = element("div", { class: "choices" });
  const table: FilteredTable = createFilteredTable<VexColumn, VexRow>("Statements", columns, {
    first,
    keep: (view) => actions.keep({ ...view, statuses }),
    rows: (filter) => {
      const asked = { filter, statuses };
      return summary === null
        ? null
        : (from, count, signal) => actions.statements(asked, from, count, signal);
    },
    detail: (row) => open(row.index),
    copy: actions.copy,
    mark: (id, row) => markOf(id, row),
  });
  const whole = element("div", { class: "vex-tab vex" }, head, choices, table.element);

  const open = async (index: number): Promise<HTMLElement | null> => {
    const detail = await actions.detail(index);
    return detail === null ? null : detailPane(detail, table.close);
  };
  const draw = (): void => {
    const chips = (summary?.statuses ?? []).map(({ value, label, count }) => ({
      key: `status-${value}`,
      label,
      count,
      pressed: statuses.some((one) => one === value),
      toggle: () => {
        statuses = toggled(statuses, value as Status);
        draw();
        table.load("first");
      },
    }));
    replaceContent(choices, chipGroup("Status", chips));
  };

  return {
    element: whole,
    show: (overview) => {
      const { vex, header, opened } = overview;
      summary = vex;
      replaceContent(head, ...headParts(overview, actions));
      choices.hidden = table.element.hidden = vex === null;
      draw();
      const files = opened.filter(({ kind }) => kind === "vex").map(({ uri }) => uri);
      // A file that was opened may say something else by now.
      table.load("here", JSON.stringify([header.digest, header.checkedAt, files, vex]));
    },
  };
}

/** Whether it counts, what of it the person opened, and how more can be known. */
function headParts(
  { vex, opened, progress }: Overview,
  { openFiles, closeFile }: VexActions,
): readonly Child[] {
  const none = progress === null ? "No VEX was found." : "No VEX was found yet.";
  return [
    element(
      "div",
      { class: "headline" },
      vex === null ? element("h2", {}, none) : element("p", { class: "about" }, vex.standing),
      element("div", { class: "actions" }, button("Open VEX…", openFiles, { key: "open-vex" })),
    ),
    vex === null
      ? element(
          "p",
          {},
          "So nobody says which vulnerabilities do not matter here. VEX of your own, once opened, counts: what it says is fixed or not affected is settled.",
        )
      : null,
    openedFiles(opened, "vex", closeFile),
  ];
}

function markOf(id: VexColumn, { tone, counts, isOlder }: VexRow): HTMLElement | null {
  if (id === "status") return element("span", { class: `mark lead tone-${tone}` }, icon(tone));
  if (id === "reason" && isOlder) return element("span", { class: "mark" }, "replaced");
  if (id === "standing") {
    const standing = counts ? "good" : "attention";
    return element("span", { class: `mark lead tone-${standing}` }, icon(standing));
  }
  return null;
}

function detailPane(detail: VexDetail, close: () => void): HTMLElement {
  const { title, fields, products, productCount, history } = detail;
  const left = productCount - products.length;
  return element(
    "aside",
    { class: "detail", "aria-label": `Statement on ${title}` },
    element(
      "div",
      { class: "detail-head" },
      element("h2", { tabindex: "-1" }, title),
      iconButton("close", "Close the detail", close, "vex-close"),
    ),
    definitions(fields),
    element(
      "section",
      {},
      element("h3", {}, "Products"),
      products.length === 0
        ? element("p", {}, "It names none: it is about what it was attested for.")
        : element(
            "ul",
            { class: "neighbours" },
            ...products.map(({ name, parts }) =>
              element(
                "li",
                {},
                name,
                parts.length === 0
                  ? null
                  : element(
                      "ul",
                      { class: "path" },
                      ...parts.map((part) => element("li", {}, part)),
                    ),
              ),
            ),
            left === 0 ? null : element("li", {}, `and ${left} more`),
          ),
    ),
    historyPart(history),
  );
}

function historyPart(history: readonly VexMoment[]): Child {
  return element(
    "section",
    {},
    element("h3", {}, "History"),
    element(
      "ol",
      { class: "history" },
      ...history.map(({ time, status, tone, standing, isThis }) =>
        element(
          "li",
          isThis ? { "aria-current": "true" } : {},
          element("span", { class: `tone-${tone}` }, icon(tone)),
          ` ${time}: ${status}, ${standing}`,
        ),
      ),
    ),
  );
}
