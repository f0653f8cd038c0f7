import { isObject } from "./fields";
import type { JsonValue } from "./json";

/**
 * A few facts of a document whose format is not known: its fields that are text, numbers or truth
 * values, and how many things are in the others. 12 at most, each cut to 200 characters.
 */
export function summarise(value: JsonValue): Record<string, string> {
  if (!isObject(value)) return Object.fromEntries([["content", describe(value)]]);
  const entries = Object.entries(value).slice(0, mostFacts);
  return Object.fromEntries(entries.map(([name, inner]) => [cut(name), describe(inner)]));
}

function describe(value: JsonValue): string {
  if (Array.isArray(value)) return count(value.length, "item");
  if (isObject(value)) return count(Object.keys(value).length, "field");
  return cut(String(value));
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

function cut(text: string): string {
  return text.length <= mostCharacters ? text : `${text.slice(0, mostCharacters)}…`;
}

const mostFacts = 12;
const mostCharacters = 200;
