/** The newest of some tags. */
export function newestTag(tags: readonly string[]): string | null {
  return [...tags].sort(byNewestTag)[0] ?? null;
}

/**
 * Puts newer tags first: by their version, where a tag that says less of it (`24`) stands for the newest and
 * comes before those that say more (`24.1`); tags of one version from the shortest; words (`latest`) after
 * them, and what was made before a release last.
 */
export function byNewestTag(a: string, b: string): number {
  const early = Number(beforeRelease.test(a)) - Number(beforeRelease.test(b));
  if (early !== 0) return early;
  const left = versionOf(a);
  const right = versionOf(b);
  if (left === null || right === null) {
    if (left !== right) return left === null ? 1 : -1;
    return byLength(a, b);
  }
  for (let index = 0; index < Math.max(left.length, right.length); index++) {
    const difference = (right[index] ?? Infinity) - (left[index] ?? Infinity);
    if (difference !== 0 && !Number.isNaN(difference)) return difference;
  }
  return byLength(a, b);
}

const beforeRelease =
  /\d(?:a|b|rc)\d*(?:-|$)|(?:^|-)(?:rc|alpha|beta|preview|nightly|ea|edge)[\d.]*(?:-|$)/;

function versionOf(tag: string): readonly number[] | null {
  const version = /^v?(\d+(?:\.\d+)*)(?![a-z0-9])/i.exec(tag)?.[1];
  return version === undefined ? null : version.split(".").map(Number);
}

function byLength(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}
