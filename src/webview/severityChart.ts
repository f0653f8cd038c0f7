import type { SeverityBar, VulnerabilitySummary } from "../view/vulnerabilitySummary";
import { drawing, element } from "./elements";
import { severityIcon } from "./severityIcon";

const width = 120;
const height = 12;

/**
 * Vulnerabilities by severity: the whole bar is what was found, its filled part what VEX leaves of it. It is a
 * table, so that a screen reader reads it as one; each name chooses what is left of that severity.
 */
export function severityChart(
  { chart, headline }: VulnerabilitySummary,
  choose: (severity: SeverityBar["severity"]) => void,
): HTMLElement | null {
  if (chart.length === 0) return null;
  const head = ["Severity", "", "Found", "Left"].map((title) =>
    element("th", { scope: "col" }, title === "" ? hidden("Bar") : title),
  );
  const rows = chart.map((bar) => {
    const chooser = element(
      "button",
      { class: "link", type: "button", "data-key": `bar-severity-${bar.severity}` },
      bar.label,
    );
    chooser.addEventListener("click", () => choose(bar.severity));
    return element(
      "tr",
      {},
      element("th", { scope: "row" }, severityIcon(bar.severity), " ", chooser),
      element("td", { class: "bar" }, barOf(bar)),
      element("td", { class: "number" }, bar.known.toLocaleString("en-US")),
      element("td", { class: "number" }, bar.left.toLocaleString("en-US")),
    );
  });
  return element(
    "section",
    { class: "chart severities" },
    element("h2", { id: "chart-severities" }, "Vulnerabilities before and after VEX"),
    element(
      "table",
      { "aria-labelledby": "chart-severities" },
      element("thead", {}, element("tr", {}, ...head)),
      element("tbody", {}, ...rows),
    ),
    element("p", { class: "source" }, headline),
  );
}

function hidden(text: string): HTMLElement {
  return element("span", { class: "hidden" }, text);
}

function barOf({ severity, knownShare, leftShare }: SeverityBar): SVGSVGElement {
  const part = (name: string, share: number): SVGRectElement =>
    drawing("rect", {
      class: name,
      width: String(share === 0 ? 0 : Math.max(1, Math.round(share * width))),
      height: String(height),
      rx: "1",
    });
  return drawing(
    "svg",
    {
      class: `bars severity-${severity}`,
      viewBox: `0 0 ${width} ${height}`,
      preserveAspectRatio: "none",
      "aria-hidden": "true",
      focusable: "false",
    },
    part("known", knownShare),
    part("left", leftShare),
  );
}
