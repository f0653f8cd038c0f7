import {
  backslash,
  closingBrace,
  closingBracket,
  colon,
  openingBrace,
  openingBracket,
  quote,
} from "./jsonCharacters";
import { isList, isObject } from "./jsonFields";
import type { JsonValue } from "./json";

/** What can be counted of a text of JSON without building its value. Of a text that is none it means nothing. */
export interface JsonShape {
  /** How deep lists and objects lie in each other. */
  readonly depth: number;
  /** How many lists and objects there are. */
  readonly containers: number;
  /** How many names there are before values, with one that is in its object twice counted twice. */
  readonly names: number;
}

/**
 * Counts in one pass. Up to where a text breaks, if it does, lists, objects and names are counted as `JSON.parse`
 * will meet them, so that what it may be given can be limited before.
 */
export function shapeOf(text: string): JsonShape {
  let open = 0;
  let depth = 0;
  let containers = 0;
  let names = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === quote) at = closingQuote(text, at);
    else if (code === colon) names += 1;
    else if (code === openingBrace || code === openingBracket) {
      containers += 1;
      open += 1;
      if (open > depth) depth = open;
    } else if (code === closingBrace || code === closingBracket) open -= 1;
  }
  return { depth, containers, names };
}

/**
 * How many names the objects in a value have: less than its text had before `JSON.parse` where one of them was there
 * twice in an object. Calls itself as deep as the value is.
 */
export function countNames(value: JsonValue): number {
  if (isList(value)) {
    let count = 0;
    for (const one of value) if (typeof one === "object") count += countNames(one);
    return count;
  }
  if (!isObject(value)) return 0;
  let count = 0;
  // Of what `JSON.parse` makes all names are its own; a list of them for each object would take half of the time.
  for (const name in value) {
    count += 1;
    const one = value[name];
    if (typeof one === "object") count += countNames(one);
  }
  return count;
}

/** The end of the text where there is none. */
function closingQuote(text: string, opening: number): number {
  for (let at = opening; ;) {
    at = text.indexOf('"', at + 1);
    if (at === -1) return text.length;
    let before = at - 1;
    while (text.charCodeAt(before) === backslash) before -= 1;
    // Backslashes in pairs stand for themselves.
    if ((at - before) % 2 === 1) return at;
  }
}
