import { compareDigits } from "./dpkg";

/**
 * Compares versions of Maven artifacts as Maven itself does: the class ComparableVersion of Maven 4, of which
 * maven.apache.org/pom.html, "Version Order Specification", is the text. Numbers and words, parted by dots,
 * hyphens and where digits meet letters; a hyphen weighs less than a dot; `alpha` to `snapshot` come before the
 * release, all other words after it; zeros at an end mean nothing, and there is no case. Negative where `one` is
 * older; null where one of them is empty or has what Maven allows in no version; linear.
 */
export function compareMaven(one: string, other: string): number | null {
  if (!isVersion(one) || !isVersion(other)) return null;
  const [a, b] = [tokensOf(one), tokensOf(other)];
  for (let place = 0; place < a.length || place < b.length; place += 1) {
    const [left, right] = [a[place], b[place]];
    const difference =
      left !== undefined && right !== undefined
        ? compareTokens(left, right)
        : withNothing(left) - withNothing(right);
    if (difference !== 0) return difference;
  }
  return 0;
}

function isVersion(text: string): boolean {
  return /^[!-~]+$/.test(text) && !/[\\/:"<>|?*[\](){},]/.test(text);
}

/** `part`: what follows belongs to a hyphen, or to a change from digits to letters, up to the end. */
type Token =
  | { readonly kind: "part" }
  | { readonly kind: "number"; readonly digits: string }
  | { readonly kind: "word"; readonly word: string; readonly digits: string | null };

const kinds = ["word", "part", "number"] as const;
const part: Token = { kind: "part" };

function compareTokens(one: Token, other: Token): number {
  if (one.kind === "number" && other.kind === "number")
    return compareDigits(one.digits, other.digits);
  if (one.kind !== "word" || other.kind !== "word")
    return kinds.indexOf(one.kind) - kinds.indexOf(other.kind);
  const words = compareWords(one.word, other.word);
  if (words !== 0) return words;
  if (one.digits === null || other.digits === null)
    return Number(one.digits !== null) - Number(other.digits !== null);
  return compareDigits(one.digits, other.digits);
}

/** How a token compares with the end of the other version. */
function withNothing(token: Token | undefined): number {
  if (token === undefined || token.kind === "part") return 0;
  return token.kind === "number" ? compareDigits(token.digits, "") : compareWords(token.word, "");
}

/** The release is the empty word. */
const knownWords = ["alpha", "beta", "milestone", "rc", "snapshot", "", "sp"];
const otherNames: ReadonlyMap<string, string> = new Map([
  ["cr", "rc"],
  ["ga", ""],
  ["final", ""],
  ["release", ""],
]);
const shortWords: ReadonlyMap<string, string> = new Map([
  ["a", "alpha"],
  ["b", "beta"],
  ["m", "milestone"],
]);

function compareWords(one: string, other: string): number {
  const [a, b] = [knownWords.indexOf(one), knownWords.indexOf(other)];
  if (a !== -1 && b !== -1) return a - b;
  if (a !== b) return a === -1 ? 1 : -1;
  return one < other ? -1 : one > other ? 1 : 0;
}

function wordToken(word: string, digits: string | null): Token {
  const whole = digits === null ? word : (shortWords.get(word) ?? word);
  return { kind: "word", word: otherNames.get(whole) ?? whole, digits };
}

/** The parts after each other, as only the end of one can have another in it; without what means nothing. */
function tokensOf(version: string): readonly Token[] {
  const parts = partsOf(version.toLowerCase());
  const tokens: Token[] = [];
  // From the end, so that a part that is empty ends the one before it.
  for (const tokensOfPart of parts.reverse()) {
    if (tokens.length > 0) tokens.push(part);
    for (const token of tokensOfPart.reverse()) {
      const isZero = token.kind === "number" && compareDigits(token.digits, "") === 0;
      const next = tokens.at(-1);
      const follows = next === part ? tokens.at(-2) : next;
      if (!isZero || (follows !== undefined && follows.kind !== "word")) tokens.push(token);
    }
  }
  return tokens.reverse();
}

function partsOf(version: string): Token[][] {
  const parts: Token[][] = [];
  let current: Token[] = [];
  const beginPart = (): void => {
    if (current.length === 0) return;
    parts.push(current);
    current = [];
  };
  const pieces = version.match(/\d+|[^\d.-]+(?:-?\d+)?|[.-]/g) ?? [];
  let isOpen = true;
  for (const [place, piece] of pieces.entries()) {
    if (piece === "." || piece === "-") {
      // Nothing between two separators is a zero.
      if (isOpen) current.push({ kind: "number", digits: "0" });
      if (piece === "-") beginPart();
      isOpen = true;
      continue;
    }
    const end = piece.search(/-?\d/);
    const word = end === -1 ? piece : piece.slice(0, end);
    const digits = end === -1 ? null : piece.slice(end).replace("-", "");
    // Letters after digits begin a part, and so do those before digits and those at the end.
    const isLast = place === pieces.length - 1;
    if (word !== "" && (!isOpen || digits !== null || isLast)) beginPart();
    if (word === "") current.push({ kind: "number", digits: piece });
    else current.push(wordToken(word, digits));
    isOpen = false;
  }
  return [...parts, current];
}
