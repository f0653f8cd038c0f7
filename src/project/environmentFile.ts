import { interpolate, type Variables } from "./interpolation";

/**
 * Reads the variables of a `.env` file (Compose documentation, "Syntax for environment files"; the details
 * as in compose-go e70e961). Whoever runs compose may have set others, which win. Null: a name without a
 * value, which the environment gives, or a value that hangs on a variable that is not known. Reading ends
 * where compose would refuse the file. Never throws; linear in the text.
 */
export function readEnvironmentFile(text: string): Variables {
  const variables = new Map<string, string | null>();
  let offset = text.startsWith("\uFEFF") ? 1 : 0;
  while (offset < text.length) {
    statement.lastIndex = offset;
    const [all, , name, mark] = statement.exec(text) ?? [];
    if (all === undefined) break;
    offset += all.length;
    if (name === undefined) continue;
    if (mark === undefined) {
      variables.set(name, null);
      continue;
    }
    const value = readValue(text, offset);
    if (value === null) break;
    variables.set(name, value.isLiteral ? value.text : interpolate(value.text, variables));
    offset = value.end;
  }
  return variables;
}

/** Blank space, a comment, or a name with what parts it from its value; of a line the first part that is one. */
const statement =
  /\s+|#[^\n]*|(export[\t\v\f\r \x85\xa0]+)?([\p{L}\p{N}_.[\]-]+)[\t\v\f\r \x85\xa0]*(?:([=:])[\t\v\f\r \x85\xa0]*|$)/muy;

interface Value {
  readonly text: string;
  /** Variables in it are text. */
  readonly isLiteral: boolean;
  readonly end: number;
}

/** Null where a quote has no end. */
function readValue(text: string, start: number): Value | null {
  const quote = text[start];
  if (quote === '"' || quote === "'") return readQuoted(text, start, quote);
  const lineEnd = text.indexOf("\n", start);
  const end = lineEnd === -1 ? text.length : lineEnd;
  const [value = ""] = text.slice(start, end).split(" #", 1);
  return { text: value.trimEnd(), isLiteral: false, end };
}

function readQuoted(text: string, start: number, quote: '"' | "'"): Value | null {
  const isLiteral = quote === "'";
  const parts: string[] = [];
  for (let offset = start + 1; offset < text.length; offset += 1) {
    const character = text.charAt(offset);
    if (character === quote) return { text: parts.join(""), isLiteral, end: offset + 1 };
    if (character !== "\\") {
      parts.push(character);
      continue;
    }
    const next = text.charAt(offset + 1);
    offset += 1;
    if (next === quote) parts.push(next);
    else parts.push(isLiteral ? `\\${next}` : (escapes[next] ?? `\\${next}`));
  }
  return null;
}

/** Those that parts of an image name could be made of, and the usual ones. A `$` stays one. */
const escapes: Readonly<Record<string, string>> = {
  "\\": "\\",
  $: "$$",
  n: "\n",
  r: "\r",
  t: "\t",
};
