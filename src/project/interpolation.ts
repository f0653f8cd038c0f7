/**
 * What compose makes of the variables in a value when none of them is set (Compose specification,
 * "Interpolation"): `${NAME:-default}` and `${NAME-default}` give the default, `$$` is a dollar
 * sign. Null where the value hangs on a variable without a default, or is malformed. Linear.
 */
export function interpolate(text: string): string | null {
  if (!text.includes("$")) return text;
  const reader = { text, offset: 0 };
  return readText(reader, 0);
}

interface Reader {
  readonly text: string;
  offset: number;
}

const deepestDefault = 50;

/** Reads to the end of the text, or to the `}` that ends the default that we are in. */
function readText(reader: Reader, depth: number): string | null {
  const { text } = reader;
  const parts: string[] = [];
  let start = reader.offset;
  while (reader.offset < text.length) {
    const character = text[reader.offset];
    if (character === "}" && depth > 0) break;
    if (character !== "$") {
      reader.offset += 1;
      continue;
    }
    parts.push(text.slice(start, reader.offset));
    const value = readVariable(reader, depth);
    if (value === null) return null;
    parts.push(value);
    start = reader.offset;
  }
  parts.push(text.slice(start, reader.offset));
  return parts.join("");
}

/** Reads from a `$`. */
function readVariable(reader: Reader, depth: number): string | null {
  const { text } = reader;
  if (text.startsWith("$$", reader.offset)) {
    reader.offset += 2;
    return "$";
  }
  opening.lastIndex = reader.offset;
  if (depth >= deepestDefault || !opening.test(text)) return null;
  reader.offset = opening.lastIndex;
  const value = readText(reader, depth + 1);
  if (value === null || text[reader.offset] !== "}") return null;
  reader.offset += 1;
  return value;
}

const opening = /\$\{[A-Za-z_][A-Za-z0-9_]*:?-/y;
