import { readPattern, replace, trimEnd, trimStart } from "./glob";
import type { Expansion } from "./model";

/** Stands for a value that only the build can tell. */
export const unknownValue: unique symbol = Symbol("unknown");

/** What a variable holds: text, nothing (`undefined`), or something that can't be known from the file. */
export type VariableValue = string | undefined | typeof unknownValue;
export type Lookup = (name: string) => VariableValue;

const nothingSet: Lookup = () => undefined;
/** Values beyond this are not matched against patterns: nobody writes them, and matching multiplies. */
const maximumPatternValue = 16_384;
/** Beyond this an expansion is unknown: each line may double the last, and twenty-five make a gigabyte. */
const maximumLength = 4_096;
/** Far beyond what people nest, and far below what the stack holds. */
const maximumNesting = 64;

/**
 * Expands a word as BuildKit does for FROM, ARG, ENV, USER and the like: quotes and escapes are
 * removed, `$name` and `${name…}` with every modifier of BuildKit replaced, spaces kept.
 *
 * @param word the text as written, continuation lines joined
 * @param escape the file's escape character
 * @returns the text; "unknown" where a variable that takes part is unknown, or where variables make it
 *   longer than 4,096 characters; "error" where BuildKit
 *   refuses the word (unclosed quote or brace, unknown modifier, `:?` on an unset name).
 * Source: moby/buildkit frontend/dockerfile/shell/lex.go, behaviour re-made and tested against it.
 */
export function expandWord(word: string, escape: string, lookup: Lookup): Expansion {
  if (!/[$'"\\`<]/.test(word)) return { kind: "value", value: word };
  const lexer = new Lexer(word, escape, lookup, false);
  try {
    const value = lexer.process(null, false).text;
    return lexer.touchedUnknown ? { kind: "unknown" } : { kind: "value", value };
  } catch (error) {
    if (error instanceof ExpansionError) return { kind: "error", message: error.message };
    if (error instanceof TooLong) return { kind: "unknown" };
    throw error;
  }
}

/**
 * Splits a line into words with quotes and escapes kept and variables left alone, for finding
 * heredocs. An unclosed quote gives no words, as in BuildKit.
 */
export function rawWords(line: string): readonly string[] {
  return words(line, true, true);
}

/** The same with quotes removed (`keepQuotes` false) or kept; null where a quote is not closed. */
export function heredocWords(text: string, keepQuotes: boolean): readonly string[] {
  return words(text, keepQuotes, false);
}

function words(line: string, keepQuotes: boolean, keepEscapes: boolean): readonly string[] {
  const lexer = new Lexer(line, "\\", nothingSet, keepQuotes, true);
  try {
    return lexer.process(null, keepEscapes).words;
  } catch (error) {
    if (error instanceof ExpansionError) return [];
    throw error;
  }
}

class ExpansionError extends Error {}
class TooLong extends Error {}

const isSpace = (character: string) => /[\s\u0085]/.test(character) && character !== "\ufeff";
const isDigit = (character: string) => /\p{Nd}/u.test(character);
const isNameCharacter = (character: string) => /[\p{L}\p{Nd}_]/u.test(character);
const specialParameters = "@*#?-$!0";

class Lexer {
  touchedUnknown = false;
  private readonly characters: readonly string[];
  private position = 0;
  private keepEscapes = false;
  private nesting = 0;

  constructor(
    text: string,
    private readonly escape: string,
    private readonly lookup: Lookup,
    private readonly keepQuotes: boolean,
    private readonly skipUnset = false,
  ) {
    this.characters = Array.from(text);
  }

  /** Reads up to `stop` (or the end for null) and gives the text and, split at unquoted spaces, the words. */
  process(stop: string | null, keepEscapes: boolean): { text: string; words: string[] } {
    if (++this.nesting > maximumNesting) throw new ExpansionError("it is nested too deeply");
    const before = this.keepEscapes;
    this.keepEscapes = keepEscapes;
    let text = "";
    const collected: string[] = [];
    let word = "";
    let inWord = false;
    const add = (piece: string, split: boolean) => {
      // Only the search for heredocs wants words, and it sets no variables.
      if (!this.skipUnset) return;
      if (!split) {
        word += piece;
        inWord = true;
        return;
      }
      for (const character of piece) {
        if (!isSpace(character)) {
          word += character;
          inWord = true;
        } else if (inWord && word !== "") {
          collected.push(word);
          word = "";
          inWord = false;
        }
      }
    };
    const finish = () => {
      if (word !== "") collected.push(word);
      this.keepEscapes = before;
      this.nesting--;
      return { text, words: collected };
    };
    for (let character = this.peek(); character !== null; character = this.peek()) {
      if (character === stop) {
        this.position++;
        return finish();
      }
      if (character === "$" || character === "<" || character === "'" || character === '"') {
        const piece = this.special(character);
        text += piece;
        if (character === "$" && text.length > maximumLength && !this.skipUnset)
          throw new TooLong();
        add(piece, character === "$");
        continue;
      }
      this.position++;
      if (character !== this.escape) {
        text += character;
        add(character, true);
        continue;
      }
      if (this.keepEscapes) {
        text += character;
        add(character, false);
      }
      const escaped = this.next();
      if (escaped === null) break;
      text += escaped;
      add(escaped, false);
    }
    if (stop !== null) throw new ExpansionError(`${stop} is missing`);
    return finish();
  }

  private peek(): string | null {
    return this.characters[this.position] ?? null;
  }

  private next(): string | null {
    return this.characters[this.position++] ?? null;
  }

  private special(character: string): string {
    if (character === "$") return this.dollar();
    if (character === "'") return this.singleQuoted();
    if (character === '"') return this.doubleQuoted();
    return this.possibleHeredoc();
  }

  private singleQuoted(): string {
    let text = this.keepQuotes ? "'" : "";
    this.position++;
    for (;;) {
      const character = this.next();
      if (character === null) throw new ExpansionError("a single quote is not closed");
      if (character === "'") return this.keepQuotes ? text + character : text;
      text += character;
    }
  }

  private doubleQuoted(): string {
    let text = this.keepQuotes ? '"' : "";
    this.position++;
    for (;;) {
      const character = this.peek();
      if (character === null) throw new ExpansionError("a double quote is not closed");
      if (character === "$") {
        text += this.dollar();
        if (text.length > maximumLength && !this.skipUnset) throw new TooLong();
        continue;
      }
      this.position++;
      if (character === '"') return this.keepQuotes ? text + character : text;
      if (character !== this.escape) {
        text += character;
        continue;
      }
      if (this.keepEscapes) text += character;
      const escaped = this.peek();
      if (escaped === null) continue;
      if (escaped === '"' || escaped === "$" || escaped === this.escape) {
        this.position++;
        text += escaped;
      } else text += character;
    }
  }

  private possibleHeredoc(): string {
    this.position++;
    if (this.peek() !== "<") return "<";
    this.position++;
    let text = "<<";
    for (
      let next = this.peek();
      next === " " || next === "\t" || next === "\r";
      next = this.peek()
    ) {
      text += next;
      this.position++;
    }
    return text;
  }

  private name(): string {
    const first = this.peek();
    if (first === null) return "";
    let name = "";
    const isPart = isDigit(first) ? isDigit : isNameCharacter;
    if (!isDigit(first) && specialParameters.includes(first)) {
      this.position++;
      return first;
    }
    for (let next = this.peek(); next !== null && isPart(next); next = this.peek()) {
      name += next;
      this.position++;
    }
    return name;
  }

  private variable(name: string): string | undefined {
    const value = this.lookup(name);
    if (value !== unknownValue) return value;
    this.touchedUnknown = true;
    return "";
  }

  private dollar(): string {
    this.position++;
    if (this.peek() !== "{") {
      const name = this.name();
      if (name === "") return "$";
      return this.variable(name) ?? (this.skipUnset ? `$${name}` : "");
    }
    this.position++;
    const first = this.peek();
    if (first === null) throw new ExpansionError("} is missing");
    if (first === "{" || first === "}" || first === ":")
      throw new ExpansionError("bad substitution");
    const name = this.name();
    const operator = this.next();
    if (operator === null) throw new ExpansionError("} is missing");
    if (operator === "}") return this.variable(name) ?? (this.skipUnset ? `\${${name}}` : "");
    if (operator === "/") return this.replacement(name);
    const emptyIsUnset = operator === ":";
    const modifier = emptyIsUnset ? this.next() : operator;
    if (
      modifier === null ||
      !"+-?#%".includes(modifier) ||
      (emptyIsUnset && "#%".includes(modifier))
    )
      throw new ExpansionError(
        `the modifier ${operator}${emptyIsUnset ? (modifier ?? "") : ""} is not known`,
      );
    return this.modified(name, modifier, emptyIsUnset);
  }

  private modified(name: string, modifier: string, emptyIsUnset: boolean): string {
    const isPattern = modifier === "#" || modifier === "%";
    const unknownBefore = this.touchedUnknown;
    const word = this.process("}", isPattern).text;
    const unknownInWord = this.touchedUnknown && !unknownBefore;
    const value = this.lookup(name);
    if (value === unknownValue) {
      this.touchedUnknown = true;
      return "";
    }
    if (this.skipUnset && value === undefined)
      return `\${${name}${emptyIsUnset ? ":" : ""}${modifier}${word}}`;
    const isUnset = value === undefined || (emptyIsUnset && value === "");
    // A default that is not used does not make the result unknown.
    const usesWord = isPattern || (modifier === "+" ? !isUnset : isUnset);
    if (unknownInWord && !usesWord) this.touchedUnknown = false;
    if (modifier === "-") return isUnset ? word : value;
    if (modifier === "+") return isUnset ? "" : word;
    if (modifier === "?") {
      if (isUnset) throw new ExpansionError(`${name}: ${word || "must be set"}`);
      return value;
    }
    return this.trimmed(value ?? "", word, modifier);
  }

  private trimmed(value: string, word: string, modifier: string): string {
    const greedy = word.startsWith(modifier);
    const tokens = readPattern(greedy ? word.slice(1) : word);
    if (tokens === null) throw new ExpansionError(`the pattern ${word} is not valid`);
    if (this.isTooLong(value)) return "";
    return modifier === "#" ? trimStart(tokens, value, greedy) : trimEnd(tokens, value, greedy);
  }

  private replacement(name: string): string {
    const all = this.peek() === "/";
    if (all) this.position++;
    const pattern = this.process("/", true).text;
    const text = this.process("}", true).text;
    const value = this.variable(name);
    if (this.skipUnset && value === undefined) return `\${${name}/${pattern}/${text}}`;
    const tokens = readPattern(pattern);
    if (tokens === null) throw new ExpansionError(`the pattern ${pattern} is not valid`);
    if (this.isTooLong(value ?? "")) return "";
    // BuildKit hands the text to a regular expression's template when it replaces all, where $1 is a group.
    const inserted = all
      ? text.replace(/\$(\$|\{\w+\}|\w+)/g, (_, group: string) => (group === "$" ? "$" : ""))
      : text;
    return replace(tokens, value ?? "", inserted, all);
  }

  private isTooLong(value: string): boolean {
    if (value.length <= maximumPatternValue) return false;
    this.touchedUnknown = true;
    return true;
  }
}
