import type { ComponentDetail, Neighbours } from "../view/componentDetail";
import { button, iconButton } from "./controls";
import { element, type Child } from "./elements";
import { icon } from "./icons";
import { isLink, linkButton } from "./links";

export interface DetailActions {
  open(index: number): void;
  close(): void;
  /** Shows where it stands in the tree. */
  reveal(index: number): void;
  copy(text: string): void;
  openLink(url: string): void;
}

/** All of one component, and why the image has it. */
export function detailPane(detail: ComponentDetail, actions: DetailActions): HTMLElement {
  const { title, fields, marks, needs, neededBy } = detail;
  return element(
    "aside",
    { class: "detail", "aria-label": `Component ${title}` },
    element(
      "div",
      { class: "detail-head" },
      element("h2", { tabindex: "-1" }, title),
      iconButton(
        "copy",
        "Copy all of it as one line",
        () => actions.copy(fields.map(({ text }) => text).join("\t")),
        "copy-row",
      ),
      iconButton("close", "Close the detail", actions.close, "detail-close"),
    ),
    marks.length === 0
      ? null
      : element(
          "ul",
          { class: "problems", "aria-label": "Remarks" },
          ...marks.map((mark) => element("li", {}, icon("attention"), mark)),
        ),
    why(detail, actions),
    element(
      "dl",
      {},
      ...fields.flatMap(({ label, text }) => [
        element("dt", {}, label),
        element(
          "dd",
          {},
          isLink(text)
            ? linkButton(text, () => actions.openLink(text), `detail-link-${label}`)
            : element("span", {}, text),
          label === "Package URL"
            ? iconButton("copy", "Copy the package URL", () => actions.copy(text), "copy-purl")
            : null,
        ),
      ]),
    ),
    neighbours("Needs", needs, actions),
    neighbours("Needed by", neededBy, actions),
  );
}

/** The way from the image down to the component, each step of it a link. */
function why({ index, path }: ComponentDetail, actions: DetailActions): HTMLElement {
  return element(
    "section",
    {},
    element("h3", {}, "Why is this here?"),
    path.length === 0
      ? element("p", {}, "The list does not say what brought it in.")
      : element(
          "ol",
          { class: "path" },
          ...path.map((step, place) =>
            element(
              "li",
              place === path.length - 1 ? { "aria-current": "true" } : {},
              stepLink(step, place === path.length - 1, `path-${place}`, actions),
            ),
          ),
        ),
    path.length === 0
      ? null
      : element(
          "div",
          { class: "actions" },
          button("Show in Tree", () => actions.reveal(index), { key: "reveal" }),
        ),
  );
}

function neighbours(title: string, { total, shown }: Neighbours, actions: DetailActions): Child {
  if (total === 0) return null;
  return element(
    "section",
    {},
    element("h3", {}, `${title} ${total}`),
    element(
      "ul",
      { class: "neighbours" },
      ...shown.map((one, place) =>
        element("li", {}, stepLink(one, false, `${title}-${place}`, actions)),
      ),
      total > shown.length ? element("li", {}, `and ${total - shown.length} more`) : null,
    ),
  );
}

function stepLink(
  { index, text }: { readonly index: number | null; readonly text: string },
  isHere: boolean,
  key: string,
  { open }: DetailActions,
): Child {
  if (index === null || isHere) return text;
  const made = element("button", { class: "link", type: "button", "data-key": key }, text);
  made.addEventListener("click", () => open(index));
  return made;
}
