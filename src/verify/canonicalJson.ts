import type { JsonValue } from "../attestations/json";

/**
 * The canonical form of JSON that TUF signs (OLPC's: names sorted, no space, only `"` and `\` escaped in texts).
 * Null for numbers with a fraction, which it does not have. The value is at most as deep as `readJson` allows.
 */
export function canonicalJson(value: JsonValue): string | null {
  if (typeof value === "number") return Number.isSafeInteger(value) ? String(value) : null;
  if (typeof value === "string") return quoted(value);
  if (typeof value !== "object" || value === null) return String(value);
  const parts = isArray(value)
    ? value.map(canonicalJson)
    : Object.entries(value)
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .map(([name, each]) => {
          const text = canonicalJson(each);
          return text === null ? null : `${quoted(name)}:${text}`;
        });
  if (parts.includes(null)) return null;
  return isArray(value) ? `[${parts.join(",")}]` : `{${parts.join(",")}}`;
}

function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, "\\$&")}"`;
}

function isArray(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
