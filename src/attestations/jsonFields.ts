import type { JsonValue } from "./json";

/** The value under a name of an object; undefined where it is none, or has no such name of its own. */
export function field(value: JsonValue | undefined, name: string): JsonValue | undefined {
  if (!isObject(value)) return undefined;
  const found = value[name];
  // What is absent is so often that the dearer question, whether it is its own, comes second.
  return found !== undefined && Object.hasOwn(value, name) ? found : undefined;
}

/** The text under a name; null where there is none. */
export function textField(value: JsonValue | undefined, name: string): string | null {
  const found = field(value, name);
  return typeof found === "string" ? found : null;
}

/** The list under a name; empty where there is none. */
export function listField(value: JsonValue | undefined, name: string): readonly JsonValue[] {
  const found = field(value, name);
  return isList(found) ? found : [];
}

export function isObject(
  value: JsonValue | undefined,
): value is { readonly [name: string]: JsonValue } {
  return typeof value === "object" && value !== null && !isList(value);
}

export function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}
