/**
 * The patterns of `${name#pattern}`, `${name%pattern}` and `${name/pattern/text}` as BuildKit knows
 * them: `*`, `?` and a backslash before `*`, `?`, `\`, `}` or `/`; no brackets. Matched by stepping a
 * set of states, never by a regular expression made from the file's text, so the cost is the
 * product of both lengths at worst. Source: moby/buildkit, frontend/dockerfile/shell.
 */
type Token =
  { readonly kind: "star" | "any" } | { readonly kind: "literal"; readonly text: string };

/** Reads a pattern; null where an escape stands before a character that may not be escaped. */
export function readPattern(pattern: string): readonly Token[] | null {
  const characters = Array.from(pattern);
  const tokens: Token[] = [];
  for (let index = 0; index < characters.length; index++) {
    const character = characters[index] ?? "";
    if (character === "*") tokens.push({ kind: "star" });
    else if (character === "?") tokens.push({ kind: "any" });
    else if (character === "\\") {
      const next = characters[index + 1];
      if (next === "}" || next === "/") continue;
      if (next !== "*" && next !== "?" && next !== "\\") return null;
      tokens.push({ kind: "literal", text: next });
      index++;
    } else tokens.push({ kind: "literal", text: character });
  }
  return tokens;
}

/** `value` without the shortest (or, `greedy`, longest) beginning that matches. */
export function trimStart(tokens: readonly Token[], value: string, greedy: boolean): string {
  const characters = Array.from(value);
  const end = matchEnd(tokens, characters, 0, greedy);
  return end === null ? value : characters.slice(end).join("");
}

/** `value` without the shortest (or, `greedy`, longest) end that matches. */
export function trimEnd(tokens: readonly Token[], value: string, greedy: boolean): string {
  const characters = Array.from(value).reverse();
  const end = matchEnd([...tokens].reverse(), characters, 0, greedy);
  return end === null ? value : characters.slice(end).reverse().join("");
}

/** `value` with the first match, or `all` of them, replaced; matches are as long as possible. */
export function replace(
  tokens: readonly Token[],
  value: string,
  replacement: string,
  all: boolean,
): string {
  const characters = Array.from(value);
  let result = "";
  let position = 0;
  let previousEnd = -1;
  while (position <= characters.length) {
    const end = matchEnd(tokens, characters, position, true);
    const isEmptyAfterMatch = end === position && position === previousEnd;
    if (end !== null && !isEmptyAfterMatch) {
      result += replacement;
      if (!all) return result + characters.slice(end).join("");
      previousEnd = end;
      if (end > position) {
        position = end;
        continue;
      }
    }
    result += characters[position] ?? "";
    position++;
  }
  return result;
}

/** Where a match that starts at `start` ends; null where none does. */
function matchEnd(
  tokens: readonly Token[],
  characters: readonly string[],
  start: number,
  greedy: boolean,
): number | null {
  let states = withStars(tokens, new Set([0]));
  let end: number | null = null;
  for (let position = start; ; position++) {
    if (states.has(tokens.length)) {
      end = position;
      if (!greedy) return end;
    }
    const character = characters[position];
    if (character === undefined || states.size === 0) return end;
    const next = new Set<number>();
    for (const state of states) {
      const token = tokens[state];
      if (token === undefined) continue;
      if (token.kind === "literal") {
        if (token.text === character) next.add(state + 1);
      } else if (character !== "\n") {
        next.add(token.kind === "star" ? state : state + 1);
      }
    }
    states = withStars(tokens, next);
  }
}

/** A star may match nothing, so the state behind it is reached at once. */
function withStars(tokens: readonly Token[], states: Set<number>): Set<number> {
  for (const state of states) {
    if (tokens[state]?.kind === "star") states.add(state + 1);
  }
  return states;
}
