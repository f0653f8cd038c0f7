import { isAbsolutePath, joinPath } from "./path";

/** Where something is written: the file's path, and the line from 0. */
export interface Place {
  readonly file: string;
  readonly line: number;
}

/** One attribute of a build as a file gives it. */
export type Attribute =
  | { readonly kind: "text"; readonly text: string; readonly place: Place }
  /** Not mentioned: what the build is based on decides. */
  | { readonly kind: "absent" }
  /** Taken away on purpose: empty, or `!reset`. What the build is based on no longer counts. */
  | { readonly kind: "reset" }
  /** Computed, or given by a file that we don't read. */
  | { readonly kind: "unknown" };

export const absent: Attribute = { kind: "absent" };
export const reset: Attribute = { kind: "reset" };
export const unknown: Attribute = { kind: "unknown" };

/** A build as one file declares it; several declarations of one name make a build. */
export interface BuildDeclaration {
  /** The service or the bake target. */
  readonly name: string;
  readonly place: Place;
  /** The folder that a relative context starts from. */
  readonly directory: string;
  readonly context: Attribute;
  readonly dockerfile: Attribute;
  readonly target: Attribute;
  /** `dockerfile_inline` and its like: then no file is built. */
  readonly inline: Attribute;
  /** Whom a compose service runs it as, in place of the image's own user. */
  readonly user: Attribute;
}

/** `own` on top of what it is based on. */
export function mergeDeclarations(base: BuildDeclaration, own: BuildDeclaration): BuildDeclaration {
  const pick = (key: "context" | "dockerfile" | "target" | "inline" | "user"): Attribute =>
    own[key].kind === "absent" ? base[key] : own[key];
  return {
    name: own.name,
    place: own.place,
    directory: own.context.kind === "absent" ? base.directory : own.directory,
    context: pick("context"),
    dockerfile: pick("dockerfile"),
    target: pick("target"),
    inline: pick("inline"),
    user: pick("user"),
  };
}

/** A build whose Dockerfile is known. */
export interface Build {
  readonly name: string;
  readonly place: Place;
  /** Path of the context. */
  readonly context: string;
  /** Path of the Dockerfile. */
  readonly dockerfile: string;
  /** The file names no Dockerfile, so BuildKit also takes `dockerfile` where there is no `Dockerfile`. */
  readonly defaultName: boolean;
  /** The stage to build; null: the last one, or one that can't be known. */
  readonly target: { readonly name: string; readonly place: Place } | null;
  /** Whom it runs as, whatever the image says; null: as the image says, or nobody knows. */
  readonly user: string | null;
}

/**
 * The paths of a declaration, by the rules that compose and bake share: the context is relative to
 * the file's folder, the Dockerfile to the context. Null where the Dockerfile can't be known, is
 * remote or inline.
 */
export function resolveBuild(declaration: BuildDeclaration): Build | null {
  const { name, place, directory, target } = declaration;
  if (declaration.inline.kind === "text" || declaration.inline.kind === "unknown") return null;
  const context = textOf(declaration.context, ".");
  const dockerfile = textOf(declaration.dockerfile, "Dockerfile");
  if (context === null || dockerfile === null) return null;
  if (!isLocal(context) || !isLocal(dockerfile)) return null;

  const contextPath = joinPath(directory, withoutScheme(context));
  const start = dockerfile.startsWith(workingDirectory) ? directory : contextPath;
  return {
    name,
    place,
    context: contextPath,
    dockerfile: joinPath(start, withoutScheme(dockerfile)),
    defaultName: declaration.dockerfile.kind !== "text",
    target: target.kind === "text" ? { name: target.text, place: target.place } : null,
    user: declaration.user.kind === "text" ? declaration.user.text : null,
  };
}

/** Bake's way to say: from where I was called. */
const workingDirectory = "cwd://";

function withoutScheme(path: string): string {
  return path.startsWith(workingDirectory) ? path.slice(workingDirectory.length) : path;
}

function textOf(attribute: Attribute, fallback: string): string | null {
  if (attribute.kind === "unknown") return null;
  return attribute.kind === "text" ? attribute.text : fallback;
}

/**
 * Whether a context is a folder here. The prefixes are those of BuildKit's and compose's own tests
 * for a remote context; `-` is standard input, `~` a home folder that we don't know.
 */
function isLocal(path: string): boolean {
  if (path.startsWith(workingDirectory)) return true;
  if (isAbsolutePath(path)) return true;
  return !/^(?:-$|~|github\.com\/|service:|target:|docker-image:|[\w.-]+@[^/:]+:)|:\/\//.test(path);
}
