import type { Span } from "../dockerfile/position";
import type { Kept } from "./swap";

/** Reasons that are only for who asks: the others are of a software that is known, but not in this image. */
const quiet: ReadonlySet<string> = new Set([
  "already-hardened",
  "not-mapped",
  "windows",
  "no-family",
  "not-in-family",
  "build-argument",
]);

/** Why places keep their image, as far as it is worth a word without being asked. */
export function keptRemarks(
  kept: readonly Kept[],
): readonly { readonly message: string; readonly span: Span }[] {
  return kept
    .filter(({ code }) => !quiet.has(code))
    .map(({ place, reason }) => ({
      message: `${place.name} stays: ${reason}`,
      span: place.word.span,
    }));
}
