import { isObject } from "./jsonFields";
import type { JsonValue } from "./json";
import { shorten } from "./problems";

/**
 * A few facts of a document whose format is not known: its fields that are text, numbers or truth
 * values, those of objects in it with a dot between, and how many things are in the others. 12 at most,
 * each cut to 200 characters.
 */
export function summarise(value: JsonValue): Record<string, string> {
  if (!isObject(value)) return Object.fromEntries([["content", describe(value)]]);
  const facts = Object.entries(value).slice(0, mostFacts).flatMap(factsOf).slice(0, mostFacts);
  return Object.fromEntries(facts.map(([name, one]) => [cut(name), describe(one)]));
}

function factsOf([name, value]: [string, JsonValue]): [string, JsonValue][] {
  if (!isObject(value)) return [[name, value]];
  const parts = Object.entries(value).slice(0, mostFacts);
  return parts.map(([part, one]) => [`${cut(name)}.${part}`, one]);
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
  return shorten(text, mostCharacters);
}

const mostFacts = 12;
const mostCharacters = 200;
