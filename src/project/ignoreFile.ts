import { joinPath, normalizePath } from "./path";

/**
 * The ignore files that may apply to a build, in the order in which BuildKit looks: the one named
 * after the Dockerfile and beside it, else the one at the root of the context. The first that
 * exists applies, alone.
 */
export function ignoreFilePaths(dockerfile: string, context: string): readonly [string, string] {
  return [`${normalizePath(dockerfile)}.dockerignore`, joinPath(context, ".dockerignore")];
}
