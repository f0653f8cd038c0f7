import os from "node:os";
import type { Artifact, Evidence } from "../image/artifact";
import { openArchive } from "../registry/archive";
import {
  AmbiguousImage,
  RegistryError,
  registryErrorText,
  type ImageChoice,
} from "../registry/errors";
import { findEvidence } from "../registry/evidence";
import { fileArtifact } from "../registry/fileArtifact";
import { openLayoutFolder } from "../registry/layout";
import { maximumEvidenceBytes } from "../registry/limits";
import type { OpenedImage } from "../registry/open";
import { parsePlatform } from "../registry/platform";
import type { ContentSource } from "../registry/source";
import { openTrustRepository } from "../registry/trustRepository";
import { createWorld, type World } from "../registry/world";
import { verifyArtifacts, verifyEvidence, type VerifyOptions } from "../verify/evidence";
import { emptyPolicy, noDemands, ruleForFile, type Demands, type Policy } from "../verify/policy";
import { knownRoots } from "../verify/rootUpdates";
import type { TrustRoot } from "../verify/trustRoot";
import type { ShownEvidence } from "../view/evidence";

/** Whether registries may be asked, and why not where they may not. */
export type Online = "allowed" | "untrusted" | "never";

/** Evidence could not be had, for a reason that is a sentence; the cause is what a registry, layout or archive said. */
export class EvidenceProblem extends Error {
  override readonly name = "EvidenceProblem";
}

/** Whom the person believes, and what must be there. */
export interface Trusting {
  readonly policy: Policy;
  readonly demands: Demands;
}

/** Where the person named nobody: the list that ships says who may sign. */
export const onlyShipped: Trusting = { policy: emptyPolicy, demands: noDemands };

export interface Asked {
  readonly trusting: Trusting;
  /** `linux/arm64`; null for this machine's. */
  readonly platform: string | null;
  readonly isRefresh: boolean;
  readonly signal: AbortSignal;
}

/**
 * The evidence of an image on a registry, verified. Where no registry may be asked, what the cache has.
 *
 * @throws EvidenceProblem with a sentence; the signal's reason where it is stopped
 */
export async function loadImage(
  reference: string,
  asked: Asked,
  online: Online,
  log: (line: string) => void,
): Promise<ShownEvidence> {
  const world = worldOf(log, online);
  try {
    const found = await find(() => world.open(reference, asked.isRefresh), asked);
    const isCached = online !== "allowed" && !isOnDisk(reference);
    return { ...found, notice: isCached ? `${cachedTexts[online]} This is from the cache.` : null };
  } catch (error) {
    const isOffline = error instanceof RegistryError && error.code === "offline";
    throw isOffline
      ? new EvidenceProblem(offlineTexts[online], { cause: error })
      : problemOf(error, asked);
  }
}

/** Whether a source is read from a disk, so that nobody is asked. */
export function isOnDisk(reference: string): boolean {
  return /^(?:oci|archive):/.test(reference);
}

/** What holds images on a disk of this machine: the folder of an OCI layout, or an archive. */
export interface Stored {
  readonly kind: "layout" | "archive";
  readonly path: string;
}

/**
 * The same of an image in a layout or archive.
 *
 * @param digest says which; null where there is but one
 */
export async function loadStored(
  source: ContentSource,
  digest: string | null,
  asked: Asked,
): Promise<ShownEvidence> {
  try {
    return await find(() => ({ source, wanted: { tag: null, digest } }), asked);
  } catch (error) {
    throw problemOf(error, asked);
  }
}

/**
 * The images of a layout or archive from which one has to be chosen; none where there is but one.
 *
 * @throws EvidenceProblem where it can't be read
 */
export async function imagesIn(
  source: ContentSource,
  signal: AbortSignal,
): Promise<readonly ImageChoice[]> {
  try {
    await source.resolve({ tag: null, digest: null }, signal);
    return [];
  } catch (error) {
    if (error instanceof AmbiguousImage) return error.choices;
    throw problemOf(error, { signal });
  }
}

/** Where the images of a layout or archive are read from. */
export function openStored({ kind, path }: Stored): ContentSource {
  const now = () => new Date();
  return kind === "layout" ? openLayoutFolder(path, now) : openArchive(path, now);
}

/**
 * Says of a file that is too large to be read so.
 *
 * @param name begins the sentence
 * @throws EvidenceProblem
 */
export function checkSize(bytes: number, name = "The file"): void {
  if (bytes > maximumEvidenceBytes)
    throw new EvidenceProblem(
      `${name} has ${sizeText(bytes)}; at most ${sizeText(maximumEvidenceBytes)} are read.`,
    );
}

/** What one file says; it is about no image that we know of. */
export async function evidenceOfFile(
  location: string,
  bytes: Uint8Array,
  { trusting }: Pick<Asked, "trusting">,
): Promise<ShownEvidence> {
  checkSize(bytes.length);
  const artifacts = [fileArtifact(location, bytes)];
  const rule = ruleForFile(trusting.policy);
  const asked = { digests: [], repository: null, rule, problems: [] };
  // What must be there is asked of images: a file is one piece of what there may be.
  const judged = { ...trusting, demands: { ...trusting.demands, require: [], level: null } };
  return {
    image: null,
    checkedAt: new Date(),
    looks: [],
    notice: null,
    result: verifyArtifacts(artifacts, asked, options(await roots(), judged)),
    found: foundIn(artifacts),
  };
}

async function find(
  open: () => OpenedImage,
  { platform, signal, trusting }: Asked,
): Promise<ShownEvidence> {
  const wanted = platform === null ? null : parsePlatform(platform);
  const opened = open();
  const evidence = await findEvidence(opened.source, opened.wanted, wanted, signal);
  return shown(evidence, options(await roots(), trusting));
}

function shown(evidence: Evidence, judged: VerifyOptions): ShownEvidence {
  const { image, looks, artifacts } = evidence;
  const result = verifyEvidence(evidence, judged);
  return {
    image,
    checkedAt: image.checkedAt,
    looks,
    notice: null,
    result,
    found: foundIn(artifacts),
  };
}

/** Registries as this person reaches them; where nobody may be asked, the cache alone. */
export function worldOf(log: (line: string) => void, online: Online): World {
  return createWorld({
    environment: process.env,
    home: os.homedir(),
    platform: process.platform,
    log,
    offline: online !== "allowed",
    isAnonymous: online !== "allowed",
  });
}

/** As the command line has them, each as it was last refreshed there. Nobody is asked. */
function roots(): Promise<readonly TrustRoot[]> {
  const { cache, client } = worldOf(() => undefined, "never");
  const { signal } = new AbortController();
  return knownRoots((address) => openTrustRepository(address, cache, client.transport, signal));
}

/** By which a file is verified that is opened beside an image. */
export async function verifyOptions(trusting: Trusting): Promise<VerifyOptions> {
  return options(await roots(), trusting);
}

function options(trusted: readonly TrustRoot[], trusting: Trusting): VerifyOptions {
  return { roots: trusted, signer: null, key: null, ...trusting, now: new Date() };
}

function foundIn(artifacts: readonly Artifact[]): ReadonlyMap<string, Uint8Array> {
  const found = new Map<string, Uint8Array>();
  for (const { layers, signatures } of artifacts) {
    for (const { descriptor, bytes } of layers)
      if (bytes !== null) found.set(descriptor.digest, bytes);
    for (const [digest, bytes] of foundIn(signatures)) found.set(digest, bytes);
  }
  return found;
}

function problemOf(error: unknown, { signal }: Pick<Asked, "signal">): unknown {
  if (signal.aborted) return signal.reason;
  return error instanceof RegistryError
    ? new EvidenceProblem(registryErrorText(error), { cause: error })
    : error;
}

const cachedTexts: Readonly<Record<Online, string>> = {
  allowed: "",
  untrusted: "This workspace is not trusted, so no registry was asked.",
  never: "The setting drydock.online says that no registry is asked.",
};

const offlineTexts: Readonly<Record<Online, string>> = {
  allowed: "The registry was not asked.",
  untrusted: `${cachedTexts.untrusted} Nothing is known from before: trust the workspace, or open a file or an OCI layout.`,
  never: `${cachedTexts.never} Nothing is known from before: change the setting, or open a file or an OCI layout.`,
};

/** `3 kB`, `12.5 MB`. */
export function sizeText(bytes: number): string {
  return bytes < 1_000_000
    ? `${Math.ceil(bytes / 1_000)} kB`
    : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
