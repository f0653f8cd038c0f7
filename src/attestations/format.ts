import type { Document } from "./document";
import { isList, isObject, ownField, type Fields, type JsonObject } from "./fields";

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
  const field = ownField(value, name);
  return typeof field === "string" ? field : "";
}

export function hasObject(value: Value, name: string): boolean {
  return isObject(ownField(value, name));
}

export function hasList(value: Value, name: string): boolean {
  return isList(ownField(value, name));
}
