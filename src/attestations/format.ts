import type { Document } from "./document";
import type { Fields, JsonObject } from "./fields";
import { field, isList, isObject, textField } from "./jsonFields";

export interface FormatReading {
  /** `SPDX 2.3`. */
  readonly format: string;
  /** The first is what the document mainly is; never empty. */
  readonly documents: readonly [Document, ...Document[]];
}

/** A format that is a JSON object. */
export interface Format {
  /** By fields that its specification demands and no other format has. */
  matches(value: JsonObject): boolean;
  /** Null where a closer look shows that it is another format after all. */
  read(document: Fields): FormatReading | null;
}

type Value = Fields["value"];

/** The field where it is text, else an empty one. */
export function textIn(value: Value, name: string): string {
  return textField(value, name) ?? "";
}

export function hasObject(value: Value, name: string): boolean {
  return isObject(field(value, name));
}

export function hasList(value: Value, name: string): boolean {
  return isList(field(value, name));
}
