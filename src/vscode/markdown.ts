import { visible } from "../view/visible";

/**
 * Text from a file or the catalog as Markdown that shows exactly it, in one line: every character that
 * means something to Markdown or HTML is escaped, and what can't be seen (control characters, marks that
 * turn the direction of writing) is named in place of being carried out.
 */
export function escaped(text: string): string {
  return plain(text).replace(/[!-/:-@[-`{-~]/g, "\\$&");
}

/** The same for places that show text as it is: one line, and nothing invisible in it. */
export function plain(text: string): string {
  return visible(text.replace(/\s+/g, " ")).trim();
}

/** The same for messages, which turn `[…](…)` into links, and for lists, which turn `$(…)` into icons. */
export function withoutLinks(text: string): string {
  return plain(text).replace(/([\]$])\(/g, "$1 (");
}

/** A link that runs one of our commands; its arguments are numbers and names of our own, never text of a file. */
export function commandLink(
  text: string,
  command: string,
  argument: Readonly<Record<string, number | string>>,
  tooltip: string,
): string {
  // encodeURIComponent leaves parentheses and quotes alone, which would end the link.
  const query = encodeURIComponent(JSON.stringify([argument])).replace(
    /[()'!*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `[${escaped(text)}](command:${command}?${query} "${escaped(tooltip)}")`;
}
