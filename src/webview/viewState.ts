import { columns, type Column } from "../view/columns";
import type { ComponentQuery } from "../view/componentTable";

/** How the page is looked at: all that it keeps. */
export interface ViewState {
  readonly tab: string;
  /** The statement whose components are listed; null for the first. */
  readonly statement: number | null;
  readonly query: ComponentQuery;
  readonly columns: readonly Column[];
  /** The row at the top of the table. */
  readonly top: number;
  /** The component whose detail is open. */
  readonly selected: number | null;
}

export const firstState: ViewState = {
  tab: "overview",
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
