import { vulnerabilityColumns, type VulnerabilityColumn } from "../view/columns";
import type { OpenedRow } from "../view/openedFiles";
import type { Overview } from "../view/overview";
import type { RowPage } from "../view/rows";
import type { VulnerabilitiesView } from "../view/vulnerabilities";
import type { VulnerabilityDetail } from "../view/vulnerabilityDetail";
import type { VulnerabilityQuery, VulnerabilityRow } from "../view/vulnerabilityTable";
import { button } from "./controls";
import { element, replaceContent, type Child } from "./elements";
import { createFilteredTable, type FilteredTable } from "./filteredTable";
import type { GridColumn } from "./grid";
import { icon } from "./icons";
import { openedFiles } from "./openedFiles";
import { severityIcon } from "./severityIcon";
import type { ViewState } from "./viewState";
import { vulnerabilityChips } from "./vulnerabilityChips";
import { vulnerabilityPane } from "./vulnerabilityPane";

type Choices = ViewState["vulnerabilities"]["query"];

export interface VulnerabilitiesActions {
  rows(
    query: VulnerabilityQuery,
    from: number,
    count: number,
    signal: AbortSignal,
  ): Promise<RowPage<VulnerabilityRow>>;
  /** Null where it can't be had, which was then said. */
  detail(index: number): Promise<VulnerabilityDetail | null>;
  /** Opens reports that the person chooses. */
  openFiles(): void;
  closeFile(row: OpenedRow): void;
  askOsv(): void;
  openLink(url: string): void;
  copy(text: string): void;
  /** Says how it is looked at now, to be kept. */
  keep(view: ViewState["vulnerabilities"]): void;
}

export interface VulnerabilitiesTab {
  readonly element: HTMLElement;
  show(overview: Overview): void;
  /** Shows what is left of one severity, or all that is left. */
  choose(severities: VulnerabilityQuery["severities"]): void;
}

/** The tab with what scanners found, and what of it is left after VEX. */
export function createVulnerabilitiesTab(
  first: ViewState["vulnerabilities"],
  actions: VulnerabilitiesActions,
): VulnerabilitiesTab {
  let summary: VulnerabilitiesView["summary"] = null;
  let { query } = first;
  const head = element("div", { class: "left-head" });
  const choices = element("div", { class: "choices" });
  const table: FilteredTable = createFilteredTable("Vulnerabilities", gridColumns, {
    first,
    keep: (view) => actions.keep({ ...view, query }),
    order: {
      now: () => query.sort,
      by: (column) => {
        const descending = query.sort.column === column && !query.sort.descending;
        change({ sort: { column, descending } });
      },
    },
    rows: (filter) => {
      const asked = { ...query, filter };
      return summary === null
        ? null
        : (from, count, signal) => actions.rows(asked, from, count, signal);
    },
    detail: async ({ index }) => {
      const detail = await actions.detail(index);
      return detail === null ? null : vulnerabilityPane(detail, { ...actions, close: table.close });
    },
    copy: actions.copy,
    mark: markOf,
  });
  const whole = element("div", { class: "vulnerabilities-tab" }, head, choices, table.element);

  const draw = (): void => {
    if (summary === null) choices.replaceChildren();
    else replaceContent(choices, ...vulnerabilityChips(summary, query, change));
  };
  function change(changes: Partial<Choices>): void {
    query = { ...query, ...changes };
    draw();
    table.load("first");
  }

  return {
    element: whole,
    show: (overview) => {
      const { header, opened } = overview;
      ({ summary } = overview.vulnerabilities);
      replaceContent(head, ...headParts(overview, actions));
      choices.hidden = summary === null;
      table.element.hidden = summary === null;
      draw();
      // With another report or other VEX the rows are others.
      const files = opened.map(({ uri, about }) => [uri, about]);
      const counts = [summary?.known, summary?.left];
      table.load("here", JSON.stringify([header.digest, header.checkedAt, files, counts]));
    },
    choose: (severities) => {
      table.filterBy("");
      change({ severities, states: [], leftOnly: true, fixableOnly: false });
    },
  };
}

const widths: Readonly<Record<VulnerabilityColumn, string>> = {
  vulnerability: "minmax(10.5em, 2fr)",
  severity: "minmax(8.5em, 1fr)",
  score: "minmax(4.5em, 0.5fr)",
  package: "minmax(8em, 2fr)",
  version: "minmax(6.5em, 2fr)",
  fixed: "minmax(6em, 1fr)",
  vex: "minmax(12em, 4fr)",
  source: "minmax(7em, 1fr)",
};
const gridColumns = vulnerabilityColumns.map(({ id, label }): GridColumn<VulnerabilityColumn> => ({
  id,
  label,
  width: widths[id],
}));

function markOf(
  id: VulnerabilityColumn,
  { severity, tone, cells }: VulnerabilityRow,
): HTMLElement | null {
  if (id === "severity") return element("span", { class: "mark lead" }, severityIcon(severity));
  if (id === "vex" && cells.vex !== "")
    return element("span", { class: `mark lead tone-${tone}` }, icon(tone));
  return null;
}

/** How many are left, whence that is known, and how more can be known. */
function headParts(
  { vulnerabilities, opened, progress }: Overview,
  { openFiles, closeFile, askOsv }: VulnerabilitiesActions,
): readonly Child[] {
  const { summary, osvBlocked, problems } = vulnerabilities;
  const notes = summary?.notes ?? [];
  const lines = notes.map(({ text, tone }) =>
    element("li", {}, element("span", { class: `tone-${tone}` }, icon(tone)), text),
  );
  const warnings = problems.map((problem) => element("li", {}, icon("attention"), problem));
  const reason = osvBlocked === null ? null : element("span", { class: "about" }, osvBlocked);
  const tone = summary?.tone ?? "neutral";
  return [
    element(
      "div",
      { class: "headline" },
      element(
        "h2",
        {},
        element("span", { class: `tone-${tone}` }, icon(tone)),
        summary?.headline ?? (progress === null ? "No scan was found." : "No scan was found yet."),
      ),
      element(
        "div",
        { class: "actions" },
        reason,
        button("Open Report…", openFiles, { key: "open-report" }),
        button("Ask osv.dev", askOsv, { key: "ask-osv", disabled: osvBlocked !== null }),
      ),
    ),
    ...(summary === null
      ? [
          element(
            "p",
            {},
            "So it is not known which vulnerabilities there are. Open the report of a scanner, or ask osv.dev, which is then told the names and versions of the packages of the SBOM.",
          ),
        ]
      : []),
    openedFiles(opened, "scan", closeFile),
    element("ul", { class: "notes" }, ...lines, ...warnings),
  ];
}
