/**
 * Variables that are set, by name. Null: set to what is not known. One that is not in it may be set in the
 * environment of whoever runs compose, or not at all.
 */
export type Variables = ReadonlyMap<string, string | null>;

const none: Variables = new Map();

/**
 * What compose makes of the variables in a value (Compose specification, "Interpolation"):
 * `${NAME:-default}` and `${NAME-default}` give the default of what is not set, `$$` is a dollar sign.
 * Null where the value hangs on a variable that is not known, is malformed, or takes more than a thousand
 * characters from variables. Linear.
 */
export function interpolate(text: string, variables: Variables = none): string | null {
  if (!text.includes("$")) return text;
  const reader = { text, variables, offset: 0, taken: 0, isGivenUp: false };
  const value = readText(reader, 0);
  return reader.isGivenUp ? null : value;
}

interface Reader {
  readonly text: string;
  readonly variables: Variables;
  offset: number;
  /** Characters of variables in it. */
  taken: number;
  isGivenUp: boolean;
}

const deepestDefault = 50;
/** More than any image name has. Variables made of variables, twice each, would grow without end. */
const mostTaken = 1_000;

/** Reads to the end of the text, or to the `}` that ends the default that we are in. */
function readText(reader: Reader, depth: number): string | null {
  const { text } = reader;
  const parts: (string | null)[] = [];
  let start = reader.offset;
  while (reader.offset < text.length) {
    const character = text[reader.offset];
    if (character === "}" && depth > 0) break;
    if (character !== "$") {
      reader.offset += 1;
      continue;
    }
    parts.push(text.slice(start, reader.offset), readVariable(reader, depth));
    start = reader.offset;
  }
  parts.push(text.slice(start, reader.offset));
  return parts.includes(null) ? null : parts.join("");
}

/** Reads from a `$`. */
function readVariable(reader: Reader, depth: number): string | null {
  const { text, variables } = reader;
  if (text.startsWith("$$", reader.offset)) {
    reader.offset += 2;
    return "$";
  }
  opening.lastIndex = reader.offset;
  const [all, plain, braced, operator = "", end] = opening.exec(text) ?? [];
  if (all === undefined || depth >= deepestDefault) return giveUp(reader);
  reader.offset += all.length;
  const value = variables.get(plain ?? braced ?? "");
  reader.taken += value?.length ?? 0;
  if (reader.taken > mostTaken) return giveUp(reader);
  if (plain !== undefined || end !== undefined) return value ?? null;
  const word = readText(reader, depth + 1);
  if (text[reader.offset] !== "}") return giveUp(reader);
  reader.offset += 1;
  return chosen(operator, value, word);
}

const opening = /\$(?:([A-Za-z_][A-Za-z0-9_]*)|\{([A-Za-z_][A-Za-z0-9_]*)(?:(:?[-?+])|(\})))/y;

function giveUp(reader: Reader): null {
  reader.isGivenUp = true;
  reader.offset = reader.text.length;
  return null;
}

/** @param value undefined where the variable is not set */
function chosen(
  operator: string,
  value: string | null | undefined,
  word: string | null,
): string | null {
  if (value === null) return null;
  const counts = value !== undefined && (value !== "" || !operator.startsWith(":"));
  if (operator.endsWith("-")) return counts ? value : word;
  // Not set, it would be required, or leave nothing: whoever runs compose will have set it.
  if (value === undefined) return null;
  if (operator.endsWith("?")) return counts ? value : null;
  return counts ? word : "";
}
