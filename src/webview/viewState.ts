import type { PanelSource } from "../protocol";
import { columns, type Column } from "../view/columns";
import type { ComparisonQuery } from "../view/comparisonTable";
import type { ComponentQuery } from "../view/componentTable";
import type { VexQuery } from "../view/vexTable";
import type { VulnerabilityQuery } from "../view/vulnerabilityTable";
import type { TreeView } from "./componentTree";
import type { TableView } from "./filteredTable";

/** How the page is looked at: all that it keeps. */
export interface ViewState {
  readonly tab: string;
  /** How components are shown. */
  readonly components: "table" | "tree";
  /** The statement whose components are listed; null for the first. */
  readonly statement: number | null;
  readonly query: ComponentQuery;
  readonly columns: readonly Column[];
  /** The row at the top of the table. */
  readonly top: number;
  /** The component whose detail is open. */
  readonly selected: number | null;
  readonly tree: TreeView;
  /** The digest of the statement that `selected` and `tree` are of. */
  readonly list: string;
  readonly vex: TableView & { readonly statuses: VexQuery["statuses"] };
  readonly vulnerabilities: TableView & {
    readonly query: Omit<VulnerabilityQuery, "filter">;
  };
  readonly provenance: {
    /** Null for the first. */
    readonly statement: number | null;
    /** How far down it is scrolled, in pixels. */
    readonly scroll: number;
    readonly inputs: TableView;
  };
  readonly compare: TableView & {
    readonly query: Omit<ComparisonQuery, "filter">;
    /** What is compared with; null for nothing yet. */
    readonly other: PanelSource | null;
    /** When a comparison was last asked for outside of the page; it was then shown. */
    readonly askedAt: number | null;
  };
}

const firstState: ViewState = {
  tab: "overview",
  components: "table",
  statement: null,
  query: {
    filter: "",
    types: [],
    families: [],
    directOnly: false,
    duplicatesOnly: false,
    sort: { column: "name", descending: false },
  },
  columns: columns.map(({ id }) => id),
  top: 0,
  selected: null,
  tree: { open: [], top: 0 },
  list: "",
  vex: { filter: "", top: 0, statuses: [] },
  vulnerabilities: {
    filter: "",
    top: 0,
    query: {
      severities: [],
      states: [],
      leftOnly: true,
      fixableOnly: false,
      sort: { column: "severity", descending: false },
    },
  },
  provenance: { statement: null, scroll: 0, inputs: { filter: "", top: 0 } },
  compare: {
    filter: "",
    top: 0,
    query: { kinds: [], ecosystems: [], sort: { column: "change", descending: false } },
    other: null,
    askedAt: null,
  },
};

/** What the editor kept for us, perhaps written by an older version: then we begin anew. */
export function readState(kept: unknown): ViewState {
  if (typeof kept !== "object" || kept === null) return firstState;
  const state: Partial<ViewState> = kept;
  const isWhole =
    typeof state.tab === "string" &&
    typeof state.query?.filter === "string" &&
    Array.isArray(state.query.types) &&
    Array.isArray(state.query.families) &&
    typeof state.query.sort?.column === "string" &&
    Array.isArray(state.columns) &&
    state.columns.length > 0 &&
    typeof state.top === "number";
  return isWhole
    ? { ...firstState, ...state, query: { ...firstState.query, ...state.query } }
    : firstState;
}
