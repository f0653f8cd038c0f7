import type { Overview } from "../view/overview";
import type { SeverityBar } from "../view/vulnerabilitySummary";
import { drawChart } from "./charts";
import { checkList } from "./checks";
import { button, iconButton } from "./controls";
import { element, replaceContent, type Child } from "./elements";
import { severityChart } from "./severityChart";
import { statementList, type StatementActions } from "./statements";

export interface OverviewActions extends StatementActions {
  trustSigner(): void;
  copy(text: string): void;
  /** Shows the components that a bar of a chart counts. */
  choose(chart: "types" | "families", value: string): void;
  /** Shows what is left of the vulnerabilities of one severity. */
  chooseSeverity(severity: SeverityBar["severity"]): void;
}

/** The tab that answers at a glance. */
export function drawOverview(holder: Element, overview: Overview, actions: OverviewActions): void {
  const { summary } = overview.vulnerabilities;
  const beside = [
    facts(overview),
    summary === null ? null : severityChart(summary, actions.chooseSeverity),
    ...overview.charts.map((chart) => drawChart(chart, (value) => actions.choose(chart.id, value))),
  ];
  const hasBeside = beside.some((part) => part !== null);
  replaceContent(
    holder,
    element(
      "div",
      { class: hasBeside ? "columns" : "" },
      element("div", { class: "main" }, trust(overview, actions), evidence(overview, actions)),
      hasBeside ? element("div", { class: "side" }, ...beside) : null,
    ),
    looks(overview),
    commands(overview, actions),
  );
}

function section(title: string, ...children: readonly Child[]): HTMLElement {
  return element("section", {}, element("h2", {}, title), ...children);
}

function trust(
  { trust: { policy, about, checks, reasons, offer }, problems, statements }: Overview,
  { trustSigner }: OverviewActions,
): Child {
  if (statements.length === 0 && reasons.length === 0 && problems.length === 0) return null;
  return section(
    "Trust",
    ...reasons.map((reason) => element("p", {}, reason)),
    offer === null
      ? null
      : element("p", { class: "offer" }, button(offer, trustSigner, { key: "trust-signer" })),
    ...policy.map((sentence) => element("p", { class: "about" }, sentence)),
    about === null || checks.length === 0
      ? null
      : element("p", { class: "about" }, `What was checked of the ${inSentence(about)}:`),
    checks.length === 0 ? null : checkList(checks, "trust"),
    problems.length === 0
      ? null
      : element(
          "ul",
          { class: "problems", "aria-label": "Problems" },
          ...problems.map((problem) => element("li", {}, problem)),
        ),
  );
}

/** "Provenance" begins a line, "the provenance" is within one; "SBOM" stays. */
function inSentence(title: string): string {
  return /^[A-Z][a-z]/.test(title) ? title.charAt(0).toLowerCase() + title.slice(1) : title;
}

function evidence(
  { statements, progress, looks: places }: Overview,
  actions: OverviewActions,
): Child {
  if (statements.length > 0) return section("Evidence", statementList(statements, actions));
  if (progress !== null || places.length === 0) return null;
  return section("Evidence", element("p", {}, "None was found. The places below were looked at."));
}

function facts({ facts: lines, factsSource }: Overview): Child {
  if (lines.length === 0) return null;
  return section(
    "The image",
    definitions(lines),
    factsSource === null ? null : element("p", { class: "source" }, factsSource),
  );
}

/** Names with what they mean. */
export function definitions(
  lines: readonly { readonly label: string; readonly text: string }[],
): HTMLElement {
  return element(
    "dl",
    {},
    ...lines.flatMap(({ label, text }) => [element("dt", {}, label), element("dd", {}, text)]),
  );
}

function looks({ looks: places }: Overview): Child {
  if (places.length === 0) return null;
  const head = ["Place", "Answer", "Address"].map((title) =>
    element("th", { scope: "col" }, title),
  );
  const rows = places.map(({ place, answer, url }) =>
    element(
      "tr",
      {},
      element("td", {}, place),
      element("td", {}, answer),
      element("td", { class: "address" }, url),
    ),
  );
  return section(
    "Where it was looked for",
    element(
      "div",
      { class: "scroll", tabindex: "0", role: "region", "aria-label": "Where it was looked for" },
      element(
        "table",
        {},
        element("thead", {}, element("tr", {}, ...head)),
        element("tbody", {}, ...rows),
      ),
    ),
  );
}

function commands({ commands: lines }: Overview, { copy }: OverviewActions): Child {
  if (lines.length === 0) return null;
  return section(
    "The same with other tools",
    element(
      "ul",
      { class: "commands" },
      ...lines.map(({ label, text }, index) =>
        element(
          "li",
          {},
          element("span", {}, label),
          element(
            "span",
            { class: "command" },
            element("code", {}, text),
            iconButton("copy", `Copy: ${label}`, () => copy(text), `copy-command-${index}`),
          ),
        ),
      ),
    ),
  );
}
