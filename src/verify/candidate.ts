import { createHash } from "node:crypto";
import type { Artifact, ArtifactLayer, Place } from "../image/artifact";
import { readBundle, looksLikeBundle, type Bundle } from "../attestations/bundle";
import { decodeBase64 } from "../attestations/base64";
import type { Envelope } from "../attestations/document";
import { looksLikeEnvelope, readEnvelope } from "../attestations/envelope";
import { readJson, type JsonValue } from "../attestations/json";
import { field, isObject, textField } from "../attestations/jsonFields";
import { readSimpleSigning, type SimpleSigning } from "../attestations/simpleSigning";

/** One thing that may say something about an image: a layer of an artifact, or a line of a file. */
export interface Candidate {
  readonly place: Place;
  readonly location: string;
  /** Of the layer. */
  readonly digest: string;
  readonly mediaType: string;
  /** Empty where it could not be had. */
  readonly bytes: Uint8Array;
  /** The predicate types that labels give it, unsigned. */
  readonly labels: readonly string[];
  readonly annotations: Readonly<Record<string, string>>;
  readonly content: Content;
  /** What the artifact's manifest says that it is about, and the place does; null for a file. */
  readonly about: { readonly manifest: string | null; readonly place: string } | null;
  /** Digest → bytes of all layers of its artifact: a bundle may sign one of the others. */
  readonly beside: ReadonlyMap<string, Uint8Array>;
  /** The manifest that it is a layer of, with the signatures over that. */
  readonly signed: SignedManifest | null;
}

export interface SignedManifest {
  readonly digest: string;
  readonly bytes: Uint8Array;
  readonly signatures: readonly Candidate[];
}

/** What the bytes are, by their content. */
export type Content =
  | { readonly kind: "bundle"; readonly bundle: Bundle }
  | { readonly kind: "envelope"; readonly envelope: Envelope }
  | { readonly kind: "statement" }
  | { readonly kind: "simple-signing"; readonly payload: SimpleSigning }
  | { readonly kind: "document" }
  /** Signed by the Notary Project's tools, whose trust policies are not known here. */
  | { readonly kind: "notary" }
  | { readonly kind: "unreadable"; readonly problem: string; readonly isAltered: boolean };

/** More signatures than any image has; a flood of them must not keep a person waiting. */
const mostLayers = 64;

/** What the artifacts hold, in their order; signatures over an attestation stand with it. */
export function candidatesOf(artifacts: readonly Artifact[]): {
  readonly candidates: readonly Candidate[];
  readonly problems: readonly string[];
} {
  const problems: string[] = [];
  const only = (location: string, what: string) => {
    problems.push(`${location} has ${what}: only the first ${mostLayers} were looked at.`);
  };
  for (const { location, layers } of artifacts)
    if (layers.length > mostLayers) only(location, `${layers.length} layers`);
  const candidates = artifacts.flatMap((artifact) => ofArtifact(artifact, only));
  return { candidates, problems };
}

/** Notes that there is more of something at a place than is looked at. */
type Only = (location: string, what: string) => void;

function ofArtifact(artifact: Artifact, only: Only): Candidate[] {
  const { manifest } = artifact;
  const signed =
    manifest === null
      ? null
      : {
          digest: manifest.descriptor.digest,
          bytes: manifest.bytes,
          signatures: artifact.signatures.flatMap((one) => ofArtifact(one, only)),
        };
  const beside = new Map(
    artifact.layers.flatMap(({ descriptor, bytes }): [string, Uint8Array][] =>
      bytes === null ? [] : [[descriptor.digest, bytes]],
    ),
  );
  return artifact.layers
    .filter(({ bytes, problem }) => bytes !== null || problem !== null)
    .slice(0, mostLayers)
    .flatMap((layer) => ofLayer(artifact, layer, only).map((one) => ({ ...one, beside, signed })));
}

function ofLayer(
  artifact: Artifact,
  layer: ArtifactLayer,
  only: Only,
): Omit<Candidate, "beside" | "signed">[] {
  const { place, location, manifest } = artifact;
  const { descriptor, bytes, problem, isAltered } = layer;
  const annotations = descriptor.annotations;
  const common = {
    place,
    location,
    digest: descriptor.digest,
    mediaType: descriptor.mediaType,
    labels: labelsOf({ ...manifest?.annotations }, annotations),
    annotations,
    about:
      manifest === null
        ? null
        : { manifest: manifest.subject?.digest ?? null, place: manifest.about },
  };
  if (bytes === null) {
    const content = {
      kind: "unreadable",
      problem: problem ?? "It is not there.",
      isAltered,
    } as const;
    return [{ ...common, bytes: new Uint8Array(), content }];
  }
  const { parts, hasMore } = splitLines(bytes);
  if (hasMore) only(location, "more lines");
  return parts.map((part) => ({
    ...common,
    digest: parts.length === 1 ? descriptor.digest : digestOf(part),
    bytes: part,
    content: contentOf(part, descriptor.mediaType),
  }));
}

function digestOf(bytes: Uint8Array): string {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}

const labelNames = [
  "in-toto.io/predicate-type",
  "predicateType",
  "dev.sigstore.bundle.predicateType",
];

function labelsOf(...annotations: readonly Readonly<Record<string, string>>[]): string[] {
  const found = annotations.flatMap((one) => labelNames.map((name) => one[name] ?? ""));
  return [...new Set(found.filter((label) => label !== ""))];
}

const notaryTypes = ["application/jose+json", "application/cose"];

/** The content decides; of what is no JSON only the label tells anything. A label of the Notary Project promises nothing. */
function contentOf(bytes: Uint8Array, mediaType: string): Content {
  if (notaryTypes.includes(mediaType)) return { kind: "notary" };
  const reading = readJson(bytes);
  if (reading.kind === "broken") return { kind: "document" };
  const { value } = reading;
  const [duplicate] = reading.duplicates;
  const ambiguity =
    duplicate === undefined
      ? null
      : `The name "${duplicate.name}" is there twice in one object, on line ${duplicate.line} again.`;
  if (looksLikeBundle(value)) return ambiguity === null ? bundleOf(value) : unreadable(ambiguity);
  if (looksLikeEnvelope(value))
    return ambiguity === null ? envelopeOf(value) : unreadable(ambiguity);
  if (isObject(field(value, "critical"))) return signingOf(value, ambiguity);
  if (isNotary(value)) return { kind: "notary" };
  return isStatement(value) ? { kind: "statement" } : { kind: "document" };
}

/** An envelope of the Notary Project by its own word (notaryproject/specifications, signature-envelope-jws.md). */
function isNotary(value: JsonValue): boolean {
  const [head, payload, signature] = ["protected", "payload", "signature"].map((name) =>
    textField(value, name),
  );
  if (head == null || payload == null || signature == null) return false;
  const decoded = decodeBase64(head);
  const reading = decoded === null ? null : readJson(decoded);
  const type = reading?.kind === "read" ? textField(reading.value, "cty") : null;
  return type === "application/vnd.cncf.notary.payload.v1+json";
}

function isStatement(value: JsonValue): boolean {
  return (textField(value, "_type") ?? "").startsWith("https://in-toto.io/Statement/");
}

function bundleOf(value: JsonValue): Content {
  const reading = readBundle(value);
  return reading.kind === "bundle" ? reading : unreadable(reading.problem);
}

function envelopeOf(value: JsonValue): Content {
  const reading = readEnvelope(value);
  return reading.kind === "envelope" ? reading : unreadable(reading.problem);
}

function signingOf(value: JsonValue, ambiguity: string | null): Content {
  return { kind: "simple-signing", payload: readSimpleSigning(value, ambiguity) };
}

function unreadable(problem: string): Content {
  return { kind: "unreadable", problem, isAltered: false };
}

/**
 * GitHub gives bundles and Google envelopes as lines of JSON, of which the first are taken, however lines end;
 * anything else is one part.
 */
function splitLines(bytes: Uint8Array): {
  readonly parts: readonly Uint8Array[];
  readonly hasMore: boolean;
} {
  const whole = { parts: [bytes], hasMore: false };
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isLines = lineEnds.some((end) => text.includes(`}${end}{`));
  if (!isLines || readJson(bytes).kind === "read") return whole;
  const lines: Buffer[] = [];
  // One by one, since a hostile file has millions.
  for (let start = 0; start < text.length;) {
    const newline = text.indexOf("\n", start);
    const end = newline < 0 ? text.length : newline;
    const line = text.subarray(start, end);
    start = end + 1;
    if (line.length === 0 || line.toString().trim() === "") continue;
    // A thousand small objects are no thousand pieces of evidence.
    if (lines.length === mostLayers)
      return lines.some((one) => contentOf(one, "").kind === "document")
        ? whole
        : { parts: lines, hasMore: true };
    if (readJson(line).kind !== "read") return whole;
    lines.push(line);
  }
  return { parts: lines, hasMore: false };
}

const lineEnds = ["\n", "\r\n", "\n\n", "\r\n\r\n"];
