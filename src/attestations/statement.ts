import type { Statement, Subject } from "./document";
import { readJson, type JsonValue } from "./json";
import { field, isObject, listField, textField } from "./jsonFields";

export type StatementReading =
  | {
      readonly kind: "statement";
      readonly statement: Statement;
      /** Sentences on what makes it ambiguous: names that are there twice, so that two readers read two statements. */
      readonly ambiguities: readonly string[];
    }
  | { readonly kind: "problem"; readonly problem: string };

/** Reads the bytes of an in-toto Statement, version 0.1 or 1 (in-toto/attestation, spec). Never throws. */
export function readStatement(bytes: Uint8Array): StatementReading {
  const reading = readJson(bytes);
  if (reading.kind === "broken") return { kind: "problem", problem: reading.problem };
  const statement = toStatement(reading.value);
  if (statement === null) {
    return { kind: "problem", problem: "It is not an in-toto Statement of version 0.1 or 1." };
  }
  return {
    kind: "statement",
    statement,
    ambiguities: reading.duplicates.map(
      ({ name, line }) => `The name "${name}" is there twice in one object, on line ${line} again.`,
    ),
  };
}

/** A Statement from a parsed value; null for what is none. Subjects without a digest are kept: they match nothing. */
export function toStatement(value: JsonValue): Statement | null {
  const version = versions.get(textField(value, "_type") ?? "");
  const predicateType = textField(value, "predicateType");
  if (version === undefined || predicateType === null) return null;
  return {
    version,
    subjects: listField(value, "subject").map(toSubject),
    predicateType,
    predicate: field(value, "predicate") ?? null,
  };
}

const versions: ReadonlyMap<string, Statement["version"]> = new Map([
  ["https://in-toto.io/Statement/v0.1", "0.1"],
  ["https://in-toto.io/Statement/v1", "1"],
]);

function toSubject(value: JsonValue): Subject {
  const digest = field(value, "digest");
  const entries = isObject(digest) ? Object.entries(digest) : [];
  return {
    name: textField(value, "name"),
    digests: new Map(
      entries.filter((entry): entry is [string, string] => typeof entry[1] === "string"),
    ),
  };
}
