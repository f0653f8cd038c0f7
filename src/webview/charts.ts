import type { Chart } from "../view/charts";
import { drawing, element } from "./elements";

const width = 120;
const height = 12;

/**
 * Bars beside their numbers. It is a table, so that a screen reader reads it as one; each name chooses the
 * components that it counts.
 */
export function drawChart(
  { id, title, bars, rest }: Chart,
  choose: (value: string) => void,
): HTMLElement {
  const rows = bars.map(({ value, label, text, share }, index) => {
    const chooser = element(
      "button",
      { class: "link", type: "button", "data-key": `bar-${id}-${index}` },
      label,
    );
    chooser.addEventListener("click", () => choose(value));
    return element(
      "tr",
      {},
      element("th", { scope: "row" }, chooser),
      element("td", { class: "bar" }, bar(share)),
      element("td", { class: "number" }, text),
    );
  });
  return element(
    "section",
    { class: "chart" },
    element("h2", { id: `chart-${id}` }, title),
    element("table", { "aria-labelledby": `chart-${id}` }, element("tbody", {}, ...rows)),
    rest === null ? null : element("p", { class: "source" }, rest),
  );
}

function bar(share: number): SVGSVGElement {
  return drawing(
    "svg",
    {
      class: "bars",
      viewBox: `0 0 ${width} ${height}`,
      preserveAspectRatio: "none",
      "aria-hidden": "true",
      focusable: "false",
    },
    drawing("rect", {
      width: String(Math.max(1, Math.round(share * width))),
      height: String(height),
      rx: "1",
    }),
  );
}
