import { isUtf8 } from "node:buffer";
import type { Document, ReadDocument } from "./document";
import { Fields } from "./fields";
import { field, isList, isObject } from "./jsonFields";
import type { FormatReading } from "./format";
import { readKnown } from "./formats";
import { jsonLimits, readJson, type JsonReading, type JsonValue } from "./json";
import { labelled } from "./labels";
import { Problems } from "./problems";
import { readCycloneDxXml } from "./sbom/cycloneDxXml";
import { isTagValue, readTagValue } from "./sbom/tagValue";
import { readScoutVulnerabilities } from "./scans/scout";
import { summarise } from "./summary";
import { looksLikeXml } from "./xml";

/** What a document came with. It names what nothing is known of, and decides nothing. */
export interface DocumentLabel {
  readonly predicateType?: string | null;
  readonly mediaType?: string | null;
  readonly fileName?: string | null;
}

/**
 * Reads a document of any format that Drydock knows, in JSON, XML or SPDX's tags; its content decides
 * which one that is. Never throws: what cannot be read at all is of kind `other` with a problem that says
 * why. Up to 64 MiB; time and memory are linear.
 */
export function readDocument(bytes: Uint8Array, label: DocumentLabel = {}): ReadDocument {
  const problems = new Problems();
  const reading = looksLikeXml(bytes)
    ? readCycloneDxXml(bytes, problems)
    : (readTags(bytes) ?? readJsonNoting(bytes, problems));
  if (reading.kind === "read") return read(reading.value, label.predicateType ?? null, problems);
  const isAny = looksLikeXml(bytes) || looksLikeJson(bytes);
  const problem = isAny ? reading.problem : "It is neither JSON, nor XML, nor SPDX in tags.";
  return unreadable(problem, label, problems);
}

/** Whether a `ReadDocument` is of a format that is known; what only a label names is. */
export function isKnownFormat(format: string): boolean {
  return format !== unreadableFormat && format !== unknownFormat;
}

const unreadableFormat = "unknown";
const unknownFormat = "Unknown document";

/** Whether there is hope that a text is JSON; a file of another kind should be called that. */
function looksLikeJson(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.subarray(0, 1024)).toString("latin1");
  return /^(?:\xef\xbb\xbf)?\s*(?:[{["\d]|-\d|true|false|null|$)/.test(head);
}

/** As `readDocument`, of a predicate that is already taken out of its statement. */
export function readPredicate(predicate: JsonValue, predicateType: string | null): ReadDocument {
  return read(predicate, predicateType, new Problems());
}

function readTags(bytes: Uint8Array): { kind: "read"; value: JsonValue } | null {
  const head = Buffer.from(bytes.subarray(0, 4096)).toString("utf8");
  if (bytes.length > jsonLimits.bytes || !isTagValue(head) || !isUtf8(bytes)) return null;
  return { kind: "read", value: readTagValue(Buffer.from(bytes).toString("utf8")) };
}

function readJsonNoting(bytes: Uint8Array, problems: Problems): JsonReading {
  const reading = readJson(bytes);
  for (const { name, line } of reading.kind === "read" ? reading.duplicates : [])
    problems.add(`"${name}" is there twice in one object, the second time on line ${line}.`);
  return reading;
}

function read(value: JsonValue, predicateType: string | null, problems: Problems): ReadDocument {
  const reading = readValue(value, problems) ?? readUnknown(value, predicateType);
  const [document, ...also] = reading.documents;
  const expected = labelled(predicateType)?.format ?? null;
  if (expected !== null && !reading.format.startsWith(expected))
    problems.add(`It is labelled ${predicateType}, but its content is not ${expected}.`);
  return { document, also, format: reading.format, problems: problems.sentences };
}

function readValue(value: JsonValue, problems: Problems): FormatReading | null {
  if (typeof value === "string") return readText(value, problems);
  if (isList(value)) return readScoutList(value, problems);
  const wrapped = customData(value);
  if (wrapped !== null) return readText(wrapped, problems);
  return readKnown(new Fields(value, problems));
}

/** cosign puts what is no JSON into a JSON string: SPDX's tags, or a document in JSON or XML once more. */
function readText(text: string, problems: Problems): FormatReading | null {
  if (isTagValue(text)) return readKnown(new Fields(readTagValue(text), problems));
  const bytes = Buffer.from(text);
  const reading = looksLikeXml(bytes) ? readCycloneDxXml(bytes, problems) : readJson(bytes);
  if (reading.kind === "broken" || !isObject(reading.value)) return null;
  return readKnown(new Fields(reading.value, problems));
}

/** The text that `cosign attest --type custom` wraps as `{"Data": …, "Timestamp": …}`. */
function customData(value: JsonValue): string | null {
  const data = field(value, "Data");
  if (typeof data !== "string" || field(value, "Timestamp") === undefined) return null;
  return isObject(value) && Object.keys(value).length === 2 ? data : null;
}

function readScoutList(list: readonly JsonValue[], problems: Problems): FormatReading | null {
  const isScout = list.length > 0 && list.every((one) => isList(field(one, "vulnerabilities")));
  if (!isScout) return null;
  const packages = list.map((one) => new Fields(one, problems));
  const scan = readScoutVulnerabilities(packages);
  return { format: "Scout vulnerabilities", documents: [{ kind: "scan", scan }] };
}

function readUnknown(value: JsonValue, predicateType: string | null): FormatReading {
  const name = labelled(predicateType)?.name ?? predicateType ?? unknownFormat;
  return { format: name, documents: [{ kind: "other", name, summary: summarise(value) }] };
}

function unreadable(problem: string, label: DocumentLabel, problems: Problems): ReadDocument {
  // A file that stands alone comes with an empty media type.
  const name = label.fileName || label.predicateType || label.mediaType || "Unreadable document";
  const document: Document = { kind: "other", name, summary: {} };
  problems.add(problem);
  return { document, also: [], format: unreadableFormat, problems: problems.sentences };
}
