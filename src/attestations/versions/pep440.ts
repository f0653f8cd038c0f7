import { compareDigits } from "./dpkg";
import { compareNumbers } from "./semver";

/**
 * Compares versions of Python packages by PEP 440 (packaging.python.org, "Version specifiers"):
 * `epoch!release`, then `a`, `b` or `rc`, then `.post`, then `.dev`, then the local version after a plus. All
 * spellings that it lets be normalised are read. Negative where `one` is older; null where one of them is no such
 * version; linear.
 */
export function comparePep440(one: string, other: string): number | null {
  const [a, b] = [parse(one), parse(other)];
  if (a === null || b === null) return null;
  return (
    compareDigits(a.epoch, b.epoch) ||
    compareNumbers(a.release, b.release) ||
    a.phase - b.phase ||
    compareDigits(a.phaseNumber, b.phaseNumber) ||
    compareOptional(a.post, b.post) ||
    // One that is still being worked on comes before the same without.
    -Number(a.dev !== null) + Number(b.dev !== null) ||
    compareDigits(a.dev ?? "", b.dev ?? "") ||
    compareLocals(a.local, b.local)
  );
}

interface Version {
  readonly epoch: string;
  readonly release: readonly string[];
  /** The place in `phases`. */
  readonly phase: number;
  readonly phaseNumber: string;
  readonly post: string | null;
  readonly dev: string | null;
  readonly local: readonly string[];
}

const phases = ["dev", "a", "b", "rc", "release"];
const spellings: ReadonlyMap<string, string> = new Map([
  ["alpha", "a"],
  ["beta", "b"],
  ["c", "rc"],
  ["pre", "rc"],
  ["preview", "rc"],
]);

const release = String.raw`v?(?:(\d+)!)?(\d+(?:\.\d+)*)`;
const before = String.raw`(?:[-_.]?(alpha|a|beta|b|preview|pre|c|rc)[-_.]?(\d*))?`;
const after = String.raw`(?:-(\d+)|[-_.]?(?:post|rev|r)[-_.]?(\d*))?`;
const development = String.raw`(?:[-_.]?dev[-_.]?(\d*))?`;
const local = String.raw`(?:\+([a-z0-9]+(?:[-_.][a-z0-9]+)*))?`;
const pattern = new RegExp(`^${release}${before}${after}${development}${local}$`);

function parse(text: string): Version | null {
  const match = pattern.exec(text.trim().toLowerCase());
  if (match === null) return null;
  const [, epoch = "", numbers = "", word, phaseNumber = "", hyphened, post, dev, localText] =
    match;
  const postNumber = hyphened ?? post ?? null;
  // Development of the release itself comes before its alphas.
  const unnamed = postNumber === null && dev !== undefined ? "dev" : "release";
  const phase = word === undefined ? unnamed : (spellings.get(word) ?? word);
  return {
    epoch,
    release: numbers.split("."),
    phase: phases.indexOf(phase),
    phaseNumber,
    post: postNumber,
    dev: dev ?? null,
    local: localText?.split(/[-_.]/) ?? [],
  };
}

/** What is not there comes before everything that is. */
function compareOptional(one: string | null, other: string | null): number {
  return Number(one !== null) - Number(other !== null) || compareDigits(one ?? "", other ?? "");
}

/** Words come before numbers, and what is longer after what it begins with. */
function compareLocals(one: readonly string[], other: readonly string[]): number {
  for (const [place, a] of one.entries()) {
    const b = other[place];
    if (b === undefined) return 1;
    const [isNumber, isOtherNumber] = [/^\d+$/.test(a), /^\d+$/.test(b)];
    if (isNumber !== isOtherNumber) return isNumber ? 1 : -1;
    const difference = isNumber ? compareDigits(a, b) : a < b ? -1 : a > b ? 1 : 0;
    if (difference !== 0) return difference;
  }
  return one.length - other.length;
}
