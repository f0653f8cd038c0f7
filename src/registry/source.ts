import type { Artifact, Descriptor, Look, ResolvedImage } from "../image/artifact";
import type { Manifest } from "./manifest";

/**
 * Where manifests and blobs come from: a repository on a registry, an OCI layout, an archive. Everything
 * it gives was hashed and is what its digest says. All methods reject with a RegistryError.
 */
export interface ContentSource {
  /** For people, without tag and digest: `dhi.io/python`, `oci:build`. */
  readonly name: string;
  /** `dhi.io/python`, normalised; null for what is on disk. */
  readonly repository: string | null;
  /** The address or path of a manifest. */
  locationOf(manifest: Descriptor | string): string;
  /** What a tag or digest means now. Neither: the one image that there is, or the tag `latest`. */
  resolve(wanted: Wanted, signal: AbortSignal): Promise<Resolution>;
  manifest(descriptor: Descriptor, signal: AbortSignal): Promise<StoredManifest>;
  /**
   * The manifest with a tag of cosign's naming.
   * @param tag `sha256-….sig`
   * @param about the digest in the tag
   */
  tagged(tag: string, about: string, signal: AbortSignal): Promise<Tagged>;
  /** What has `descriptor` as its subject. `subject` names that for people: `the platform manifest`. */
  referrers(descriptor: Descriptor, subject: string, signal: AbortSignal): Promise<Referrers>;
  /** Evidence that is kept beside the registry, by somebody else; null where there is no such place. */
  elsewhere(image: ResolvedImage, signal: AbortSignal): Promise<Elsewhere | null>;
  /** All tags that there are. */
  tags(signal: AbortSignal): Promise<readonly string[]>;
  /** @throws RegistryError `too-large` where the size is over what is read of a blob */
  blob(descriptor: Descriptor, signal: AbortSignal): Promise<Uint8Array>;
  /** Where the attestations of Docker Hardened Images are that were mirrored into this repository; else null. */
  readonly mirrored: ContentSource | null;
}

/** A repository on a registry. */
export interface RegistrySource extends ContentSource {
  /** The digest that a tag means now; null where the registry does not tell it without giving the manifest. */
  lookUp(tag: string, signal: AbortSignal): Promise<string | null>;
  readonly mirrored: RegistrySource | null;
}

export interface Wanted {
  readonly tag: string | null;
  /** Goes before the tag. */
  readonly digest: string | null;
}

export interface StoredManifest {
  /** The digest and size of the bytes that were read, their type, and what their descriptor said beside. */
  readonly descriptor: Descriptor;
  readonly manifest: Manifest;
  /** The address or path. */
  readonly location: string;
  readonly bytes: Uint8Array;
}

export interface Resolution extends StoredManifest {
  /** When the tag was last looked up. */
  readonly checkedAt: Date;
}

export interface Tagged extends Aging {
  readonly location: string;
  readonly stored: StoredManifest | null;
  /** How it was said that there is none: `none (404)`. */
  readonly absence: string;
}

/** An answer that may be another one tomorrow. */
interface Aging {
  /** When it was asked for, where that was before and it was kept since. */
  readonly askedAt?: Date;
}

export interface Elsewhere extends Aging {
  readonly artifacts: readonly Artifact[];
  readonly looks: readonly Look[];
  readonly problems: readonly string[];
}

export interface Referrers extends Aging {
  readonly descriptors: readonly Descriptor[];
  readonly looks: readonly Look[];
  readonly problems: readonly string[];
}
