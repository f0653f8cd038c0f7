import type { ImageKindName, Role } from "./catalogFile";

/**
 * The part that an official image plays, from what its repository is for and the words of its tags.
 *
 * - `language`: a language with compilers and headers (`node:24`, `python:3.13`), built on buildpack-deps;
 *   their `-slim` and `-alpine` tags are `runtime`.
 * - `sdk`: a compiler or build tool in every variant (`golang`, `rust`, `gcc`, `maven`, a JDK): small ones
 *   are still not what runs. A JRE is `runtime`.
 * - `os`: a distribution for general use (`debian:13`, `ubuntu:24.04`, `fedora`, `buildpack-deps:scm`); cut
 *   down ones (`debian:13-slim`, `alpine`, `busybox`) are `minimal`.
 * - `runtime`: services and applications. `php` is one of them: it has no slim variant, and its full tags
 *   are what the makers mean for production.
 *
 * Null where the words do not tell, as for a digest alone or a Windows image.
 */
export function officialKind(
  role: Role | undefined,
  tags: readonly string[],
): ImageKindName | null {
  if (tags.some(isWindowsTag)) return null;
  if (role === "unknown") return null;
  if (role === "base") return "minimal";
  if (role === "sdk") return "sdk";
  const words = new Set(tags.flatMap((tag) => tag.split("-")));
  const has = (pattern: RegExp): boolean => [...words].some((word) => pattern.test(word));
  // `caddy:builder` carries the Go compiler.
  if (role === undefined) return has(/^builder$/) ? "sdk" : "runtime";
  if (tags.length === 0) return null;
  switch (role) {
    case "os":
      return has(/^(slim|minimal|micro)$/) ? "minimal" : "os";
    case "language":
      return has(/^(slim|alpine.*)$/) ? "runtime" : "language";
    case "compiler":
      return has(/^slim$/) ? "runtime" : "sdk";
    case "java":
      if (has(/^jre\d*$/)) return "runtime";
      // A headless JDK is a JDK; Corretto's headless images without that word are runtimes.
      return !has(/^jdk\d*$/) && has(/^(headless|sfj)$/) ? "runtime" : "sdk";
    case "buildpack":
      return has(/^(curl|scm)$/) ? "os" : "sdk";
  }
}

/** Windows variants share the repository with Linux ones but have neither its users nor its shell. */
export function isWindowsTag(tag: string): boolean {
  return /(^|-)(nanoserver|windowsservercore|windows)/.test(tag);
}
