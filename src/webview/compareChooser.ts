import type { PanelComparison, PanelSource } from "../protocol";
import { button, textInput } from "./controls";
import { element, replaceContent, type Child } from "./elements";

export interface ChooserActions {
  compare(other: PanelSource): void;
  chooseFile(): void;
}

export interface Chooser {
  readonly element: HTMLElement;
  show(comparison: PanelComparison): void;
}

/**
 * Where the other image is chosen: a field for any, a file, and the obvious ones; before the first is chosen with
 * what a comparison tells.
 */
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
  /** The name is there, the tag is typed. */
  const typeTag = (repository: string): void => field.edit(`${repository}:`);
  const about = element("p", {}, aboutText);
  const choices = element("div", {});
  return {
    element: element(
      "div",
      { class: "chooser" },
      about,
      element(
        "div",
        { class: "tools" },
        field.element,
        button("Compare", typed, { key: "compare", primary: true }),
        button("Compare With File…", chooseFile, { key: "compare-file" }),
      ),
      choices,
    ),
    show: (comparison) => {
      const { other } = comparison;
      const isOther = JSON.stringify(other) !== JSON.stringify(shown);
      shown = other;
      if (other !== null && isOther) field.set(fieldText(other));
      about.hidden = other !== null;
      replaceContent(choices, choiceList(comparison, go, compare, typeTag));
    },
  };
}

const aboutText =
  "Shows what changes when another image takes the place of this one: packages gone, added and changed, size, user, shell, and the vulnerabilities left after VEX. Choose what to compare it with.";

/** Buttons while nothing is chosen; later they take less room. */
function choiceList(
  { suggestions, previous, repository, other }: PanelComparison,
  go: (reference: string) => void,
  compare: (other: PanelSource) => void,
  typeTag: (repository: string) => void,
): Child {
  const press = (label: string, key: string, pressed: () => void): HTMLElement =>
    other === null ? button(label, pressed, { key }) : link(label, key, pressed);
  const line = (pressed: HTMLElement, about: string): HTMLElement =>
    element("li", {}, pressed, " ", element("span", { class: "about" }, about));
  const lines = [
    ...suggestions.map(({ reference, about }, index) =>
      line(
        press(reference, `suggestion-${index}`, () => go(reference)),
        about,
      ),
    ),
    ...(previous === null
      ? []
      : [
          line(
            press(previous.name, "previous", () => compare(previous.source)),
            "looked at before this",
          ),
        ]),
    ...(repository === null
      ? []
      : [
          line(
            press(`Another Tag of ${repository}…`, "another-tag", () => typeTag(repository)),
            "type it into the field",
          ),
        ]),
  ];
  if (lines.length === 0) return null;
  const kind = other === null ? "suggestions first" : "suggestions";
  return element("ul", { class: kind, "aria-label": "What it could be compared with" }, ...lines);
}

function link(label: string, key: string, pressed: () => void): HTMLElement {
  const made = element("button", { class: "link", type: "button", "data-key": key }, label);
  made.addEventListener("click", pressed);
  return made;
}

function fieldText(source: PanelSource): string {
  if (source.kind === "image") return source.reference;
  return decodeURIComponent(source.uri.slice(source.uri.lastIndexOf("/") + 1));
}
