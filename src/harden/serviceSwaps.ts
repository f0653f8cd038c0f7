import type { Span } from "../dockerfile/position";
import { externalImages } from "../lint/externalImages";
import { contextOf } from "../lint/reading";
import type { LintRequest } from "../lint/result";
import type { SpanEdit } from "../lint/rule";
import { serviceText, type ServiceText } from "../lint/serviceText";
import type { Breakage } from "./breakage";
import type { Exchanged, FileSwaps, Swap } from "./swap";

/**
 * The swaps of a compose or bake file. Services know nothing of each other's images, so each is looked
 * at in a text of its own: the time grows with their number and not with its square.
 */
export function serviceSwaps(
  request: LintRequest,
  { services, file }: ServiceText,
  swapsOfOne: (request: LintRequest) => FileSwaps,
): FileSwaps {
  const context = contextOf(request);
  const places = new Map(externalImages(context).map(({ stage, word }) => [stage.index, word]));
  const found = services.slice(0, mostServices).flatMap((service, index): Found[] => {
    const stage = context.dockerfile.stages[index];
    const word = places.get(index);
    if (service.isRepeated || stage === undefined || word === undefined) return [];
    const alone = { ...request, services: serviceText({ ...file, services: [service] }) };
    const own = contextOf(alone).dockerfile.stages[0];
    const shift = moving(stage.from.span.start - (own?.from.span.start ?? 0));
    const { swaps, kept } = swapsOfOne(alone);
    const here = <T extends Pick<Swap, "place">>(one: T): T => ({
      ...one,
      place: { ...one.place, stage, word },
    });
    const moved = swaps.map((swap): Swap =>
      here({ ...swap, ...shift(swap), alternatives: swap.alternatives.map(shift) }),
    );
    return [{ swaps: moved, kept: kept.map(here), edits: moved.flatMap(({ edits }) => edits) }];
  });
  const next = context.dockerfile.stages[mostServices];
  return {
    swaps: found.flatMap(({ swaps }) => swaps),
    kept: found.flatMap(({ kept }) => kept),
    edits: found.flatMap(({ edits }) => edits),
    tooMany:
      next === undefined
        ? null
        : {
            message: `The file names ${services.length} images: only the first ${mostServices} are looked at.`,
            span: next.from.keywordSpan,
          },
  };
}

type Found = Omit<FileSwaps, "tooMany">;

/** Nobody writes files with more of them by hand. */
const mostServices = 300;

function moving(by: number): (one: Exchanged) => Exchanged {
  const moved = ({ start, end }: Span) => ({ start: start + by, end: end + by });
  const ofEdit = (edit: SpanEdit) => ({ ...edit, span: moved(edit.span) });
  const ofBreakage = (breakage: Breakage) => ({ ...breakage, span: moved(breakage.span) });
  return (one) => ({
    ...one,
    edits: one.edits.map(ofEdit),
    blockers: one.blockers.map(ofBreakage),
    warnings: one.warnings.map(ofBreakage),
  });
}
