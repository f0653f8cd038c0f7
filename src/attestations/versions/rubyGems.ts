import { compareDigits } from "./dpkg";

/**
 * Compares versions of Ruby gems as `Gem::Version` does (guides.rubygems.org/specification-reference, and the
 * text of the class itself): numbers and words one by one, where a word comes before every number, so that what
 * has a letter is older than the release; zeros before the first word and at the end mean nothing. Negative where
 * `one` is older; null where one of them is no such version; linear.
 */
export function compareRubyGems(one: string, other: string): number | null {
  const [a, b] = [segmentsOf(one), segmentsOf(other)];
  if (a === null || b === null) return null;
  for (let place = 0; place < a.length || place < b.length; place += 1) {
    const difference = compareSegments(a[place] ?? "0", b[place] ?? "0");
    if (difference !== 0) return difference;
  }
  return 0;
}

function segmentsOf(version: string): string[] | null {
  const text = version.trim();
  if (!/^\d+(?:\.[0-9A-Za-z]+)*(?:-[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?$/.test(text)) return null;
  const segments = text.replaceAll("-", ".pre.").match(/\d+|[A-Za-z]+/g) ?? [];
  const firstWord = segments.findIndex((segment) => !isNumber(segment));
  const end = firstWord === -1 ? segments.length : firstWord;
  return [...withoutZeros(segments.slice(0, end)), ...withoutZeros(segments.slice(end))];
}

function withoutZeros(segments: readonly string[]): readonly string[] {
  const last = segments.findLastIndex((segment) => !/^0+$/.test(segment));
  return segments.slice(0, last + 1);
}

function compareSegments(one: string, other: string): number {
  if (isNumber(one) !== isNumber(other)) return isNumber(one) ? 1 : -1;
  if (isNumber(one)) return compareDigits(one, other);
  return one < other ? -1 : one > other ? 1 : 0;
}

function isNumber(segment: string): boolean {
  return /^\d/.test(segment);
}
