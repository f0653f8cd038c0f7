import { isAscii, isUtf8 } from "node:buffer";
import { checkJson } from "./jsonCheck";
import { countNames, shapeOf } from "./jsonShape";

/** A value of JSON, as `JSON.parse` gives it. */
export type JsonValue =
  null | boolean | number | string | readonly JsonValue[] | { readonly [name: string]: JsonValue };

export interface JsonLimits {
  /** The largest text that is read. */
  readonly bytes: number;
  /** How deep lists and objects may lie in each other. Beyond some thousands writing them overflows the stack. */
  readonly depth: number;
  /** How many lists and objects there may be: empty ones take ten times the memory of their text. */
  readonly containers: number;
}

/** Documents of 60 MB have less than a million lists and objects. */
export const jsonLimits: JsonLimits = {
  bytes: 64 * 1024 * 1024,
  depth: 64,
  containers: 4_000_000,
};

export interface JsonDocument {
  readonly kind: "read";
  readonly value: JsonValue;
  /** Names that are there twice in one object: readers differ in which one counts. 20 at most. */
  readonly duplicates: readonly JsonDuplicate[];
}

export type JsonReading =
  | JsonDocument
  | {
      readonly kind: "broken";
      /** A sentence, with the line where there is one. */
      readonly problem: string;
    };

export interface JsonDuplicate {
  readonly name: string;
  /** Line of the second one, from 1. */
  readonly line: number;
}

/**
 * Reads JSON (RFC 8259) in UTF-8, with or without a byte order mark. Never throws; what is broken, too
 * large or too deep gives a sentence. Of two equal names in one object the value has the last one, as
 * everywhere in JavaScript, and both are told. A name `__proto__` is a name like any other as long as
 * fields are asked for by `jsonFields.ts`. Time and memory are linear in the bytes.
 */
export function readJson(bytes: Uint8Array, limits: JsonLimits = jsonLimits): JsonReading {
  if (bytes.length > limits.bytes) {
    return broken(`The document has ${bytes.length} bytes; up to ${limits.bytes} are read.`);
  }
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const ascii = isAscii(buffer);
  if (!ascii && !isUtf8(buffer)) {
    return broken(`Line ${lineOutsideUtf8(buffer)} is not UTF-8, as JSON has to be.`);
  }
  const start = hasByteOrderMark(buffer) ? 3 : 0;
  // The same text either way; a character for each byte is had in a quarter of the time.
  const text = buffer.toString(ascii ? "latin1" : "utf8", start);
  const { depth, containers, names } = shapeOf(text);
  const value = depth <= limits.depth && containers <= limits.containers ? parse(text) : undefined;
  if (value !== undefined && countNames(value) === names) {
    return { kind: "read", value, duplicates: [] };
  }
  return explain(buffer, start, limits);
}

/** Reads what is not in order, and says why it is not: only then each byte is looked at. */
function explain(buffer: Buffer, start: number, limits: JsonLimits): JsonReading {
  const { fault, duplicates } = checkJson(buffer, start, limits);
  if (fault !== null) {
    const line = lineOf(buffer, fault.offset);
    const column = fault.offset - buffer.subarray(0, fault.offset).lastIndexOf(10);
    return broken(`Line ${line}, byte ${column}: ${fault.what}`);
  }
  return {
    kind: "read",
    value: JSON.parse(buffer.toString("utf8", start)) as JsonValue,
    duplicates: duplicates.map(({ name, offset }) => ({ name, line: lineOf(buffer, offset) })),
  };
}

/** Undefined for what is no JSON. */
function parse(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}

function broken(problem: string): JsonReading {
  return { kind: "broken", problem };
}

function hasByteOrderMark(buffer: Buffer): boolean {
  return buffer[0] === 0xef && buffer[1] === 0xbb && buffer[2] === 0xbf;
}

/** From 1. */
function lineOf(buffer: Buffer, offset: number): number {
  let line = 1;
  for (let end = buffer.indexOf(10); end !== -1 && end < offset; end = buffer.indexOf(10, end + 1))
    line += 1;
  return line;
}

function lineOutsideUtf8(buffer: Buffer): number {
  let line = 1;
  for (let start = 0; ; line += 1) {
    const end = buffer.indexOf(10, start);
    if (end === -1 || !isUtf8(buffer.subarray(start, end))) return line;
    start = end + 1;
  }
}
