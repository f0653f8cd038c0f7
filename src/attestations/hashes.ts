import type { Fields } from "./fields";

/** `SHA-256`, `SHA256` and `sha256` are one algorithm; `SHA3-256` is another. */
export function algorithmName(written: string): string {
  const name = written.toLowerCase();
  return name.startsWith("sha-") ? `sha${name.slice(4)}` : name;
}

/** A list of objects that have an algorithm and digits each. */
export function readHashes(
  list: readonly Fields[],
  algorithm: string,
  digits: string,
): ReadonlyMap<string, string> {
  if (list.length === 0) return noHashes;
  const hashes = new Map<string, string>();
  for (const hash of list) {
    const name = hash.text(algorithm);
    const value = hash.text(digits);
    if (name !== null && value !== null) hashes.set(algorithmName(name), value);
  }
  return hashes;
}

/** Most components have none: an empty map for each would be a quarter of what is kept of them. */
const noHashes: ReadonlyMap<string, string> = new Map();

/** Digests by algorithm, as in-toto and OpenVEX write them. */
export function readDigests(digests: Fields): Map<string, string> {
  return new Map(
    [...digests.textEntries()].map(([algorithm, digits]) => [algorithmName(algorithm), digits]),
  );
}
