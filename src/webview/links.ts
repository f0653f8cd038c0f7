import { element } from "./elements";
import { icon } from "./icons";

/** Whether a text is an address that the host would open: https, plain characters, nobody's name or password. */
export function isLink(text: string): boolean {
  if (!/^https:\/\/[\x21-\x7e]+$/.test(text) || !URL.canParse(text)) return false;
  const { username, password } = new URL(text);
  return username === "" && password === "";
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
