import type { Span } from "../dockerfile/position";
import { editsOf, applyEdits, unrevised, type Revision } from "../harden/edits";
import { reasonText } from "../harden/counterpartText";
import { keptRemarks } from "../harden/kept";
import { isShippedBuild } from "../harden/shippedBuild";
import { type FileSwaps, type Swap, swapsOf, type SwapOptions } from "../harden/swap";
import { contextOf } from "../lint/reading";
import type { LintRequest } from "../lint/result";
import type { Remark } from "../harden/fixing";
import { rangesIn } from "./rangeAfter";

/** A text with its images swapped, and all that has to be said about it. */
export interface SwappedText {
  readonly revision: Revision;
  readonly applied: readonly { readonly rule: string; readonly title: string }[];
  readonly blocked: readonly Remark[];
  readonly warnings: readonly Remark[];
}

/**
 * Swaps every image of a file that can be swapped. Ranges are of the text that the person has afterwards:
 * the text after where it is written, else the text as it is.
 */
export function swapText(
  request: LintRequest,
  options: SwapOptions,
  written: boolean,
): SwappedText {
  const file = swapsOf(request, options);
  const original = unrevised(request.text);
  const context = contextOf(request);
  const replacements = file.edits.map((edit) => ({ ...edit, span: context.place(edit.span) }));
  const revision = applyEdits(original, editsOf({ ...original, replacements }));
  const rangeOf = rangesIn(written ? revision : original);
  const remark = (message: string, span: Span): Remark => ({
    message,
    range: rangeOf(context.place(span)),
  });
  return {
    revision,
    applied: file.swaps.flatMap(({ edits, place, target }) =>
      edits.length === 0 ? [] : [{ rule: "swap", title: `${place.name} → ${target}` }],
    ),
    blocked: [
      ...blockedOf(file, remark),
      ...keptOf(request, file, remark),
      ...(file.tooMany === null ? [] : [remark(file.tooMany.message, file.tooMany.span)]),
    ],
    warnings: warningsOf(file, options.force === true, remark),
  };
}

type ToRemark = (message: string, span: Span) => Remark;

/** Why images that have a counterpart stay. */
function blockedOf({ swaps }: FileSwaps, remark: ToRemark): Remark[] {
  return swaps.flatMap(({ place, target, edits, blockers, refused, alternatives }) => {
    if (edits.length > 0) return [];
    const name = `${place.name} stays, though ${target} is there`;
    if (refused !== null) return [remark(`${name}: ${refused}`, place.word.span)];
    const reasons = blockers.map(({ message, span, fix }) =>
      remark(`${name}: ${message}${fix === null ? "" : ` A way out: ${fix.title}.`}`, span),
    );
    const [other] = alternatives.filter((it) => isShippedBuild(it) && it.edits.length > 0);
    const [first] = other?.warnings ?? [];
    return first === undefined
      ? reasons
      : [...reasons, remark(`What is possible, with less gained: ${first.message}`, first.span)];
  });
}

function keptOf(request: LintRequest, { kept }: FileSwaps, remark: ToRemark): Remark[] {
  const known = contextOf(request).dockerfile.stages.length > 0 ? kept : [];
  return keptRemarks(known).map(({ message, span }) => remark(message, span));
}

/** What was swapped and why, and what has to be known; what holds for several images is said once. */
function warningsOf({ swaps }: FileSwaps, force: boolean, remark: ToRemark): Remark[] {
  const made = swaps.filter(({ edits }) => edits.length > 0);
  const said = new Set<string>();
  const isShared = (text: string) =>
    made.filter((swap) => wordsOf(swap, force).some(({ message }) => message === text)).length > 1;
  return made.flatMap((swap) => {
    const about = `${swap.place.name} → ${swap.target}`;
    const why = [`${about}:`, ...swap.counterpart.why.map(reasonText)].join(" ");
    const words = wordsOf(swap, force).flatMap(({ message, span }) => {
      if (!isShared(message)) return [remark(`${about}: ${message}`, span)];
      if (said.has(message)) return [];
      said.add(message);
      return [remark(message, span)];
    });
    return [remark(why.replace(/\.+$/, "") + ".", swap.place.word.span), ...words];
  });
}

function wordsOf({ place, blockers, warnings, notes }: Swap, force: boolean) {
  const forced = force ? blockers : [];
  return [
    ...forced.map(({ message, span }) => ({ message: `In spite of this: ${message}`, span })),
    ...warnings.map(({ message, span }) => ({ message, span })),
    ...notes.map((message) => ({ message, span: place.word.span })),
  ];
}
