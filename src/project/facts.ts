/** A stage that a file beside the Dockerfile builds by name. */
export interface TargetUse {
  /** As written there; stage names ignore case. */
  readonly target: string;
  /** The file that says so, as shown to people: `compose.yaml`. */
  readonly file: string;
  /** Line in that file, from 0. */
  readonly line: number;
  readonly kind: "compose" | "bake";
  /** Whom the service runs it as, whatever the image says; left out where it says nothing. */
  readonly user?: string;
}

/** What the files around one Dockerfile say of it. */
export interface ProjectFacts {
  readonly targets: readonly TargetUse[];
  /** Whether the build context is known (compose, bake, or the Dockerfile's own folder). */
  readonly contextKnown: boolean;
  /** An ignore file applies: `NAME.dockerignore` or `.dockerignore` of the context. Null: not looked at. */
  readonly hasIgnoreFile: boolean | null;
  /** The folder that compose or bake files build it from, absolute; null: several. Left out where none says. */
  readonly context?: string | null;
}

export const noProjectFacts: ProjectFacts = {
  targets: [],
  contextKnown: false,
  hasIgnoreFile: null,
};
