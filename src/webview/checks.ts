import type { CheckView } from "../view/verdicts";
import { element } from "./elements";
import { icon } from "./icons";
import { remembersOpen } from "./opened";

/** Checks as lines that open to what was expected and what was found; what failed is open from the start. */
export function checkList(checks: readonly CheckView[], key: string): HTMLElement {
  return element(
    "ul",
    { class: "checks" },
    ...checks.map((check) => element("li", {}, checkLine(check, `${key}-${check.label}`))),
  );
}

function checkLine(check: CheckView, key: string): HTMLElement {
  const { label, word, tone, about, expected, found, result } = check;
  const rows = [
    ["Expected", expected],
    ["Found", found],
  ] as const;
  const made = element(
    "details",
    { class: "check" },
    element(
      "summary",
      { "data-key": key },
      element("span", { class: `tone-${tone}` }, icon(tone)),
      element("span", { class: "label" }, label),
      element("span", { class: `word tone-${tone}` }, word),
    ),
    element("p", {}, about),
    expected === null && found === null
      ? null
      : element(
          "dl",
          {},
          ...rows.flatMap(([name, text]) =>
            text === null
              ? []
              : [element("dt", {}, name), element("dd", {}, element("code", {}, text))],
          ),
        ),
  );
  remembersOpen(made, key, result === "failed");
  return made;
}
