import { element } from "./elements";
import { icon } from "./icons";

/** Whether a text is an address that the host would open: https, and nothing in it but plain characters. */
export function isLink(text: string): boolean {
  return /^https:\/\/[\x21-\x7e]+$/.test(text) && URL.canParse(text);
}

/** An address to open, with the name of the host that would be asked. */
export function linkButton(url: string, open: () => void, key: string): HTMLElement {
  const made = element(
    "button",
    {
      class: "link",
      type: "button",
      "data-key": key,
      title: `Opens ${new URL(url).host} in the browser`,
    },
    url,
    icon("open"),
  );
  made.addEventListener("click", open);
  return made;
}
