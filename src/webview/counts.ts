import type { Count, Overview } from "../view/overview";
import { element, replaceContent } from "./elements";

/** The numbers under the verdict; each leads to what it counts. */
export function drawCounts(
  holder: HTMLElement,
  { counts }: Overview,
  show: (tab: Count["tab"]) => void,
): void {
  holder.hidden = counts.length === 0;
  replaceContent(
    holder,
    ...counts.map(({ number, noun, tab }) => {
      const made = element(
        "button",
        { class: "count", type: "button", "data-key": `count-${noun}` },
        element("strong", {}, number),
        ` ${noun}`,
      );
      made.addEventListener("click", () => show(tab));
      return made;
    }),
  );
}
