/**
 * Text from a file or a file name, made safe to show on one line: control, bidirectional and other
 * invisible characters become `⟨U+202E⟩`, so that input can neither move the cursor, start a new
 * line of the report, nor make a line read differently from what it is.
 */
export function visible(text: string): string {
  // Nearly all text is of these, which is told much faster.
  return /^[ -~]*$/.test(text) ? text : text.replace(invisible, codePoint);
}

// Control (Cc), format (Cf: bidirectional marks, zero widths, tags), lone surrogates (Cs) and the two
// Unicode line ends. The joiners U+200C and U+200D stay: scripts and emoji need them to be legible.
export const invisible = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu;

/**
 * JSON whose strings keep their exact value for programs and are still harmless on a terminal:
 * what `visible` would replace is written as a `\u` escape.
 */
export function visibleJson(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(invisible, (character) =>
    character === "\n" ? character : escapes(character),
  );
}

/** `⟨U+202E⟩` */
export function codePoint(character: string): string {
  const hexadecimal = (character.codePointAt(0) ?? 0).toString(16).toUpperCase();
  return `⟨U+${hexadecimal.padStart(4, "0")}⟩`;
}

function escapes(character: string): string {
  let result = "";
  for (let index = 0; index < character.length; index++) {
    result += `\\u${character.charCodeAt(index).toString(16).padStart(4, "0")}`;
  }
  return result;
}
