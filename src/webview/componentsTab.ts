import type { ComponentDetail } from "../view/componentDetail";
import { columns as allColumns, type Column } from "../view/columns";
import type { ComponentPage, ComponentQuery, ComponentRow } from "../view/componentTable";
import type { TreePage, TreeSpan, TreeStep } from "../view/dependencyTree";
import type { Overview, SbomChoice } from "../view/overview";
import { chipGroup } from "./chips";
import { choiceChips, columnChooser, noChoice } from "./componentChoices";
import { createComponentTree, type TreeView } from "./componentTree";
import { button, dropdown, textInput } from "./controls";
import { detailPane } from "./detail";
import { element, replaceContent } from "./elements";
import { createGrid, type GridColumn } from "./grid";
import { icon } from "./icons";
import { createRowSource, type AskRows, type RowSource } from "./rowSource";
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
  path(statement: number, index: number): Promise<readonly TreeStep[]>;
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
  let { query, columns, statement, selected, components: view } = first;
  let sboms: readonly SbomChoice[] = [];
  /** The rows on the page, and those of a newer query that are still on their way. */
  let shown: RowSource<ComponentRow> | null = null;
  let coming: RowSource<ComponentRow> | null = null;
  let matched = 0;
  let top: number | null = first.top;

  const filter = textInput("Filter all columns", (text) => change({ filter: text }));
  filter.set(query.filter);
  const choices = element("div", { class: "choices" });
  const views = element("div", { class: "views" });
  const status = element("p", { class: "matched", role: "status" });
  const aside = element("div", { class: "aside" });
  const grid = createGrid("Components", gridColumns, {
    mark: markOf,
    row: (place) => shown?.row(place) ?? null,
    want: (from, to) => shown?.want(from, to),
    sort: (column) => change({ sort: { column, descending: descends(column) } }),
    open: ({ index }) => void open(index),
    copy: actions.copy,
    type: (text) => {
      filter.focus();
      filter.set(filter.get() + text);
      change({ filter: filter.get() });
    },
    scrolled: (row) => actions.keep({ top: row }),
  });
  const statementNow = (): number => chosen()?.statement ?? 0;
  const tree = createComponentTree({
    page: (parent, from, count) => actions.dependencies(statementNow(), parent, from, count),
    named: (parents, start) => actions.named(statementNow(), parents, start),
    path: (index) => actions.path(statementNow(), index),
    open: (index) => void open(index),
    copy: actions.copy,
    keep: (kept) => keepTree(kept),
    failed: (message) => {
      status.textContent = message;
    },
  });
  /** Of which answer the tree is, or will be. */
  let treeOf: { readonly answer: string; readonly loading: Promise<void> } | null = null;
  let answer = "";
  let digests: readonly string[] = [];
  let treeView = first.tree;
  const chooser = columnChooser(columns, (chosenColumns: readonly Column[]) => {
    columns = chosenColumns;
    actions.keep({ columns });
    drawGrid();
  });
  const whole = element(
    "div",
    { class: "components" },
    element(
      "div",
      { class: "tools" },
      views,
      filter.element,
      status,
      chooser,
      button("Export…", exportShown, { key: "export" }),
    ),
    choices,
    element("div", { class: "table-and-detail" }, grid.element, tree.element, aside),
  );
  const empty = element("p", { class: "empty" });
  filter.element.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") {
      event.preventDefault();
      grid.focus();
    } else if (event.key === "Escape" && filter.get() !== "") {
      filter.set("");
      change({ filter: "" });
    }
  });

  const chosen = (): SbomChoice | null =>
    sboms.find((one) => one.statement === statement) ?? sboms[0] ?? null;
  const descends = (column: Column): boolean =>
    query.sort.column === column && !query.sort.descending;
  const drawGrid = (toRow: number | null = null): void =>
    grid.show({ matched, columns, sort: query.sort, selected }, toRow);

  /** Shows the table or the tree; the tree stays as it is while the answer does. */
  function drawView(): void {
    const isTree = view === "tree";
    for (const part of [filter.element, status, chooser, grid.element]) part.hidden = isTree;
    tree.element.hidden = !isTree;
    const chip = (one: typeof view, label: string) => ({
      ...{ key: `view-${one}`, label, count: null, pressed: view === one },
      toggle: () => showAs(one),
    });
    replaceContent(views, chipGroup("View", [chip("table", "Table"), chip("tree", "Tree")]));
  }

  function showAs(one: typeof view): void {
    view = one;
    actions.keep({ components: view });
    ask();
  }

  function loadTree(): Promise<void> {
    const now = `${statementNow()} ${answer}`;
    if (treeOf?.answer === now) return treeOf.loading;
    const isOfBefore = treeView.digest === digests[statementNow()];
    const loading = tree.load(isOfBefore ? treeView : wholeTree).then(
      () => tree.select(selected),
      (error: unknown) => {
        treeOf = null;
        status.hidden = false;
        status.textContent = error instanceof Error ? error.message : String(error);
      },
    );
    treeOf = { answer: now, loading };
    return loading;
  }

  function keepTree(kept: TreeView): void {
    treeView = { ...kept, digest: digests[statementNow()] ?? "" };
    actions.keep({ tree: treeView });
  }

  async function reveal(index: number): Promise<void> {
    showAs("tree");
    await loadTree();
    await tree.reveal(index);
    tree.focus();
  }

  function exportShown(): void {
    const sbom = chosen();
    if (sbom !== null) void actions.export(sbom.statement, query);
  }

  function change(changes: Partial<ComponentQuery>): void {
    query = { ...query, ...changes };
    top = 0;
    actions.keep({ query, top });
    ask();
  }

  /** The rows of before stay until those of the query are there. */
  function ask(): void {
    coming?.dispose();
    const sbom = chosen();
    whole.hidden = sbom === null;
    empty.hidden = sbom !== null;
    if (sbom === null) return;
    drawView();
    drawChoices(sbom);
    if (view === "tree") void loadTree();
    const asked = query;
    const rows: AskRows<ComponentRow> = (from, count, signal) =>
      actions.ask(sbom.statement, asked, from, count, signal);
    const source = createRowSource(rows, (page) => {
      if (page instanceof Error) status.textContent = page.message;
      else if (source === shown) grid.refresh();
      else if (source === coming) take(source, page);
    });
    coming = source;
    source.want(top ?? 0, (top ?? 0) + 1);
  }

  function take(source: RowSource<ComponentRow>, page: ComponentPage): void {
    shown?.dispose();
    shown = source;
    coming = null;
    matched = page.matched;
    const [some, all] = [page.matched, page.total].map((count) => count.toLocaleString("en-US"));
    status.textContent = `${some} of ${all}`;
    drawGrid(top);
    top = null;
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
    const chips = view === "tree" ? [] : choiceChips(sbom, query, change);
    replaceContent(choices, lists, ...chips);
  }

  function choose(changes: Partial<ComponentQuery>, chosenStatement: number | null): void {
    if (chosenStatement !== null && chosenStatement !== statement) {
      statement = chosenStatement;
      actions.keep({ statement });
      close();
    }
    // What is chosen from elsewhere are rows of the table.
    view = "table";
    actions.keep({ components: view });
    filter.set("");
    change({ ...noChoice, ...changes });
  }

  async function open(index: number): Promise<void> {
    const sbom = chosen();
    const detail = sbom === null ? null : await actions.detail(sbom.statement, index);
    if (detail === null || sbom !== chosen()) return;
    selected = index;
    actions.keep({ selected });
    const hadFocus = aside.contains(document.activeElement);
    const pane = detailPane(detail, {
      open: (other) => void open(other),
      close: closeToGrid,
      reveal: (other) => void reveal(other),
      copy: actions.copy,
      openLink: actions.openLink,
    });
    pane.addEventListener("keydown", (event) => {
      if (event.key === "Escape") closeToGrid();
    });
    aside.replaceChildren(pane);
    drawGrid();
    tree.select(index);
    if (hadFocus) pane.querySelector("h2")?.focus();
  }

  function close(): void {
    selected = null;
    actions.keep({ selected });
    aside.replaceChildren();
    drawGrid();
    tree.select(null);
  }

  function closeToGrid(): void {
    close();
    if (view === "tree") tree.focus();
    else grid.focus();
  }

  return {
    element: element("div", { class: "components-tab" }, whole, empty),
    show: (overview) => {
      sboms = overview.sboms;
      digests = overview.statements.map((one) => one.digest);
      const { digest, checkedAt } = overview.header;
      answer = `${digest} ${checkedAt}`;
      empty.textContent = overview.progress ?? "No SBOM was found.";
      ask();
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
  type: "minmax(5em, 1fr)",
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
