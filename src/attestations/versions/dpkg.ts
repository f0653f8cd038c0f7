/**
 * Compares versions of Debian packages as dpkg does (deb-version(7)): `epoch:upstream-revision`, digits as
 * numbers, letters before other characters, a tilde before the end. Negative where `one` is older. Any text
 * has an order; time is linear.
 */
export function compareDpkg(one: string, other: string): number {
  const [a, b] = [split(one), split(other)];
  return (
    compareDigits(a.epoch, b.epoch) ||
    compareParts(a.upstream, b.upstream) ||
    compareParts(a.revision, b.revision)
  );
}

function split(version: string): { epoch: string; upstream: string; revision: string } {
  const text = version.trim();
  const colon = text.indexOf(":");
  const rest = text.slice(colon + 1);
  const dash = rest.lastIndexOf("-");
  return {
    epoch: colon === -1 ? "" : text.slice(0, colon),
    upstream: dash === -1 ? rest : rest.slice(0, dash),
    revision: dash === -1 ? "" : rest.slice(dash + 1),
  };
}

function compareParts(one: string, other: string): number {
  let i = 0;
  let j = 0;
  while (i < one.length || j < other.length) {
    while ((i < one.length && !isDigit(one[i])) || (j < other.length && !isDigit(other[j]))) {
      const difference = weight(one[i]) - weight(other[j]);
      if (difference !== 0) return difference;
      i += 1;
      j += 1;
    }
    const [from, start] = [i, j];
    while (isDigit(one[i])) i += 1;
    while (isDigit(other[j])) j += 1;
    const difference = compareDigits(one.slice(from, i), other.slice(start, j));
    if (difference !== 0) return difference;
  }
  return 0;
}

function weight(character: string | undefined): number {
  if (character === undefined || isDigit(character)) return 0;
  if (character === "~") return -1;
  const code = character.charCodeAt(0);
  return /[A-Za-z]/.test(character) ? code : code + 256;
}

function isDigit(character: string | undefined): boolean {
  return character !== undefined && character >= "0" && character <= "9";
}

/** Runs of digits as numbers of any length; an empty one is 0. */
export function compareDigits(one: string, other: string): number {
  const a = one.replace(/^0+/, "");
  const b = other.replace(/^0+/, "");
  if (a.length !== b.length) return a.length - b.length;
  return a < b ? -1 : a > b ? 1 : 0;
}
