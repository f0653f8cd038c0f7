import type { Descriptor, Platform } from "../image/artifact";
import { checkedBytes, isDigest } from "./digest";
import { RegistryError } from "./errors";
import { elements, objectFields, readJsonObject, stringOr } from "./json";

/** An index or a manifest of the OCI image specification or of Docker's schema 2, checked and typed. */
export type Manifest = ImageIndex | ImageManifest;

export interface ImageIndex extends Common {
  readonly kind: "index";
  readonly manifests: readonly Descriptor[];
}

export interface ImageManifest extends Common {
  readonly kind: "manifest";
  readonly config: Descriptor | null;
  readonly layers: readonly Descriptor[];
  /** Content that descriptors brought along (`data`), by digest; that which is not its digest is left out. */
  readonly embedded: ReadonlyMap<string, Uint8Array>;
}

interface Common {
  readonly mediaType: string;
  /** Whether it says so itself. */
  readonly isTyped: boolean;
  readonly artifactType: string | null;
  readonly annotations: Readonly<Record<string, string>>;
  readonly subject: Descriptor | null;
}

export const indexTypes: readonly string[] = [
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
];

export const manifestTypes: readonly string[] = [
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.docker.distribution.manifest.v2+json",
  // Withdrawn from the specification before 1.1, and still met.
  "application/vnd.oci.artifact.manifest.v1+json",
];

/** More descriptors in one document than any image has. */
const maximumDescriptors = 1000;

/**
 * Reads the bytes of an index or manifest. Its type is what the place says that it is, and what it says
 * itself has to agree, as has its shape: the same bytes must not be an index for one reader and a manifest
 * for another (CVE-2021-41190).
 * @param came its type by the Content-Type header or the descriptor; null for what it calls itself
 * @throws RegistryError `wrong-type` for another type, `malformed` for what can't be read
 */
export function readManifest(bytes: Uint8Array, came: string | null, where: string): Manifest {
  if (came !== null) manifestKind(came, where);
  const fields = readJsonObject(bytes, where);
  const own = fields.get("mediaType");
  const mediaType = came ?? stringOr(own, "").toLowerCase();
  const kind = manifestKind(mediaType, where);
  if (own !== undefined && own !== "" && stringOr(own, "").toLowerCase() !== mediaType)
    throw new RegistryError(
      "wrong-type",
      `${where} calls itself ${String(own)}, and came as ${mediaType}`,
    );
  const isIndex = fields.has("manifests");
  const isManifest = fields.has("layers") || fields.has("config") || fields.has("blobs");
  if (isIndex && isManifest)
    throw new RegistryError("malformed", `${where} is an index and a manifest at once`);
  if (isIndex !== (kind === "index"))
    throw new RegistryError("wrong-type", `${where} came as ${mediaType}, and has not its shape`);
  const common = {
    mediaType,
    isTyped: stringOr(own, "") !== "",
    artifactType: stringOr(fields.get("artifactType"), null) || null,
    annotations: readAnnotations(fields.get("annotations")),
    subject: readOptional(fields.get("subject"), where),
  };
  if (kind === "index")
    return { kind, ...common, manifests: readDescriptors(fields.get("manifests"), where) };
  const layers = fields.get("layers") ?? fields.get("blobs");
  return {
    kind,
    ...common,
    config: readOptional(fields.get("config"), where),
    layers: readDescriptors(layers, where),
    embedded: embeddedContent([fields.get("config"), ...elements(layers)]),
  };
}

/**
 * What a media type says a document is.
 * @throws RegistryError `wrong-type` where it is neither
 */
export function manifestKind(mediaType: string, where: string): Manifest["kind"] {
  if (indexTypes.includes(mediaType)) return "index";
  if (manifestTypes.includes(mediaType)) return "manifest";
  throw new RegistryError("wrong-type", `${where} is ${mediaType || "of no type"}, not a manifest`);
}

/** A media type as it is compared: lower case, no parameters. */
export function plainMediaType(text: string | undefined): string {
  return (text ?? "").split(";", 1)[0]?.trim().toLowerCase() ?? "";
}

/** What the artifact is: its own word, else the type of its config, as the specification has it. */
export function artifactTypeOf({ artifactType, config }: ImageManifest): string | null {
  return artifactType ?? config?.mediaType ?? null;
}

/** The descriptor in a value of JSON, null where it is none that could be followed safely. */
export function readDescriptor(value: unknown): Descriptor | null {
  const fields = objectFields(value);
  const digest = fields?.get("digest");
  const size = fields?.get("size");
  if (fields === null || !isDigest(digest) || typeof size !== "number") return null;
  if (!Number.isSafeInteger(size) || size < 0) return null;
  return {
    mediaType: plainMediaType(stringOr(fields.get("mediaType"), "")),
    digest,
    size,
    artifactType: stringOr(fields.get("artifactType"), null) || null,
    annotations: readAnnotations(fields.get("annotations")),
    platform: readPlatform(fields.get("platform")),
  };
}

function readDescriptors(value: unknown, where: string): Descriptor[] {
  const values = elements(value);
  if (values.length > maximumDescriptors)
    throw new RegistryError("too-large", `${where} lists ${values.length} things`);
  return values.map((it) => descriptorOrThrow(it, where));
}

function readOptional(value: unknown, where: string): Descriptor | null {
  return value === undefined || value === null ? null : descriptorOrThrow(value, where);
}

function descriptorOrThrow(value: unknown, where: string): Descriptor {
  const descriptor = readDescriptor(value);
  if (descriptor === null)
    throw new RegistryError(
      "malformed",
      `${where} has a descriptor without a proper digest and size`,
    );
  return descriptor;
}

function readAnnotations(value: unknown): Readonly<Record<string, string>> {
  const entries = [...(objectFields(value) ?? [])].filter(([, text]) => typeof text === "string");
  return Object.fromEntries(entries.map(([name, text]) => [name, String(text)]));
}

function readPlatform(value: unknown): Platform | null {
  const fields = objectFields(value);
  const os = stringOr(fields?.get("os"), "");
  const architecture = stringOr(fields?.get("architecture"), "");
  if (os === "" && architecture === "") return null;
  return { os, architecture, variant: stringOr(fields?.get("variant"), null) || null };
}

function embeddedContent(values: readonly unknown[]): ReadonlyMap<string, Uint8Array> {
  const found = new Map<string, Uint8Array>();
  for (const value of values) {
    const data = objectFields(value)?.get("data");
    const descriptor = readDescriptor(value);
    if (descriptor === null || typeof data !== "string") continue;
    try {
      const bytes = checkedBytes(Buffer.from(data, "base64"), descriptor, "embedded content");
      found.set(descriptor.digest, bytes);
    } catch {
      // It will be fetched, and hashed then.
    }
  }
  return found;
}
