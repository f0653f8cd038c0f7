import type { Overview } from "../view/overview";
import { dropdown, iconButton, progressRing, button } from "./controls";
import { element, replaceContent } from "./elements";
import { icon } from "./icons";

export interface HeaderActions {
  copy(text: string): void;
  refresh(platform: string | null): void;
  choose(digest: string): void;
  cancel(): void;
}

/** The first lines: what it is, whether it can be trusted, and what is going on. */
export function drawHeader(holder: Element, overview: Overview, actions: HeaderActions): void {
  const { title, verdict, signer, digest, platform, platforms, choice, checkedAt } =
    overview.header;
  replaceContent(
    holder,
    element(
      "div",
      { class: "first-line" },
      element("h1", { title }, title),
      element(
        "span",
        { class: `verdict tone-${verdict.tone}`, title: verdict.meaning },
        icon(verdict.tone),
        element("span", {}, verdict.word),
      ),
      element("span", { class: "space" }),
      choice.images.length > 1
        ? dropdown(
            "Image",
            [
              ...(choice.chosen === null ? [{ value: "", label: "Choose an image…" }] : []),
              ...choice.images.map(({ digest: value, label }) => ({ value, label })),
            ],
            choice.chosen ?? "",
            (value) => {
              if (value !== "") actions.choose(value);
            },
            "image",
          )
        : null,
      platforms.length > 1
        ? dropdown(
            "Platform",
            platforms.map((value) => ({ value, label: value })),
            platform ?? "",
            (value) => actions.refresh(value),
            "platform",
          )
        : null,
      iconButton("refresh", "Ask again", () => actions.refresh(platform), "refresh"),
    ),
    element(
      "p",
      { class: "second-line" },
      element("span", {}, verdict.meaning),
      signer === null ? null : element("span", {}, `Signed by ${signer}.`),
      checkedAt === null ? null : checkedText(checkedAt),
    ),
    digest === null
      ? null
      : element(
          "p",
          { class: "digest" },
          platforms.length > 1 || platform === null ? null : element("span", {}, platform),
          element("code", { title: digest }, digest),
          iconButton("copy", "Copy the digest", () => actions.copy(digest), "copy-digest"),
        ),
  );
}

/** What is going on, and what stands in the way; announced when it changes. */
export function drawStatus(
  holder: Element,
  { progress, notice }: Pick<Overview, "progress" | "notice">,
  cancel: () => void,
): void {
  replaceContent(
    holder,
    progress === null
      ? null
      : element(
          "div",
          { class: "progress" },
          progressRing(),
          element("span", {}, progress),
          button("Cancel", cancel, { key: "cancel" }),
        ),
    notice === null
      ? null
      : element("div", { class: "notice" }, icon("attention"), element("span", {}, notice)),
  );
}

function checkedText(iso: string): HTMLElement {
  const date = new Date(iso);
  const isToday = date.toDateString() === new Date().toDateString();
  const time = date.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  const text = isToday ? time : `${date.toISOString().slice(0, 10)}, ${time}`;
  const made = element("time", { title: iso }, `Checked ${text}.`);
  made.dateTime = iso;
  return made;
}
