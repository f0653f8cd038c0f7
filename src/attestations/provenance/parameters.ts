import { Fields } from "../fields";
import { isObject } from "../jsonFields";
import type { JsonValue } from "../json";
import type { Provenance } from "./model";

/**
 * Parameters by name, those inside of others with a dot between: `request.args.build-arg:VERSION`.
 * Lists are JSON. Empty objects and lists say nothing and are left out.
 */
export function readParameters(fields: Fields): Provenance["parameters"] {
  const found: { name: string; value: string }[] = [];
  const add = (name: string, value: JsonValue): void => {
    if (isObject(value) && name.length <= longestPrefix) {
      for (const [key, inner] of Object.entries(value)) add(`${name}.${key}`, inner);
    } else if (typeof value === "object" && value !== null) {
      if (Object.keys(value).length > 0) found.push({ name, value: JSON.stringify(value) });
    } else if (value !== null) {
      found.push({ name, value: String(value) });
    }
  };
  for (const [name, value] of fields.entries()) add(name, value);
  return found;
}

/** A long one before each of many names would make much of little. */
const longestPrefix = 200;
