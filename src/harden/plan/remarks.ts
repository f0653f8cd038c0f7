import type { Breakage } from "../breakage";
import type { Swap } from "../swap";
import type { PlanRemark } from "./model";
import type { Restructured } from "./restructure";

/** What is to be known of swaps that are made, each sentence once. */
export function swapRemarks(swaps: readonly Swap[]): readonly PlanRemark[] {
  const said = new Set<string>();
  return swaps
    .filter(({ edits }) => edits.length > 0)
    .flatMap(({ warnings, notes, place }) => [
      ...warnings.map(({ message, span }) => ({ message, span })),
      ...notes.map((message) => ({ message, span: place.word.span })),
    ])
    .filter(({ message }) => {
      const isNew = !said.has(message);
      said.add(message);
      return isNew;
    });
}

/** Who runs the container, where no swap says so: the runtime image is another software's then. */
export function runtimeRemarks({ own, draft, runtimeImage }: Restructured): readonly PlanRemark[] {
  if (own.some(({ target }) => target === runtimeImage)) return [];
  const { user, runtime, stage } = draft;
  const uid = runtime.facts.user?.value.uid ?? null;
  const number = uid === null || user.instruction !== null ? "" : ` (${uid})`;
  return [{ message: `The container runs as ${user.owner}${number}.`, span: stage.from.span }];
}

/** Why places that have a counterpart keep their image. */
export function blockedRemarks(swaps: readonly Swap[]): readonly PlanRemark[] {
  return swaps.flatMap(({ place, target, edits, blockers, refused }) => {
    if (edits.length > 0) return [];
    const stays = `${place.name} stays, though ${target} is there`;
    if (refused !== null) return [{ message: `${stays}: ${refused}`, span: place.word.span }];
    return firsts(blockers).map(({ message, span, fix }) => ({
      message: `${stays}: ${message}${fix === null ? "" : ` A way out: ${fix.title}.`}`,
      span,
    }));
  });
}

/** The first of each kind: a stage with twenty RUNs has one reason, not twenty. */
function firsts(blockers: readonly Breakage[]): readonly Breakage[] {
  const seen = new Set<string>();
  return blockers.filter(({ code }) => {
    const isFirst = !seen.has(code);
    seen.add(code);
    return isFirst;
  });
}
