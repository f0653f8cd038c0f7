import type { Document, ReadDocument } from "./document";
import { Fields, isObject } from "./fields";
import { formats, type FormatReading } from "./formats";
import { readJson, type JsonReading, type JsonValue } from "./json";
import { labelled } from "./labels";
import { Problems } from "./problems";
import { readCycloneDxXml } from "./sbom/cycloneDxXml";
import { summarise } from "./summary";
import { looksLikeXml } from "./xml";

/** What a document came with. It names what nothing is known of, and decides nothing. */
export interface DocumentLabel {
  readonly predicateType?: string | null;
  readonly mediaType?: string | null;
  readonly fileName?: string | null;
}

/**
 * Reads a document of any format that Drydock knows; its content decides which one that is. Never throws:
 * what cannot be read at all is of kind `other` with a problem that says why. Time and memory are linear.
 */
export function readDocument(bytes: Uint8Array, label: DocumentLabel = {}): ReadDocument {
  const problems = new Problems();
  const reading = looksLikeXml(bytes)
    ? readCycloneDxXml(bytes, problems)
    : readJsonNoting(bytes, problems);
  if (reading.kind === "broken") return unreadable(reading.problem, label);
  return read(reading.value, label.predicateType ?? null, problems);
}

function readJsonNoting(bytes: Uint8Array, problems: Problems): JsonReading {
  const reading = readJson(bytes);
  for (const { name, line } of reading.kind === "read" ? reading.duplicates : [])
    problems.add(`"${name}" is there twice in one object, the second time on line ${line}.`);
  return reading;
}

/** As `readDocument`, of a predicate that is already taken out of its statement. */
export function readPredicate(predicate: JsonValue, predicateType: string | null): ReadDocument {
  return read(predicate, predicateType, new Problems());
}

function read(value: JsonValue, predicateType: string | null, problems: Problems): ReadDocument {
  const reading = readKnown(value, problems) ?? readUnknown(value, predicateType);
  const [document, ...also] = reading.documents;
  const expected = labelled(predicateType)?.format ?? null;
  if (expected !== null && !reading.format.startsWith(expected))
    problems.add(`It is labelled ${predicateType}, but its content is not ${expected}.`);
  return { document, also, format: reading.format, problems: problems.sentences };
}

function readKnown(value: JsonValue, problems: Problems): FormatReading | null {
  if (!isObject(value)) return null;
  const format = formats.find(({ matches }) => matches(value));
  return format?.read(new Fields(value, problems)) ?? null;
}

function readUnknown(value: JsonValue, predicateType: string | null): FormatReading {
  const name = labelled(predicateType)?.name ?? predicateType ?? "Unknown document";
  return { format: name, documents: [{ kind: "other", name, summary: summarise(value) }] };
}

function unreadable(problem: string, label: DocumentLabel): ReadDocument {
  const name = label.fileName ?? label.predicateType ?? label.mediaType ?? "Unreadable document";
  const document: Document = { kind: "other", name, summary: {} };
  return { document, also: [], format: "unknown", problems: [problem] };
}
