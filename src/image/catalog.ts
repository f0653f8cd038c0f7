import type { Reference } from "./reference";

/** A figure with where it is from: shown to people beside it. */
export interface Fact<T> {
  readonly value: T;
  /** Short: `docker-library/repo-info@3179cb4d`. */
  readonly source: string;
  /** ISO date of the figure: `2026-09-19`. */
  readonly date: string;
}

export interface UserFact {
  /** What the image's config carries: `node`, `1000`, `` (root). */
  readonly value: string;
  /** The uid behind it, null where it is not known. */
  readonly uid: number | null;
}

export interface NamedUser {
  readonly name: string;
  readonly uid: number | null;
}

/** The part that an image plays: what people put in a final stage, or what they only build with. */
export type ImageKind = "runtime" | "minimal" | "dev" | "sdk" | "os" | "language" | "debug";

export interface EndOfLife {
  /** `Node.js 20`, `Debian 12`. */
  readonly product: string;
  /** ISO date of the last free support. */
  readonly date: string;
  /** ISO date up to which paid or volunteer support goes on; null where there is none. */
  readonly extendedUntil: string | null;
}

export interface Moved {
  readonly reason: string;
  /** Repository that takes its place, null where there is none. */
  readonly successor: string | null;
}

/** What is known of one image, tag by tag. A missing or null fact is unknown, never "no". */
export interface ImageFacts {
  /** `docker.io/library/node:24` */
  readonly reference: string;
  readonly family: "dhi" | "chainguard" | "distroless" | "dotnet" | "official" | "redhat" | "other";
  readonly kind: ImageKind | null;
  readonly user: Fact<UserFact> | null;
  /** Users that exist in it beside root; null where they are not known to be all. */
  readonly otherUsers: readonly NamedUser[];
  /** True where `otherUsers` and root are all there are (hardened runtime images, distroless). */
  readonly allUsersKnown: boolean;
  /** Its entrypoint starts as root and steps down by itself (gosu, su-exec, …). */
  readonly dropsPrivileges: boolean | null;
  readonly shell: boolean | null;
  readonly packageManager: boolean | null;
  readonly compressedBytes: Fact<number> | null;
  readonly packages: Fact<number> | null;
  readonly endOfLife: readonly EndOfLife[];
  readonly moved: Moved | null;
  /** Variables that its own ENV is known to set, with values. Never complete. */
  readonly environment: Readonly<Record<string, string>>;
  /** A lighter tag of the same software, version and distribution family in the catalog, with its size. */
  readonly lighter: { readonly reference: string; readonly compressedBytes: Fact<number> } | null;
}

export interface Catalog {
  /** ISO date of the newest source. */
  readonly date: string;
  /** Source repository → commit and date, for `--version --verbose`. */
  readonly sources: readonly {
    readonly name: string;
    readonly commit: string;
    readonly date: string;
  }[];
  /** What is known of an image; null where the repository is not in the catalog. Unknown tags of known
   *  repositories give facts with nulls. */
  lookup(reference: Reference): ImageFacts | null;
}
