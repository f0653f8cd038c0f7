import type { PanelComparison, PanelSource } from "../protocol";
import type { ComparisonSuggestion } from "../view/comparisonView";
import { button, textInput } from "./controls";
import { element, replaceContent } from "./elements";

export interface ChooserActions {
  compare(other: PanelSource): void;
  chooseFile(): void;
}

export interface Chooser {
  readonly element: HTMLElement;
  show(comparison: PanelComparison): void;
}

/** Where the other image is chosen: a field for any, a file, and the hardened ones that could take the place. */
export function chooser({ compare, chooseFile }: ChooserActions): Chooser {
  let shown: PanelSource | null = null;
  const field = textInput("Image to compare with, such as dhi.io/node:24", () => undefined);
  const go = (reference: string): void => {
    if (reference !== "") compare({ kind: "image", reference, platform: null });
  };
  /** What a field shows of a file is its name alone, which names no image. */
  const typed = (): void => {
    const text = field.get().trim();
    if (shown !== null && text === fieldText(shown)) compare(shown);
    else go(text);
  };
  field.element.addEventListener("keydown", (event) => {
    if (event.key === "Enter") typed();
  });
  const suggestions = element("div", {});
  return {
    element: element(
      "div",
      { class: "chooser" },
      element(
        "div",
        { class: "tools" },
        field.element,
        button("Compare", typed, { key: "compare", primary: true }),
        button("Compare With File…", chooseFile, { key: "compare-file" }),
      ),
      suggestions,
    ),
    show: ({ suggestions: list, other }) => {
      const isOther = JSON.stringify(other) !== JSON.stringify(shown);
      shown = other;
      if (other !== null && isOther) field.set(fieldText(other));
      replaceContent(suggestions, ...(list.length === 0 ? [] : [suggestionList(list, go)]));
    },
  };
}

function suggestionList(
  list: readonly ComparisonSuggestion[],
  go: (reference: string) => void,
): HTMLElement {
  return element(
    "ul",
    { class: "suggestions", "aria-label": "Hardened images that could take its place" },
    ...list.map(({ reference, about }, index) => {
      const link = element(
        "button",
        { class: "link", type: "button", "data-key": `suggestion-${index}` },
        reference,
      );
      link.addEventListener("click", () => go(reference));
      return element("li", {}, link, " ", element("span", { class: "about" }, about));
    }),
  );
}

function fieldText(source: PanelSource): string {
  if (source.kind === "image") return source.reference;
  return decodeURIComponent(source.uri.slice(source.uri.lastIndexOf("/") + 1));
}
