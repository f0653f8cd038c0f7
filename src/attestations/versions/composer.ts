import { compareDigits } from "./dpkg";

/**
 * Compares versions of PHP packages as Composer does (getcomposer.org/doc/articles/versions.md, and its normal form:
 * four numbers or a date, a stability with its numbers, `-dev`): `dev` comes before `alpha`, `beta`, `RC`, the
 * release and a `patch`, in this order, and what is developed towards a beta before that beta. Negative where `one`
 * is older; null where one of them is a branch or no version; linear.
 */
export function compareComposer(one: string, other: string): number | null {
  const [a, b] = [parse(one), parse(other)];
  if (a === null || b === null) return null;
  return (
    compareNumbers(a.numbers, b.numbers) ||
    a.stability - b.stability ||
    compareNumbers(a.counts, b.counts) ||
    Number(b.isDevelopment) - Number(a.isDevelopment)
  );
}

interface Version {
  readonly numbers: readonly string[];
  /** The place in `stabilities`. */
  readonly stability: number;
  readonly counts: readonly string[];
  readonly isDevelopment: boolean;
}

const stabilities = ["dev", "alpha", "beta", "rc", "stable", "patch"];
const spellings: ReadonlyMap<string, string> = new Map([
  ["a", "alpha"],
  ["b", "beta"],
  ["p", "patch"],
  ["pl", "patch"],
]);

const modifier = String.raw`(?:(stable|beta|b|rc|alpha|a|patch|pl|p)([.-]?\d+(?:[.-]\d+)*)?)?`;
const ending = String.raw`[._-]?${modifier}([.-]?dev)?$`;
const numbered = new RegExp(String.raw`^v?(\d{1,5}(?:\.\d+){0,3})${ending}`);
const dated = new RegExp(String.raw`^v?(\d{4}(?:[.:-]?\d{2}){1,6}(?:[.:-]?\d{1,3}){0,2})${ending}`);

function parse(text: string): Version | null {
  const whole = text.trim().toLowerCase();
  const plus = whole.indexOf("+");
  const written = (plus === -1 ? whole : whole.slice(0, plus)).replace(
    /@(?:stable|rc|beta|alpha|dev)$/,
    "",
  );
  const four = numbered.exec(written);
  const match = four ?? dated.exec(written);
  if (match === null) return null;
  const [, digits = "", word, counts = "", development] = match;
  const numbers = digits.split(/[.:-]/);
  const missing = four === null ? 0 : 4 - numbers.length;
  const isDevelopment = development !== undefined && word !== "stable";
  const said = word ?? (isDevelopment ? "dev" : "stable");
  return {
    numbers: [...numbers, ...Array<string>(missing).fill("0")],
    stability: stabilities.indexOf(spellings.get(said) ?? said),
    counts: counts.match(/\d+/g) ?? [],
    isDevelopment: isDevelopment && word !== undefined,
  };
}

/** More numbers are newer than fewer that are the same. */
function compareNumbers(one: readonly string[], other: readonly string[]): number {
  for (const [place, number] of one.entries()) {
    const against = other[place];
    if (against === undefined) return 1;
    const difference = compareDigits(number, against);
    if (difference !== 0) return difference;
  }
  return one.length - other.length;
}
