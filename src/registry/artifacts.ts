import type { Artifact, ArtifactLayer, Descriptor } from "../image/artifact";
import { RegistryError, registryErrorText } from "./errors";
import { maximumEvidenceBytes } from "./limits";
import { artifactTypeOf } from "./manifest";
import type { ContentSource, StoredManifest } from "./source";

/** Bytes that may still be read for one image. */
export interface Budget {
  /** False where that would be too many; else they are taken off. */
  take(bytes: number): boolean;
}

export function createBudget(bytes = maximumEvidenceBytes): Budget {
  let left = bytes;
  return {
    take(count) {
      if (count > left) return false;
      left -= count;
      return true;
    },
  };
}

export interface Where {
  readonly place: Artifact["place"];
  /** The digest that the place says the artifact is about. */
  readonly about: string;
}

/** An artifact with the bytes of those of its layers that can be evidence, and without its signatures. */
export async function readArtifact(
  source: ContentSource,
  { descriptor, manifest, bytes, location }: StoredManifest,
  { place, about }: Where,
  { budget, signal }: { readonly budget: Budget; readonly signal: AbortSignal },
): Promise<{ readonly artifact: Artifact; readonly problems: readonly string[] }> {
  const parts =
    manifest.kind === "manifest"
      ? manifest
      : { config: null, layers: [], embedded: new Map<string, Uint8Array>() };
  const artifactType =
    manifest.kind === "manifest" ? artifactTypeOf(manifest) : manifest.artifactType;
  const layers = await Promise.all(
    parts.layers.map((it) =>
      readLayer(source, it, canBeEvidence(it, artifactType), parts.embedded, budget, signal),
    ),
  );
  const artifact: Artifact = {
    place,
    location,
    manifest: {
      descriptor,
      artifactType,
      annotations: manifest.annotations,
      subject: manifest.subject,
      config: parts.config,
      about,
      bytes,
    },
    layers,
    signatures: [],
  };
  return { artifact, problems: layers.flatMap(({ problem }) => problem ?? []) };
}

async function readLayer(
  source: ContentSource,
  descriptor: Descriptor,
  isWanted: boolean,
  embedded: ReadonlyMap<string, Uint8Array>,
  budget: Budget,
  signal: AbortSignal,
): Promise<ArtifactLayer> {
  const known = embedded.get(descriptor.digest);
  if (known !== undefined) return { descriptor, bytes: known, problem: null, isAltered: false };
  const without = (problem: string | null, isAltered = false) => ({
    descriptor,
    bytes: null,
    problem,
    isAltered,
  });
  const { digest, size } = descriptor;
  if (!isWanted) return without(null);
  if (!budget.take(size)) return without(overBudget(digest));
  try {
    const bytes = await source.blob(descriptor, signal);
    return { descriptor, bytes, problem: null, isAltered: false };
  } catch (error) {
    if (!(error instanceof RegistryError) || error.code === "cancelled") throw error;
    return without(registryErrorText(error), error.code === "wrong-digest");
  }
}

/** The sentence on what was left out for the budget. */
export function overBudget(name: string): string {
  return `${name} was not read: there is more than ${maximumEvidenceBytes} bytes of evidence.`;
}

/**
 * Texts, JSON, XML and signatures; not the file systems and archives that other artifacts carry. Where the type
 * says nothing, that of the artifact or the name of the file tells: oras calls a file a layer unless a type is named.
 */
function canBeEvidence(
  { mediaType, annotations }: Descriptor,
  artifactType: string | null,
): boolean {
  if (/^text\/|[/+](?:json|jsonl|xml|dsse|cose|yaml)$/.test(mediaType) || isNamed(mediaType))
    return true;
  const name = annotations["org.opencontainers.image.title"] ?? "";
  return (
    opaqueTypes.includes(mediaType) &&
    (isNamed(artifactType ?? "") || /\.(?:json|jsonl|xml|spdx|sarif|bundle)$/i.test(name))
  );
}

function isNamed(mediaType: string): boolean {
  return /\b(?:in-toto|sigstore|cosign|spdx|cyclonedx|openvex|sarif|csaf)\b/.test(mediaType);
}

const opaqueTypes = ["application/octet-stream", "application/vnd.oci.image.layer.v1.tar"];
