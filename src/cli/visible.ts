import { codePoint, invisible, visible, visibleJson } from "../view/visible";

export { visible, visibleJson };

/** `visible` for a line of source in an excerpt: tabs stay, since they line up with the underline. */
export function visibleSource(text: string): string {
  return text.replace(invisible, (character) =>
    character === "\t" ? character : codePoint(character),
  );
}
