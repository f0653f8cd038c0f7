import { compareNumbers, comparePrereleases } from "./semver";

/**
 * Compares versions of NuGet packages (learn.microsoft.com/nuget/concepts/package-versioning): Semantic Versioning
 * with one to four numbers, of which those that are missing are 0, and words without case. Null where one of them
 * is no such version; linear.
 */
export function compareNuGet(one: string, other: string): number | null {
  const [a, b] = [parse(one), parse(other)];
  if (a === null || b === null) return null;
  return compareNumbers(a.numbers, b.numbers) || comparePrereleases(a.prerelease, b.prerelease);
}

const pattern =
  /^(\d+(?:\.\d+){0,3})(?:-([0-9a-z-]+(?:\.[0-9a-z-]+)*))?(?:\+[0-9a-z-]+(?:\.[0-9a-z-]+)*)?$/;

function parse(text: string): {
  readonly numbers: readonly string[];
  readonly prerelease: readonly string[];
} | null {
  const match = pattern.exec(text.trim().toLowerCase());
  if (match === null) return null;
  return { numbers: match[1]?.split(".") ?? [], prerelease: match[2]?.split(".") ?? [] };
}
