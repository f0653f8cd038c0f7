import type { VulnerabilityRow } from "../view/vulnerabilityTable";
import { drawing } from "./elements";

type Severity = VulnerabilityRow["severity"];

/** A picture beside the word: the more bars the worse; an open question for what nobody rated. */
export function severityIcon(severity: Severity): SVGSVGElement {
  const bars = [0, 1, 2, 3].map((place) =>
    drawing("rect", {
      class: place < filled[severity] ? "filled" : "hollow",
      x: String(1.5 + place * 3.5),
      y: String(10.5 - place * 2.5),
      width: "2.5",
      height: String(4 + place * 2.5),
    }),
  );
  const question = drawing("path", { d: "M5 5.5a3 3 0 1 1 4.4 2.6C8.5 8.6 8 9 8 10v.6M8 13v.6" });
  return drawing(
    "svg",
    {
      class: `severity-icon severity-${severity}`,
      viewBox: "0 0 16 16",
      width: "14",
      height: "14",
      "aria-hidden": "true",
      focusable: "false",
    },
    ...(severity === "unknown" ? [question] : bars),
  );
}

const filled: Readonly<Record<Severity, number>> = {
  critical: 4,
  high: 3,
  medium: 2,
  low: 1,
  negligible: 0,
  unknown: 0,
};
