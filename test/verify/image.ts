import { generateKeyPairSync, type KeyObject } from "node:crypto";
import type { Artifact, Descriptor, Evidence } from "../../src/image/artifact";
import { verifyEvidence, type ImageVerdict, type VerifyOptions } from "../../src/verify/evidence";
import { emptyPolicy, noDemands } from "../../src/verify/policy";
import { trustedKey, type TrustedKey } from "../../src/verify/trustedKey";
import type { CheckName } from "../../src/verify/verdict";
import { hex } from "./signing";

/** The platform manifest and the index of the image that tests ask for. */
export const manifestDigest = `sha256:${"a".repeat(64)}`;
export const indexDigest = `sha256:${"b".repeat(64)}`;
export const otherDigest = `sha256:${"c".repeat(64)}`;

export const provenanceType = "https://slsa.dev/provenance/v1";
export const spdxType = "https://spdx.dev/Document";

/** The text of a statement about the image, with changes. */
export function statement(changes: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({
    _type: "https://in-toto.io/Statement/v1",
    subject: [{ name: "_", digest: { sha256: manifestDigest.slice(7) } }],
    predicateType: spdxType,
    predicate: { spdxVersion: "SPDX-2.3", packages: [] },
    ...changes,
  });
}

/** A provenance statement that names a builder. */
export function provenance(builder: string, source: string | null = null): string {
  const externalParameters = source === null ? {} : { source };
  const buildType = "https://github.com/slsa-framework/slsa-github-generator/container@v1";
  const buildDefinition = { buildType, externalParameters };
  const predicate = { buildDefinition, runDetails: { builder: { id: builder } } };
  return statement({ predicateType: provenanceType, predicate });
}

export interface Layer {
  readonly content: string | object;
  readonly mediaType?: string;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly signatures?: readonly Artifact[];
  readonly about?: string;
}

/** An artifact with one layer, as it is found at a referrer of the image. */
export function artifact({
  content,
  mediaType = "application/json",
  annotations = {},
  signatures = [],
  about = manifestDigest,
}: Layer): Artifact {
  const bytes = Buffer.from(typeof content === "string" ? content : JSON.stringify(content));
  const layer = { ...descriptor(`sha256:${hex(bytes)}`), mediaType, annotations };
  const manifest = Buffer.from(`the manifest of ${layer.digest}`);
  return {
    place: "referrer",
    location: "registry.example.com/acme/app",
    manifest: {
      descriptor: descriptor(`sha256:${hex(manifest)}`),
      artifactType: null,
      annotations: {},
      subject: descriptor(about),
      config: null,
      about,
      bytes: manifest,
    },
    layers: [{ descriptor: layer, bytes, problem: null, isAltered: false }],
    signatures,
  };
}

export function evidence(
  artifacts: readonly Artifact[],
  repository: string | null = null,
): Evidence {
  return {
    image: {
      source: "sample",
      repository,
      index: descriptor(indexDigest),
      indexAnnotations: {},
      manifest: descriptor(manifestDigest),
      platform: null,
      platforms: [],
      checkedAt: new Date("2026-11-23T00:00:00Z"),
    },
    manifests: new Map(),
    artifacts,
    looks: [],
    problems: [],
  };
}

export interface TestKey {
  readonly privateKey: KeyObject;
  readonly trusted: TrustedKey;
}

export function createKey(name = "test.pub"): TestKey {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return { privateKey, trusted: trustedKey(name, publicKey) };
}

/** Options under which only one key counts. */
export function trusting({ trusted }: TestKey): Partial<VerifyOptions> {
  return { key: trusted, signer: { kind: "key", hint: trusted.hint, name: trusted.name } };
}

export function verify(
  found: Evidence | readonly Artifact[],
  options: Partial<VerifyOptions> = {},
): ImageVerdict {
  const whole = "image" in found ? found : evidence(found);
  return verifyEvidence(whole, {
    roots: [],
    signer: null,
    key: null,
    policy: emptyPolicy,
    demands: noDemands,
    now: new Date("2026-11-23T00:00:00Z"),
    ...options,
  });
}

/** The verdict of an image and the checks of its first piece of evidence that failed, else those not done. */
export function outcome({ verdict, items: [first] }: ImageVerdict): string {
  const checks = first?.checks ?? [];
  const failed = checks.filter(({ result }) => result === "failed");
  const shown = failed.length > 0 ? failed : checks.filter(({ result }) => result === "not-done");
  return [verdict, ...shown.map(({ name, result }) => `${name} ${result}`)].join(", ");
}

export function checkOf({ items: [first] }: ImageVerdict, name: CheckName) {
  return first?.checks.find((check) => check.name === name);
}

function descriptor(digest: string): Descriptor {
  return { mediaType: "", digest, size: 0, artifactType: null, annotations: {}, platform: null };
}
