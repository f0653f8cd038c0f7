import type { JsonValue } from "./json";
import { field, isList, isObject } from "./jsonFields";
import type { Problems } from "./problems";

export type JsonObject = Readonly<Record<string, JsonValue>>;

/**
 * A value of a document, asked for what a format says is in it. What is absent or null is null, or
 * empty; what has another type is too, and is a problem.
 */
export class Fields {
  constructor(
    readonly value: JsonValue | undefined,
    readonly problems: Problems,
  ) {}

  has(name: string): boolean {
    return field(this.value, name) !== undefined;
  }

  raw(name: string): JsonValue | undefined {
    return field(this.value, name);
  }

  text(name: string): string | null {
    const value = this.raw(name);
    if (typeof value === "string") return value;
    this.expect(value, name, "text");
    return null;
  }

  /** As `text`, with null for an empty one. */
  word(name: string): string | null {
    return this.text(name) || null;
  }

  /** Text, or a number or truth value as text: formats waver in how they write versions. */
  scalar(name: string): string | null {
    const value = this.raw(name);
    if (typeof value === "number" || typeof value === "boolean") return String(value);
    return this.text(name);
  }

  number(name: string): number | null {
    const value = this.raw(name);
    if (typeof value === "number") return value;
    this.expect(value, name, "a number");
    return null;
  }

  flag(name: string): boolean | null {
    const value = this.raw(name);
    if (typeof value === "boolean") return value;
    this.expect(value, name, "true or false");
    return null;
  }

  at(name: string): Fields {
    const value = this.raw(name);
    if (isObject(value)) return new Fields(value, this.problems);
    this.expect(value, name, "an object");
    return new Fields(undefined, this.problems);
  }

  list(name: string): readonly JsonValue[] {
    const value = this.raw(name);
    if (isList(value)) return value;
    this.expect(value, name, "a list");
    return [];
  }

  /** The objects of a list; what else is in it is a problem. */
  objects(name: string): Fields[] {
    const found: Fields[] = [];
    this.eachObject(name, (one) => found.push(one));
    return found;
  }

  /** The same, one by one: of long lists nothing has to be kept. */
  eachObject(name: string, take: (one: Fields) => void): void {
    for (const value of this.list(name)) {
      if (isObject(value)) take(new Fields(value, this.problems));
      else this.problems.add(notAnObject(name));
    }
  }

  /** The first object of a list that is looked for, null where there is none; as `objects`, at the cost of one. */
  first(name: string, isIt: (value: JsonValue) => boolean): Fields | null {
    let found: Fields | null = null;
    for (const value of this.list(name)) {
      if (!isObject(value)) this.problems.add(notAnObject(name));
      else if (found === null && isIt(value)) found = new Fields(value, this.problems);
    }
    return found;
  }

  /** The texts of a list; what else is in it is a problem. */
  texts(name: string): string[] {
    const found: string[] = [];
    for (const value of this.list(name)) {
      if (typeof value === "string") found.push(value);
      else this.problems.add(`"${name}" lists something that is not text.`);
    }
    return found;
  }

  entries(): [string, JsonValue][] {
    return isObject(this.value) ? Object.entries(this.value) : [];
  }

  /** The fields that are text, such as digests by algorithm. */
  textEntries(): Map<string, string> {
    const found = new Map<string, string>();
    for (const [name, value] of this.entries()) {
      if (typeof value === "string") found.set(name, value);
      else this.problems.add(`"${name}" is not text.`);
    }
    return found;
  }

  private expect(value: JsonValue | undefined, name: string, type: string): void {
    if (value !== undefined && value !== null) this.problems.add(`"${name}" is not ${type}.`);
  }
}

function notAnObject(name: string): string {
  return `"${name}" lists something that is not an object.`;
}
