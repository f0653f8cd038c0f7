import { RegistryError } from "./errors";

/** What a registry's documents need at most; deeper ones are made to break readers. */
const maximumDepth = 32;

/**
 * The JSON object in some bytes. Stricter than JSON.parse where two readers could differ: bytes that are
 * no UTF-8, a name that stands twice in an object, nesting over 32. Takes linear time.
 * @param where what the bytes are, for the message
 * @throws RegistryError `malformed`
 */
export function readJsonObject(bytes: Uint8Array, where: string): ReadonlyMap<string, unknown> {
  let value: unknown;
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    checkShape(text);
    value = JSON.parse(text);
  } catch (cause) {
    const reason = cause instanceof ShapeError ? cause.message : "it is no JSON text";
    throw new RegistryError("malformed", `${where} can't be read: ${reason}`, { cause });
  }
  const fields = objectFields(value);
  if (fields === null)
    throw new RegistryError("malformed", `${where} can't be read: it is no object`);
  return fields;
}

/** The fields of an object, null for all else. A map, so that `__proto__` is a name like any other. */
export function objectFields(value: unknown): ReadonlyMap<string, unknown> | null {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  return new Map(Object.entries(value));
}

export function stringOr<T>(value: unknown, otherwise: T): string | T {
  return typeof value === "string" ? value : otherwise;
}

/** The elements of an array; none for null, which Go writes for an empty one. */
export function elements(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

class ShapeError extends Error {}

/** Before JSON.parse, which takes nesting of any depth and keeps the last of two equal names. */
function checkShape(text: string): void {
  // The names of each object that is open so far; null for an array.
  const open: (Set<string> | null)[] = [];
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === "{" || character === "[") {
      if (open.push(character === "{" ? new Set() : null) > maximumDepth)
        throw new ShapeError(`it is nested over ${maximumDepth} deep`);
    } else if (character === "}" || character === "]") open.pop();
    else if (character === '"') {
      const end = stringEnd(text, at + 1);
      const names = open.at(-1);
      if (names !== undefined && names !== null && isName(text, end)) {
        const name = String(JSON.parse(text.slice(at, end + 1)));
        if (names.has(name)) throw new ShapeError(`${JSON.stringify(name)} stands in it twice`);
        names.add(name);
      }
      at = end;
    }
  }
}

/** The offset of the closing quote; the end of the text where there is none. */
function stringEnd(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === '"') return at;
  }
  return text.length;
}

function isName(text: string, end: number): boolean {
  let at = end + 1;
  while (at < text.length && " \t\r\n".includes(text[at] ?? "")) at++;
  return text[at] === ":";
}
