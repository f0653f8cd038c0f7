import { compareDigits } from "./dpkg";

/**
 * Compares versions of RPM packages as rpm does (rpm-version(7)): `epoch:version-release`, where a missing
 * epoch is 0 and a release is compared only where both have one. Negative where `one` is older; linear.
 */
export function compareRpm(one: string, other: string): number {
  const [a, b] = [split(one), split(other)];
  const release = a.release === null || b.release === null ? 0 : compareParts(a.release, b.release);
  return compareDigits(a.epoch, b.epoch) || compareParts(a.version, b.version) || release;
}

function split(text: string): { epoch: string; version: string; release: string | null } {
  const colon = text.indexOf(":");
  const rest = text.slice(colon + 1);
  const dash = rest.lastIndexOf("-");
  return {
    epoch: colon === -1 ? "" : text.slice(0, colon),
    version: dash === -1 ? rest : rest.slice(0, dash),
    release: dash === -1 ? null : rest.slice(dash + 1),
  };
}

/** Segments of digits and of letters, what is between them not counting but for a tilde and a caret. */
function compareParts(one: string, other: string): number {
  const a = segments(one);
  const b = segments(other);
  for (let place = 0; place < a.length || place < b.length; place += 1) {
    const difference = compareSegments(a[place], b[place]);
    if (difference !== 0) return difference;
  }
  return 0;
}

function segments(text: string): string[] {
  return text.match(/\d+|[A-Za-z]+|[~^]/g) ?? [];
}

/** A tilde is before the end and everything else, a caret after the end and before everything else. */
function compareSegments(one: string | undefined, other: string | undefined): number {
  const rank = rankOf(one) - rankOf(other);
  if (rank !== 0 || one === undefined || other === undefined) return rank;
  if (/\d/.test(one)) return compareDigits(one, other);
  return one < other ? -1 : one > other ? 1 : 0;
}

function rankOf(segment: string | undefined): number {
  if (segment === "~") return 0;
  if (segment === undefined) return 1;
  if (segment === "^") return 2;
  return /^\d/.test(segment) ? 4 : 3;
}
