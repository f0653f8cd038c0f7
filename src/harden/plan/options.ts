import type { Run } from "./language";

/**
 * The value of an option of a command: `-o out`, `--output=out`.
 *
 * @param names as they are written, all of them: `-o`, `--output`
 * @returns null where it is not given, `"unknown"` where only the build can tell
 */
export function optionValue(
  { words }: Run,
  names: readonly string[],
): { readonly value: string } | "unknown" | null {
  for (const [at, word] of words.entries()) {
    const name = names.find((it) => word === it || word?.startsWith(`${it}=`) === true);
    if (name === undefined || word === null) continue;
    const value = word === name ? (words[at + 1] ?? null) : word.slice(name.length + 1);
    return value === null || value === "" ? "unknown" : { value };
  }
  return null;
}
