import Ajv, { type ErrorObject, type ValidateFunction } from "ajv";
import addFormats from "ajv-formats";
import { field } from "../jsonFields";
import { readJson } from "../json";

export type Validation =
  | { readonly kind: "valid"; readonly version: string }
  /** At least one sentence. */
  | { readonly kind: "invalid"; readonly version: string; readonly problems: readonly string[] }
  /** It is no CycloneDX, or of a version that has no schema for JSON: the sentence says which. */
  | { readonly kind: "unchecked"; readonly problem: string };

/** Gives the JSON text of a schema file of `@cyclonedx/cyclonedx-library`: `bom-1.6.SNAPSHOT.schema.json`. */
export type ReadSchema = (file: string) => Promise<string>;

/**
 * Checks CycloneDX 1.2 to 1.7 in JSON against the schemas of its specification, which
 * `@cyclonedx/cyclonedx-library` ships; for 1.2 and 1.3 their strict variants. It is given the same as the
 * library's own validator but for two things: it does not read files itself, and it compares the items of
 * a list that has to be without repetition in linear time; the library needs minutes for 50,000 components.
 */
export function createValidator(
  readSchema: ReadSchema,
): (bytes: Uint8Array) => Promise<Validation> {
  const compiled = new Map<string, Promise<ValidateFunction>>();
  return async (bytes) => {
    const reading = readJson(bytes);
    if (reading.kind === "broken") return { kind: "unchecked", problem: reading.problem };
    const { value } = reading;
    const written = field(value, "specVersion");
    if (written === undefined && field(value, "bomFormat") === undefined)
      return { kind: "unchecked", problem: "It is not CycloneDX in JSON." };
    const version = typeof written === "string" ? written : "";
    const file = schemaFiles.get(version);
    if (file === undefined)
      return { kind: "unchecked", problem: "Its version is not one of CycloneDX 1.2 to 1.7." };
    const known = compiled.get(file);
    const compiling = known ?? compile(file, readSchema);
    if (known === undefined) compiled.set(file, compiling);
    const validate = await compiling;
    if (validate(value)) return { kind: "valid", version };
    return { kind: "invalid", version, problems: toSentences(validate.errors ?? []) };
  };
}

const schemaFiles: ReadonlyMap<string, string> = new Map([
  ["1.2", "bom-1.2-strict.SNAPSHOT.schema.json"],
  ["1.3", "bom-1.3-strict.SNAPSHOT.schema.json"],
  ["1.4", "bom-1.4.SNAPSHOT.schema.json"],
  ["1.5", "bom-1.5.SNAPSHOT.schema.json"],
  ["1.6", "bom-1.6.SNAPSHOT.schema.json"],
  ["1.7", "bom-1.7.SNAPSHOT.schema.json"],
]);

const sharedFiles = [
  "spdx.SNAPSHOT.schema.json",
  "cryptography-defs.SNAPSHOT.schema.json",
  "jsf-0.82.SNAPSHOT.schema.json",
] as const;

/** The schema files that a validator may ask for: what has to ship. */
export const schemaFileNames: readonly string[] = [...schemaFiles.values(), ...sharedFiles];

async function compile(file: string, readSchema: ReadSchema): Promise<ValidateFunction> {
  const [schema, ...shared] = await Promise.all(
    [file, ...sharedFiles].map(async (name) => toSchema(await readSchema(name), name)),
  );
  const ajv = new Ajv({ strict: false, addUsedSchema: false });
  addFormats(ajv);
  ajv.addFormat("iri-reference", true);
  ajv.addFormat("idn-email", isEmail);
  ajv.removeKeyword("uniqueItems");
  ajv.addKeyword({ keyword: "uniqueItems", type: "array", validate: hasUniqueItems });
  sharedFiles.forEach((name, place) =>
    ajv.addSchema(shared[place] ?? {}, `http://cyclonedx.org/schema/${name}`),
  );
  return ajv.compile(schema ?? {});
}

/** What it says where it is broken is a defect of the package, not of the document. */
function toSchema(text: string, name: string): object {
  const schema: unknown = JSON.parse(text);
  if (typeof schema !== "object" || schema === null) throw new TypeError(`${name} is no schema`);
  return schema;
}

function hasUniqueItems(isDemanded: boolean, items: readonly unknown[]): boolean {
  if (!isDemanded) return true;
  const byText = new Map<string, unknown[]>();
  for (const item of items) {
    const text = superficial(item);
    const others = byText.get(text);
    if (others === undefined) byText.set(text, [item]);
    else others.push(item);
  }
  return [...byText.values()].every(
    (some) => some.length === 1 || new Set(some.map(canonical)).size === some.length,
  );
}

/** Equal values have the same one, and those that differ mostly do in the texts that are their own fields. */
function superficial(value: unknown): string {
  if (!isPlain(value)) return JSON.stringify(value) ?? "";
  const texts: string[] = [];
  for (const [name, inner] of Object.entries(value))
    if (typeof inner === "string") texts.push(`${name}=${inner}`);
  return texts.sort().join("\n");
}

/** Equal values have equal texts, in whatever order their fields are. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    isPlain(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1)))
      : inner,
  );
}

function isPlain(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** As strict as a linear check can be: something, one @, a host without spaces. */
function isEmail(text: string): boolean {
  const at = text.lastIndexOf("@");
  return at > 0 && at < text.length - 1 && !/\s/.test(text.slice(at));
}

function toSentences(errors: readonly ErrorObject[]): string[] {
  return errors.slice(0, 20).map(({ instancePath, message, params }) => {
    const place = instancePath === "" ? "The document" : instancePath;
    const name: unknown = params["additionalProperty"];
    const detail = typeof name === "string" ? ` ("${name}")` : "";
    return `${place} ${message ?? "is not as the schema demands"}${detail}.`;
  });
}
