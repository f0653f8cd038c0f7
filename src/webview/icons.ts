import type { ChangeKind } from "../view/packageChanges";
import type { Tone } from "../view/verdicts";
import { drawing } from "./elements";

export type Icon = Tone | ChangeKind | "copy" | "refresh" | "close" | "open";

/** A picture beside a word that says the same, so that nobody needs to see it. */
export function icon(name: Icon): SVGSVGElement {
  return drawing(
    "svg",
    {
      class: `icon icon-${name}`,
      viewBox: "0 0 16 16",
      width: "16",
      height: "16",
      "aria-hidden": "true",
      focusable: "false",
    },
    ...paths[name].map((d) => drawing("path", { d })),
  );
}

const circle = "M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13Z";

/** Each state has a shape of its own: a tick, a triangle, a cross, a dash. */
const paths: Readonly<Record<Icon, readonly string[]>> = {
  good: [circle, "M4.8 8.2 7.1 10.5 11.2 5.8"],
  attention: ["M8 1.8 14.8 14H1.2Z", "M8 6v4", "M8 11.6v.9"],
  bad: [circle, "M5.4 5.4 10.6 10.6", "M10.6 5.4 5.4 10.6"],
  neutral: [circle, "M5 8h6"],
  gone: ["M3.5 8h9"],
  added: ["M8 3.5v9", "M3.5 8h9"],
  changed: ["M3 5.5h9.5", "M10 3 12.5 5.5 10 8", "M13 10.5H3.5", "M6 8 3.5 10.5 6 13"],
  copy: ["M5.5 5.5v-3h8v8h-3", "M2.5 5.5h8v8h-8Z"],
  refresh: ["M13 8a5 5 0 1 1-1.6-3.7", "M13.2 1.8v3h-3"],
  close: ["M4 4 12 12", "M12 4 4 12"],
  open: ["M6.5 3h-4v10.5H13v-4", "M9 2.5h4.5V7", "M13.2 2.8 7.5 8.5"],
};
