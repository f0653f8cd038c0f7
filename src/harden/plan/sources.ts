import { blankWords } from "../../dockerfile/words";
import type { Step } from "./survey";

/**
 * Whether all that is copied from the build context is what a build reads and a program does not: `go.mod`,
 * `src`, `pom.xml`. False for `COPY . .`, since nobody knows what is in it.
 *
 * @param isSource of a path as it is written, without a slash at its end: `./cmd`
 */
export function copiesOnlySources(
  steps: readonly Step[],
  isSource: (path: string) => boolean,
): boolean {
  return steps.every(({ kind, instruction }) => {
    if (kind !== "files") return true;
    if (instruction.keyword === "ADD" || instruction.heredocs.length > 0) return false;
    if (instruction.flags.some(({ name }) => name === "from")) return false;
    const words = instruction.json ?? blankWords(instruction.arguments).map(({ text }) => text);
    return words.slice(0, -1).every((word) => isSource(word.replace(/\/+$/, "")));
  });
}

/** The last part of a path: `*.go` of `./cmd/*.go`. */
export const lastPart = (path: string): string => path.slice(path.lastIndexOf("/") + 1);
