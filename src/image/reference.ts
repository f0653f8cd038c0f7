/** An image reference in its parts, normalised as Docker does: `node:24` is `docker.io/library/node:24`. */
export interface Reference {
  /** `docker.io`, `localhost:5000`: lower case, port kept. */
  readonly registry: string;
  /** `library/node`. */
  readonly path: string;
  readonly tag: string | null;
  /** `sha256:…` */
  readonly digest: string | null;
}
