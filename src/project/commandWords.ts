import type { TextSpan } from "./yamlText";

/** What a container is started or checked with, in the exec form. */
export interface Command {
  /** Null where it hangs on a variable, or can't be read. */
  readonly words: readonly string[] | null;
  readonly span: TextSpan;
}

/**
 * The words of a command that compose is given as one text: split as a shell would, but run by none
 * (Compose specification, "command"; github.com/mattn/go-shellwords). Null where a quote is never
 * closed.
 */
export function commandWords(text: string): string[] | null {
  const words: string[] = [];
  let word: string | null = null;
  let quote = "";
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? "";
    if (character === "\\" && quote !== "'") {
      at += 1;
      word = (word ?? "") + (text[at] ?? "");
    } else if (quote !== "") {
      if (character === quote) quote = "";
      else word = (word ?? "") + character;
    } else if (character === '"' || character === "'") {
      quote = character;
      word ??= "";
    } else if (/\s/.test(character)) {
      if (word !== null) words.push(word);
      word = null;
    } else {
      word = (word ?? "") + character;
    }
  }
  if (word !== null) words.push(word);
  return quote === "" ? words : null;
}
