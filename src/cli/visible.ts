import { codePoint, invisible, visible } from "../view/visible";

export { visible };

/** `visible` for a line of source in an excerpt: tabs stay, since they line up with the underline. */
export function visibleSource(text: string): string {
  return text.replace(invisible, (character) =>
    character === "\t" ? character : codePoint(character),
  );
}

/**
 * JSON whose strings keep their exact value for programs and are still harmless on a terminal:
 * what `visible` would replace is written as a `\u` escape.
 */
export function visibleJson(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(invisible, (character) =>
    character === "\n" ? character : escapes(character),
  );
}

function escapes(character: string): string {
  let result = "";
  for (let index = 0; index < character.length; index++) {
    result += `\\u${character.charCodeAt(index).toString(16).padStart(4, "0")}`;
  }
  return result;
}
