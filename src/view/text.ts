import { visible } from "./visible";

/** What a cell or a line shows at most, in UTF-16 units. */
const longest = 4_096;

/**
 * Text from outside as a person is shown it: nothing in it is invisible or turns the direction of
 * writing, and it is cut after 4,096 characters.
 */
export function shownText(text: string): string {
  return visible(cut(text));
}

function cut(text: string): string {
  if (text.length <= longest) return text;
  const end = longest - 1;
  // Half of a pair would be shown as a code point of its own.
  const isPair = /[\ud800-\udbff]/.test(text.charAt(end - 1));
  return `${text.slice(0, isPair ? end - 1 : end)}…`;
}

/** `1 package`, `2 packages`, `12,345 packages`. */
export function counted(number: number, noun: string, nouns = `${noun}s`): string {
  return `${numberText(number)} ${number === 1 ? noun : nouns}`;
}

export function numberText(number: number): string {
  return number.toLocaleString("en-US");
}
