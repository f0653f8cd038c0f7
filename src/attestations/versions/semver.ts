import { compareDigits } from "./dpkg";

/**
 * Compares versions by Semantic Versioning 2.0.0; a `v` in front, as Go has it, is passed over, and so are
 * missing minor and patch numbers. Null where one of them is no such version.
 */
export function compareSemver(one: string, other: string): number | null {
  const [a, b] = [parse(one), parse(other)];
  if (a === null || b === null) return null;
  return compareNumbers(a.numbers, b.numbers) || comparePrereleases(a.prerelease, b.prerelease);
}

interface Version {
  readonly numbers: readonly string[];
  readonly prerelease: readonly string[];
}

function parse(text: string): Version | null {
  const match = /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:-([\w.-]+))?(?:\+[\w.-]*)?$/.exec(text.trim());
  if (match === null) return null;
  const [, major = "0", minor = "0", patch = "0", prerelease] = match;
  return { numbers: [major, minor, patch], prerelease: prerelease?.split(".") ?? [] };
}

/** Number by number; one that is missing at the end is 0. */
export function compareNumbers(one: readonly string[], other: readonly string[]): number {
  for (let place = 0; place < one.length || place < other.length; place += 1) {
    const difference = compareDigits(one[place] ?? "", other[place] ?? "");
    if (difference !== 0) return difference;
  }
  return 0;
}

/** A version without one comes after all that have one; numbers come before words. */
export function comparePrereleases(one: readonly string[], other: readonly string[]): number {
  if (one.length === 0 || other.length === 0) return other.length - one.length;
  for (const [place, a] of one.entries()) {
    const b = other[place];
    if (b === undefined) return 1;
    const [isNumber, isOtherNumber] = [/^\d+$/.test(a), /^\d+$/.test(b)];
    if (isNumber !== isOtherNumber) return isNumber ? -1 : 1;
    const difference = isNumber ? compareDigits(a, b) : a < b ? -1 : a > b ? 1 : 0;
    if (difference !== 0) return difference;
  }
  return one.length - other.length;
}
