import type { JsonValue } from "../json";

/** Whether a text is SPDX 2 in its tag-value form: its first tag is the version. */
export function isTagValue(text: string): boolean {
  return /^\ufeff?(?:[ \t]*(?:#[^\n]*)?\r?\n)*[ \t]*SPDXVersion:/.test(text.slice(0, 4096));
}

/**
 * Turns SPDX 2.2 and 2.3 in tag-value form (annex I of SPDX 2.3) into what the same document is in JSON,
 * as far as Drydock looks at it. Tags that it does not know are passed over. One pass over the lines.
 */
export function readTagValue(text: string): JsonValue {
  const document: Building = {};
  const creation: Building = {};
  const creators: string[] = [];
  const packages: Building[] = [];
  const relationships: Building[] = [];
  let files = 0;
  /** What the tags are about: the document, a package, or a file, which is only counted. */
  let about: Building | null = document;

  for (const [tag, value] of tags(text)) {
    if (tag === "PackageName") {
      about = { name: value, externalRefs: [], checksums: [] };
      packages.push(about);
    } else if (tag === "FileName") {
      files += 1;
      about = null;
    } else if (tag === "Creator") creators.push(value);
    else if (tag === "Created") creation["created"] = value;
    else if (tag === "Relationship") {
      const [from = "", type = "", to = ""] = value.split(/\s+/);
      relationships.push({ spdxElementId: from, relationshipType: type, relatedSpdxElement: to });
    } else if (about !== null) addTag(about, tag, value);
  }
  return {
    ...document,
    creationInfo: { ...creation, creators },
    packages,
    files: Array<null>(files).fill(null),
    relationships,
  };
}

type Building = Record<string, JsonValue>;

function addTag(about: Building, tag: string, value: string): void {
  const field = fields.get(tag);
  const { externalRefs, checksums } = about;
  if (field !== undefined) about[field] = value;
  else if (tag === "ExternalRef" && isGrowing(externalRefs)) {
    const [category = "", type = "", locator = ""] = value.split(/\s+/);
    externalRefs.push({
      referenceCategory: category,
      referenceType: type,
      referenceLocator: locator,
    });
  } else if (tag === "PackageChecksum" && isGrowing(checksums)) {
    const colon = value.indexOf(":");
    checksums.push({
      algorithm: value.slice(0, colon).trim(),
      checksumValue: value.slice(colon + 1).trim(),
    });
  }
}

function isGrowing(value: JsonValue | undefined): value is JsonValue[] {
  return Array.isArray(value);
}

const fields: ReadonlyMap<string, string> = new Map([
  ["SPDXVersion", "spdxVersion"],
  ["DocumentName", "name"],
  ["SPDXID", "SPDXID"],
  ["PackageVersion", "versionInfo"],
  ["PackageSupplier", "supplier"],
  ["PackageOriginator", "originator"],
  ["PackageLicenseConcluded", "licenseConcluded"],
  ["PackageLicenseDeclared", "licenseDeclared"],
  ["PackageSourceInfo", "sourceInfo"],
  ["PrimaryPackagePurpose", "primaryPackagePurpose"],
]);

/** `Tag: value` for each line; a value in `<text>` goes over several. */
function* tags(text: string): Generator<[tag: string, value: string]> {
  const opening = "<text>";
  const closing = "</text>";
  for (let next = text.startsWith("\ufeff") ? 1 : 0; next < text.length;) {
    const start = next;
    const end = text.indexOf("\n", start);
    const line = text.slice(start, end === -1 ? text.length : end);
    const colon = line.indexOf(":");
    const value = line.slice(colon + 1).trim();
    next = start + line.length + 1;
    if (colon === -1 || line.trimStart().startsWith("#")) continue;
    const tag = line.slice(0, colon).trim();
    if (!value.startsWith(opening)) {
      yield [tag, value];
      continue;
    }
    const from = text.indexOf(opening, start + colon) + opening.length;
    const to = text.indexOf(closing, from);
    if (to === -1) {
      yield [tag, text.slice(from)];
      return;
    }
    yield [tag, text.slice(from, to)];
    const after = text.indexOf("\n", to);
    next = after === -1 ? text.length : after + 1;
  }
}
