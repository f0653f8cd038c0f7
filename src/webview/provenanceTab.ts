import type { InputColumn, InputRow } from "../view/inputTable";
import type { Overview } from "../view/overview";
import type { Parameter, ProvenanceView } from "../view/provenance";
import type { RowPage } from "../view/rows";
import type { Step } from "../view/steps";
import { button, dropdown, iconButton } from "./controls";
import { element, replaceContent, type Child } from "./elements";
import { createFilteredTable, type FilteredTable } from "./filteredTable";
import type { GridColumn } from "./grid";
import { icon } from "./icons";
import { isLink, linkButton } from "./links";
import { definitions } from "./overview";
import { keepsScroll } from "./scrollKeeper";
import type { ViewState } from "./viewState";

export interface ProvenanceActions {
  /** Null where it can't be had, which was then said. */
  provenance(statement: number): Promise<ProvenanceView | null>;
  inputs(
    statement: number,
    filter: string,
    from: number,
    count: number,
    signal: AbortSignal,
  ): Promise<RowPage<InputRow>>;
  openDockerfile(statement: number): void;
  copy(text: string): void;
  openLink(url: string): void;
  /** Says how it is looked at now, to be kept. */
  keep(view: ViewState["provenance"]): void;
}

export interface ProvenanceTab {
  readonly element: HTMLElement;
  show(overview: Overview): void;
}

const columns: readonly GridColumn<InputColumn>[] = [
  { id: "name", label: "Name", width: "minmax(11em, 3fr)" },
  { id: "version", label: "Version", width: "minmax(7em, 2fr)" },
  { id: "kind", label: "Kind", width: "minmax(4em, 1fr)" },
  { id: "digest", label: "Digest", width: "minmax(8em, 2fr)" },
  { id: "address", label: "Address", width: "minmax(12em, 3fr)" },
];

/** The tab that shows how the image was built, and how far that is proved. */
export function createProvenanceTab(
  first: ViewState["provenance"],
  actions: ProvenanceActions,
): ProvenanceTab {
  let view = first;
  let chosen = first.statement;
  let answer = "";
  const keep = (changes: Partial<ViewState["provenance"]>): void => {
    view = { ...view, ...changes };
    actions.keep(view);
  };
  const head = element("div", {});
  const empty = element("p", { class: "empty" });
  const table: FilteredTable = createFilteredTable<InputColumn, InputRow>("Inputs", columns, {
    first: first.inputs,
    keep: (table) => keep({ inputs: table }),
    rows: (filter) => {
      const statement = chosen;
      return statement === null
        ? null
        : (from, count, signal) => actions.inputs(statement, filter, from, count, signal);
    },
    copy: actions.copy,
    detail: (row) => Promise.resolve(inputDetail(row, table.close, actions)),
    mark: (id, { hasDigest }) =>
      id === "digest" && !hasDigest
        ? element("span", { class: "mark tone-attention" }, icon("attention"), "none")
        : null,
  });
  const inputs = element(
    "section",
    { class: "inputs" },
    element("h2", {}, "Inputs"),
    table.element,
  );

  async function open(choices: Overview["provenances"], statement: number): Promise<void> {
    const isOther = statement !== chosen && chosen !== null;
    chosen = statement;
    keep({ statement });
    const shown = await actions.provenance(statement);
    if (shown === null || statement !== chosen) return;
    const choice =
      choices.length < 2
        ? null
        : dropdown(
            "Provenance",
            choices.map((one) => ({ value: String(one.statement), label: one.title })),
            String(statement),
            (value) => void open(choices, Number(value)),
            "provenance",
          );
    replaceContent(head, choice, ...provenanceParts(shown, actions));
    inputs.hidden = shown.inputCount === 0;
    if (isOther || shown.inputCount > 0)
      table.load(isOther ? "first" : "here", `${answer} ${statement}`);
    scroll.restore();
  }

  const whole = element("div", { class: "provenance-tab" }, head, inputs, empty);
  const scroll = keepsScroll(whole, first.scroll, (top) => keep({ scroll: top }));
  return {
    element: whole,
    show: ({ provenances, progress, header }) => {
      const [first] = provenances;
      answer = `${header.digest} ${header.checkedAt}`;
      empty.textContent = progress ?? "No provenance was found.";
      empty.hidden = first !== undefined;
      head.hidden = first === undefined;
      inputs.hidden = true;
      if (first === undefined) return;
      const isThere = provenances.some(({ statement }) => statement === chosen);
      void open(provenances, isThere && chosen !== null ? chosen : first.statement);
    },
  };
}

function provenanceParts(view: ProvenanceView, actions: ProvenanceActions): readonly Child[] {
  const { level, steps, fields, statement, dockerfile } = view;
  return [
    element(
      "section",
      { class: "level" },
      element(
        "h2",
        {},
        element("span", { class: `tone-${level.tone}` }, icon(level.tone)),
        level.word,
      ),
      element("p", {}, level.reason),
    ),
    element(
      "ol",
      { class: "steps", "aria-label": "From the source to the image" },
      ...steps.map((step) => element("li", {}, ...stepParts(step, actions))),
    ),
    element("section", {}, element("h2", {}, "The build"), definitions(fields)),
    dockerfile === null
      ? null
      : element(
          "section",
          {},
          element("h2", {}, "Dockerfile"),
          element(
            "p",
            {},
            `The provenance holds it: ${dockerfile.name}, ${dockerfile.lines} ${dockerfile.lines === 1 ? "line" : "lines"}.`,
          ),
          element(
            "div",
            { class: "actions" },
            button("Open Dockerfile", () => actions.openDockerfile(statement), {
              key: "open-dockerfile",
            }),
          ),
        ),
    parameterTable(view),
  ];
}

function stepParts(
  { label, word, tone, lines, link }: Step,
  { openLink }: ProvenanceActions,
): readonly Child[] {
  const opened = link !== null && isLink(link) ? link : null;
  return [
    element("span", { class: `tone-${tone}` }, icon(tone)),
    element(
      "div",
      { class: "step" },
      element("h3", {}, label, " ", element("span", { class: `word tone-${tone}` }, word)),
      ...lines.filter((line) => line !== opened).map((line) => element("p", {}, line)),
      opened === null
        ? null
        : element(
            "p",
            {},
            linkButton(opened, () => openLink(opened), `step-${label}`),
          ),
    ),
  ];
}

function parameterTable({ parameters, parameterCount }: ProvenanceView): Child {
  if (parameters.length === 0) return null;
  const left = parameterCount - parameters.length;
  return element(
    "section",
    {},
    element("h2", { id: "parameters" }, "Parameters"),
    element(
      "table",
      { class: "parameters", "aria-labelledby": "parameters" },
      element("tbody", {}, ...parameters.map(parameterRow)),
    ),
    left === 0 ? null : element("p", { class: "source" }, `And ${left} more, in the tab Raw.`),
  );
}

function parameterRow({ name, value, secret }: Parameter): HTMLElement {
  return element(
    "tr",
    {},
    element("th", { scope: "row" }, name),
    element(
      "td",
      {},
      element("code", {}, value),
      secret === null
        ? null
        : element("p", { class: "secret tone-attention" }, icon("attention"), secret),
    ),
  );
}

function inputDetail(
  { cells }: InputRow,
  close: () => void,
  { copy, openLink }: ProvenanceActions,
): HTMLElement {
  const { name, version, kind, digest, address } = cells;
  const field = (label: string, ...content: readonly Child[]): readonly HTMLElement[] => [
    element("dt", {}, label),
    element("dd", {}, ...content),
  ];
  return element(
    "aside",
    { class: "detail", "aria-label": `Input ${name}` },
    element(
      "div",
      { class: "detail-head" },
      element("h2", { tabindex: "-1" }, name),
      iconButton("close", "Close the detail", close, "input-close"),
    ),
    element(
      "dl",
      {},
      ...field("Kind", kind),
      ...(version === "" ? [] : field("Version", version)),
      ...field(
        "Address",
        isLink(address)
          ? linkButton(address, () => openLink(address), "input-link")
          : element("span", {}, address),
        iconButton("copy", "Copy the address", () => copy(address), "copy-input"),
      ),
      ...field("Digest", digest === "" ? "none" : element("code", {}, digest)),
    ),
  );
}
