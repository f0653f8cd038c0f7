/** A descriptor of the OCI image specification, as far as it could be read; nothing in it is believed yet. */
export interface Descriptor {
  /** Lower case, without parameters; empty where none is given. */
  readonly mediaType: string;
  /** `sha256:` or `sha512:` and lower-case hexadecimal digits of the right number. */
  readonly digest: string;
  /** In bytes. */
  readonly size: number;
  readonly artifactType: string | null;
  readonly annotations: Readonly<Record<string, string>>;
  /** Null where none is given; BuildKit's attestation manifests have `unknown/unknown`. */
  readonly platform: Platform | null;
}

export interface Platform {
  readonly os: string;
  readonly architecture: string;
  readonly variant: string | null;
}

/** Where a piece of evidence was found: the words of the command line's JSON. */
export type Place = "index" | "referrer" | "tag" | "bundle" | "file";

/**
 * A manifest that says something about an image, or a file that does, with the bytes of its layers. Every
 * byte here was hashed and has the digest that it is listed under; that is all that is known of it.
 */
export interface Artifact {
  readonly place: Place;
  /** For people: the address or path at which it was found. */
  readonly location: string;
  /** Null for a file that stands alone. */
  readonly manifest: ArtifactManifest | null;
  readonly layers: readonly ArtifactLayer[];
  /** The artifacts whose subject is this one's manifest: signatures, one level deep. */
  readonly signatures: readonly Artifact[];
}

export interface ArtifactManifest {
  readonly descriptor: Descriptor;
  readonly artifactType: string | null;
  readonly annotations: Readonly<Record<string, string>>;
  /** What the manifest says that it is about. */
  readonly subject: Descriptor | null;
  readonly config: Descriptor | null;
  /** The digest that the place says it is about: the image that was asked for, or a tag's `sha256-…`. */
  readonly about: string;
  /** The manifest itself: a signature may be over these bytes. */
  readonly bytes: Uint8Array;
}

export interface ArtifactLayer {
  readonly descriptor: Descriptor;
  /** Null where it could not be had: `problem` says why; without a problem it is no evidence and was not read. */
  readonly bytes: Uint8Array | null;
  readonly problem: string | null;
  /** Whether there was content under its digest, but other content. */
  readonly isAltered: boolean;
}

/** The image that evidence is looked for, after its tag was resolved and a platform chosen. */
export interface ResolvedImage {
  /** As asked: `dhi.io/python:3.13`, `oci:build`. */
  readonly source: string;
  /** `dhi.io/python`, normalised, mirror prefixes not removed; null for layouts, archives and files. */
  readonly repository: string | null;
  /** The digest of the index, null where the source is one manifest. */
  readonly index: Descriptor | null;
  readonly indexAnnotations: Readonly<Record<string, string>>;
  readonly manifest: Descriptor;
  readonly platform: Platform | null;
  /** The platforms that the index has, attestation manifests left out. */
  readonly platforms: readonly Platform[];
  /**
   * When the oldest of the registry's answers was asked for: what the tag means, and what there is about the image.
   * The time of reading for what is on disk.
   */
  readonly checkedAt: Date;
}

/** One place at which evidence was looked for, and what it answered: nothing is left out. */
export interface Look {
  /** `referrers of the platform manifest`, `tag sha256-….sig`. */
  readonly place: string;
  /** The address asked, or the path read. */
  readonly url: string;
  /** A few words: `3 artifacts`, `none (404)`, `not supported (404)`, `not asked: offline`. */
  readonly answer: string;
}

/** All that a registry, layout or archive holds about an image. */
export interface Evidence {
  readonly image: ResolvedImage;
  /** Digest → bytes of the image's own manifests, as far as they were read: a signature may be over these. */
  readonly manifests: ReadonlyMap<string, Uint8Array>;
  readonly artifacts: readonly Artifact[];
  readonly looks: readonly Look[];
  /** Sentences: what could not be read, what was left out for a limit. */
  readonly problems: readonly string[];
}
