import { compareDigits } from "./dpkg";

/**
 * Compares versions of Alpine packages as apk 3 does (apk-version(8)): numbers, of which those with a
 * leading zero are fractions, a letter, suffixes of which `_alpha` to `_rc` come before the version itself
 * and the others after it, the hash of a commit, and `-r` with the revision of the package. Null where
 * one of them is no such version; linear.
 */
export function compareApk(one: string, other: string): number | null {
  const [a, b] = [tokensOf(one), tokensOf(other)];
  if (a === null || b === null) return null;
  let place = 0;
  for (; ; place += 1) {
    const [left, right] = [a[place], b[place]];
    if (left === undefined || right === undefined || left.kind !== right.kind) break;
    const difference = compareTokens(left, right);
    if (difference !== 0) return difference;
  }
  const [left, right] = [a[place], b[place]];
  // What goes on is newer, unless it says that it comes before; of two that go on, see the order of kinds.
  if (left !== undefined && isBefore(left)) return -1;
  if (right !== undefined && isBefore(right)) return 1;
  return kinds.indexOf(right?.kind ?? "end") - kinds.indexOf(left?.kind ?? "end");
}

const kinds = ["first", "number", "letter", "suffix", "count", "hash", "revision", "end"] as const;

interface Token {
  readonly kind: (typeof kinds)[number];
  readonly text: string;
}

const suffixes = ["alpha", "beta", "pre", "rc", "", "cvs", "svn", "git", "hg", "p"];

function isBefore({ kind, text }: Token): boolean {
  return kind === "suffix" && suffixes.indexOf(text) < suffixes.indexOf("");
}

function compareTokens({ kind, text }: Token, { text: other }: Token): number {
  if (kind === "suffix") return suffixes.indexOf(text) - suffixes.indexOf(other);
  const isFraction = kind === "number" && (text.startsWith("0") || other.startsWith("0"));
  if (isFraction || kind === "letter" || kind === "hash")
    return text < other ? -1 : text > other ? 1 : 0;
  return compareDigits(text, other);
}

/** In the grammar of apk: `1.2.3b_rc1~1a2b-r4`; null where the text is not in it. */
function tokensOf(version: string): Token[] | null {
  const match = /^(\d+)((?:\.\d+)*)([a-z])?((?:_[a-z]+\d*)*)(?:~([0-9a-f]+))?(?:-r(\d+))?$/.exec(
    version.trim(),
  );
  if (match === null) return null;
  const [, first = "", numbers = "", letter, endings = "", hash, revision] = match;
  const tokens: Token[] = [{ kind: "first", text: first }];
  const add = (kind: Token["kind"], text: string | undefined): void => {
    if (text !== undefined && text !== "") tokens.push({ kind, text });
  };
  for (const digits of numbers.split(".")) add("number", digits);
  add("letter", letter);
  for (const [, word = "", count] of endings.matchAll(/_([a-z]+)(\d*)/g)) {
    if (!suffixes.includes(word)) return null;
    add("suffix", word);
    add("count", count);
  }
  add("hash", hash);
  add("revision", revision);
  return tokens;
}
