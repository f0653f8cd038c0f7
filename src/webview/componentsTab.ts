import type { ComponentDetail } from "../view/componentDetail";
import { columns as allColumns, type Column } from "../view/columns";
import type { ComponentPage, ComponentQuery, ComponentRow } from "../view/componentTable";
import type { TreePage, TreeSpan } from "../view/dependencyTree";
import type { Overview, SbomChoice } from "../view/overview";
import { chipGroup } from "./chips";
import { choiceChips, columnChooser, noChoice } from "./componentChoices";
import { createComponentTree, type TreeView } from "./componentTree";
import { button, dropdown } from "./controls";
import { detailPane } from "./detail";
import { element, replaceContent } from "./elements";
import { createFilteredTable, type FilteredTable } from "./filteredTable";
import type { GridColumn } from "./grid";
import { icon } from "./icons";
import type { ViewState } from "./viewState";

export interface ComponentsActions {
  ask(
    statement: number,
    query: ComponentQuery,
    from: number,
    count: number,
    signal: AbortSignal,
  ): Promise<ComponentPage>;
  /** Null where it can't be had, which was then said. */
  detail(statement: number, index: number): Promise<ComponentDetail | null>;
  /** Null where the list does not say what needs what. */
  dependencies(
    statement: number,
    parent: number | null,
    from: number,
    count: number,
  ): Promise<TreePage | null>;
  /** Which places below components have a name that begins so; null where that can't be had. */
  named(
    statement: number,
    parents: readonly (number | null)[],
    start: string,
  ): Promise<readonly TreeSpan[] | null>;
  /** The way down the tree to a component. */
  path(statement: number, index: number): Promise<readonly number[]>;
  /** Lets the person write what is shown, or all, to a file. */
  export(statement: number, query: ComponentQuery): Promise<void>;
  copy(text: string): void;
  openLink(url: string): void;
  /** Says how it is looked at now, to be kept. */
  keep(changes: Partial<ViewState>): void;
}

export interface ComponentsTab {
  readonly element: HTMLElement;
  /** Shows the lists of an answer; the choices made before stay. */
  show(overview: Overview): void;
  /** Narrows a list to these choices alone. */
  choose(changes: Partial<ComponentQuery>, statement: number | null): void;
}

/** The tab with the table of components. */
export function createComponentsTab(first: ViewState, actions: ComponentsActions): ComponentsTab {
  let { columns, statement, selected, components: view, list, tree: treeView } = first;
  let { filter, ...query } = first.query;
  let sboms: readonly SbomChoice[] = [];
  let digests: readonly string[] = [];
  /** Of which list the tree is, or will be. */
  let treeOf: { readonly list: string; readonly loading: Promise<void> } | null = null;

  const chosen = (): SbomChoice | null =>
    sboms.find((one) => one.statement === statement) ?? sboms[0] ?? null;
  const statementNow = (): number => chosen()?.statement ?? 0;
  const queryNow = (): ComponentQuery => ({ ...query, filter });

  const tree = createComponentTree({
    page: (parent, from, count) => actions.dependencies(statementNow(), parent, from, count),
    named: (parents, start) => actions.named(statementNow(), parents, start),
    path: (index) => actions.path(statementNow(), index),
    open: (index) => void open(index),
    copy: actions.copy,
    keep: (kept) => {
      treeView = kept;
      actions.keep({ tree: kept });
    },
    failed: (message) => table.say(message),
  });
  const choices = element("div", { class: "choices" });
  const views = element("div", { class: "views" });
  const chooser = columnChooser(columns, (chosenColumns: readonly Column[]) => {
    columns = chosenColumns;
    actions.keep({ columns });
    table.draw();
  });
  const table: FilteredTable = createFilteredTable<Column, ComponentRow>(
    "Components",
    gridColumns,
    {
      first: { filter, top: first.top },
      keep: (kept) => {
        ({ filter } = kept);
        actions.keep({ query: queryNow(), top: kept.top });
      },
      columns: () => columns,
      order: {
        now: () => query.sort,
        by: (column) => {
          const { sort } = query;
          change({ sort: { column, descending: sort.column === column && !sort.descending } });
        },
      },
      rows: () => {
        const sbom = chosen();
        const asked = queryNow();
        return sbom === null
          ? null
          : (from, count, signal) => actions.ask(sbom.statement, asked, from, count, signal);
      },
      detail: ({ index }) => pane(index),
      selected: (index) => {
        selected = index;
        actions.keep({ selected });
        tree.select(index);
      },
      copy: actions.copy,
      mark: markOf,
    },
    {
      before: views,
      behind: [chooser, button("Export…", exportShown, { key: "export" })],
      between: choices,
      instead: tree,
    },
  );
  const empty = element("p", { class: "empty" });
  const whole = element("div", { class: "components" }, table.element);

  /** Shows the table or the tree; the tree stays as it is while the list does. */
  function draw(): void {
    const sbom = chosen();
    whole.hidden = sbom === null;
    empty.hidden = sbom !== null;
    if (sbom === null) return;
    const isTree = view === "tree";
    table.showInstead(isTree);
    chooser.hidden = isTree;
    const chip = (one: typeof view, label: string) => ({
      ...{ key: `view-${one}`, label, count: null, pressed: view === one },
      toggle: () => showAs(one),
    });
    replaceContent(views, chipGroup("View", [chip("table", "Table"), chip("tree", "Tree")]));
    drawChoices(sbom);
    if (isTree) void loadTree();
  }

  function showAs(one: typeof view): void {
    view = one;
    actions.keep({ components: view });
    draw();
  }

  function loadTree(): Promise<void> {
    if (treeOf?.list === list) return treeOf.loading;
    const loading = tree.load(treeView).then(
      () => tree.select(selected),
      (error: unknown) => {
        if (treeOf?.loading !== loading) return;
        treeOf = null;
        table.say(error instanceof Error ? error.message : String(error));
      },
    );
    treeOf = { list, loading };
    return loading;
  }

  async function reveal(index: number): Promise<void> {
    showAs("tree");
    await loadTree();
    await tree.reveal(index);
    tree.focus();
  }

  function exportShown(): void {
    const sbom = chosen();
    if (sbom !== null) void actions.export(sbom.statement, queryNow());
  }

  function change(changes: Partial<typeof query>): void {
    query = { ...query, ...changes };
    draw();
    table.load("first");
  }

  function drawChoices(sbom: SbomChoice): void {
    const lists =
      sboms.length < 2
        ? null
        : dropdown(
            "SBOM",
            sboms.map((one) => ({ value: String(one.statement), label: one.title })),
            String(sbom.statement),
            (value) => choose({}, Number(value)),
            "sbom",
          );
    const chips = view === "tree" ? [] : choiceChips(sbom, queryNow(), change);
    replaceContent(choices, lists, ...chips);
  }

  function choose(changes: Partial<ComponentQuery>, chosenStatement: number | null): void {
    if (chosenStatement !== null && chosenStatement !== statement) {
      statement = chosenStatement;
      actions.keep({ statement });
      enterList();
    }
    // What is chosen from elsewhere are rows of the table.
    view = "table";
    actions.keep({ components: view });
    const { filter: text, ...rest } = { ...noChoice, ...changes };
    table.filterBy(text);
    change(rest);
  }

  /** What was open or selected of one list means nothing in another. */
  function enterList(): void {
    const now = digests[statementNow()] ?? "";
    if (now !== list) {
      [list, treeView, selected] = [now, wholeTree, null];
      actions.keep({ list, tree: treeView, selected });
    }
    table.load("here", list);
  }

  async function pane(index: number): Promise<HTMLElement | null> {
    const detail = await actions.detail(statementNow(), index);
    if (detail === null) return null;
    return detailPane(detail, {
      open: (other) => void open(other),
      close: table.close,
      reveal: (other) => void reveal(other),
      copy: actions.copy,
      openLink: actions.openLink,
    });
  }

  async function open(index: number): Promise<void> {
    await table.open(index, pane(index));
  }

  return {
    element: element("div", { class: "components-tab" }, whole, empty),
    show: (overview) => {
      sboms = overview.sboms;
      digests = overview.statements.map((one) => one.digest);
      empty.textContent = overview.progress ?? "No SBOM was found.";
      if (sboms.length > 0) enterList();
      draw();
      if (selected !== null && sboms.length > 0) void open(selected);
    },
    choose,
  };
}

/** As it is looked at first. */
const wholeTree: TreeView = { open: [], top: 0 };

/** The names get most of the room; what does not fit is cut with an ellipsis and whole in the detail. */
const widths: Readonly<Record<Column, string>> = {
  name: "minmax(11em, 3fr)",
  version: "minmax(8em, 2fr)",
  type: "minmax(6em, 1fr)",
  licence: "minmax(9em, 2fr)",
  supplier: "minmax(9em, 2fr)",
  purl: "minmax(12em, 3fr)",
  vex: "minmax(9em, 2fr)",
};
const gridColumns = allColumns.map(({ id, label }): GridColumn<Column> => ({
  id,
  label,
  width: widths[id],
}));

function markOf(id: Column, { isDuplicate, hasLicence }: ComponentRow): HTMLElement | null {
  if (id === "licence" && !hasLicence)
    return element("span", { class: "mark tone-attention" }, icon("attention"), "none");
  if (id === "name" && isDuplicate) return element("span", { class: "mark" }, "duplicate");
  return null;
}
