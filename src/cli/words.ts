/** `1 file`, `2 files`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** The known word that a mistyped one was probably meant to be, null if none is near. */
export function nearest(word: string, known: readonly string[]): string | null {
  // Long input is no typing mistake, and the distance costs the product of the lengths.
  if (word.length > 40) return null;
  let best: string | null = null;
  let bestDistance = Math.max(2, Math.floor(word.length / 3)) + 1;
  for (const candidate of known) {
    const distance = editDistance(word.toLowerCase(), candidate);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** ` Did you mean "lint"?`, or nothing. */
export function suggestion(word: string, known: readonly string[], prefix = ""): string {
  const found = nearest(word, known);
  return found === null ? "" : ` Did you mean "${prefix}${found}"?`;
}

/** Letters to insert, delete or replace to make one word from the other (Levenshtein). */
function editDistance(one: string, other: string): number {
  let previous = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row++) {
    const current = [row];
    for (let column = 1; column <= other.length; column++) {
      const replaced = (previous[column - 1] ?? 0) + (one[row - 1] === other[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[other.length] ?? 0;
}
