import type { RawForm } from "../protocol";
import type { StatementRow } from "../view/statementRow";
import { checkList } from "./checks";
import { button } from "./controls";
import { element, type Child } from "./elements";
import { icon } from "./icons";
import { isLink, linkButton } from "./links";
import { remembersOpen } from "./opened";

export interface StatementActions {
  openRaw(statement: number, form: RawForm): void;
  openLink(url: string): void;
  showComponents(statement: number): void;
}

/** Every piece of evidence as a line that opens to all that is known of it. */
export function statementList(
  rows: readonly StatementRow[],
  actions: StatementActions,
): HTMLElement {
  return element(
    "ul",
    { class: "statements" },
    ...rows.map((row) => element("li", {}, statementLine(row, actions))),
  );
}

function statementLine(row: StatementRow, actions: StatementActions): HTMLElement {
  const { index, title, format, verdict, signer, place } = row;
  const made = element(
    "details",
    { class: "statement" },
    element(
      "summary",
      { "data-key": `statement-${index}` },
      element("span", { class: `tone-${verdict.tone}` }, icon(verdict.tone)),
      element("span", { class: "label" }, title),
      element("span", { class: "format" }, format),
      element("span", { class: `word tone-${verdict.tone}` }, verdict.word),
      element("span", { class: "place" }, signer === null ? place : `${place}, by ${signer}`),
    ),
    statementBody(row, actions),
  );
  remembersOpen(made, `statement-${index}`);
  return made;
}

function statementBody(row: StatementRow, actions: StatementActions): HTMLElement {
  const { index, kind, summary, checks, problems, predicateType, location, digest } = row;
  const lines: readonly (readonly [label: string, text: string | null])[] = [
    ...summary.map(({ label, text }) => [label, text] as const),
    ["Type", predicateType],
    ["Where", location],
    ["Digest", digest],
  ];
  return element(
    "div",
    { class: "body" },
    element(
      "dl",
      {},
      ...lines.flatMap(([label, text]) =>
        text === null
          ? []
          : [element("dt", {}, label), element("dd", {}, linked(text, index, actions))],
      ),
    ),
    checks.length === 0 ? null : checkList(checks, `statement-${index}`),
    problems.length === 0
      ? null
      : element(
          "ul",
          { class: "problems", "aria-label": "Problems" },
          ...problems.map((problem) => element("li", {}, problem)),
        ),
    element(
      "div",
      { class: "actions" },
      kind === "sbom"
        ? button("Show Components", () => actions.showComponents(index), {
            key: `components-${index}`,
          })
        : null,
      ...rawButtons(row, actions, "overview"),
    ),
  );
}

function linked(text: string, index: number, actions: StatementActions): Child {
  return isLink(text)
    ? linkButton(text, () => actions.openLink(text), `link-${index}-${text}`)
    : text;
}

/** Buttons that open what was found, and what was signed, in an editor. */
export function rawButtons(
  { index, title, foundBytes, decodedBytes }: StatementRow,
  { openRaw }: Pick<StatementActions, "openRaw">,
  where: string,
): readonly HTMLElement[] {
  const form = (label: string, form: RawForm): HTMLElement => {
    const made = button(label, () => openRaw(index, form), { key: `${where}-${form}-${index}` });
    made.setAttribute("aria-label", `${label}: ${title}`);
    return made;
  };
  return [
    ...(decodedBytes === null ? [] : [form("Open Decoded", "decoded")]),
    ...(foundBytes === null
      ? []
      : [form(decodedBytes === null ? "Open" : "Open As Found", "found")]),
  ];
}
