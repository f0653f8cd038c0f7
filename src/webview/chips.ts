import { element } from "./elements";

export interface Chip {
  readonly key: string;
  readonly label: string;
  readonly count: number | null;
  readonly pressed: boolean;
  readonly title?: string;
  toggle(): void;
}

/** Choices that are on or off; a chosen one also bears a tick. */
export function chipGroup(label: string, chips: readonly Chip[]): HTMLElement {
  return element(
    "div",
    { class: "chips", role: "group", "aria-label": label },
    ...chips.map(({ key, label: text, count, pressed, title, toggle }) => {
      const made = element(
        "button",
        {
          class: "chip",
          type: "button",
          "aria-pressed": String(pressed),
          "data-key": key,
          ...(title === undefined ? {} : { title }),
        },
        element("span", { class: "tick", "aria-hidden": "true" }, pressed ? "✓" : ""),
        element("span", { class: "chip-text" }, text),
        count === null ? null : element("span", { class: "chip-count" }, String(count)),
      );
      made.addEventListener("click", toggle);
      return made;
    }),
  );
}

/** The values that are chosen after one was put on, or off. */
export function toggled<T>(values: readonly T[], value: T): readonly T[] {
  return values.includes(value) ? values.filter((one) => one !== value) : [...values, value];
}
