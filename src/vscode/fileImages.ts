import type { Range, Span } from "../dockerfile/position";
import { rewriteImage } from "../harden/rewrite";
import { swapsOf, type Exchanged, type ImagePlace, type Swap } from "../harden/swap";
import type { ImageFacts } from "../image/catalog";
import type { Counterpart } from "../image/counterparts";
import { formatReference, withDefaultTag, type Reference } from "../image/reference";
import { externalImages } from "../lint/externalImages";
import { variableTexts } from "../lint/imageVariables";
import { contextOf } from "../lint/reading";
import type { Edit } from "../lint/finding";
import type { LintRequest } from "../lint/result";
import type { RuleContext } from "../lint/rule";

/** One place of a file that names an image of a registry, with all that the editor shows there. */
export interface FileImage {
  /** Its number among the images of the file: with the document's version, its identity. */
  readonly index: number;
  /** As people say it: `node:24`. */
  readonly name: string;
  /** What it means, with its tag; null where a build argument decides that. */
  readonly reference: Reference | null;
  readonly kind: ImagePlace["kind"];
  /** Whether a container that ships stands on it. */
  readonly ships: boolean;
  readonly stage: string | null;
  readonly facts: ImageFacts | null;
  /** A named build context, or an image made beforehand on the same machine. */
  readonly isLocal: boolean;
  /** False where a build argument decides the tag. */
  readonly isCertain: boolean;
  /** Where the image is written. */
  readonly range: Range;
  /** That, and the ARG's default in which the image stands. */
  readonly ranges: readonly Range[];
  /** What could take its place, best first. */
  readonly choices: readonly Choice[];
  /** Where the values of its variables come from, as sentences. */
  readonly variables: readonly string[];
  /** Why nothing could, as a sentence; null where something can. */
  readonly kept: string | null;
}

/** An image that could take the place of another. */
export interface Choice extends Exchanged {
  /** Why it is not simply swapped in: what would break, or why the text can't name it. */
  readonly obstacles: readonly Obstacle[];
}

export interface Obstacle {
  /** A sentence, and a second one where there is a way out. */
  readonly message: string;
  /** From 0; null where it is not about a line. */
  readonly line: number | null;
}

const cache = new WeakMap<LintRequest, readonly FileImage[]>();

/** Every image that a build of the file pulls, in the order of the file. */
export function imagesOf(request: LintRequest): readonly FileImage[] {
  const known = cache.get(request);
  if (known !== undefined) return known;
  const images = readImages(request);
  cache.set(request, images);
  return images;
}

/** The image at a place of the text; of several that share an ARG, the one that ships comes first. */
export function imageAt(
  images: readonly FileImage[],
  { line, character }: Range["start"],
): FileImage | null {
  const isHere = ({ start, end }: Range): boolean =>
    (start.line < line || (start.line === line && start.character <= character)) &&
    (line < end.line || (line === end.line && character <= end.character));
  const here = images.filter(({ ranges }) => ranges.some(isHere));
  return here.find(({ ships }) => ships) ?? here[0] ?? null;
}

function readImages(request: LintRequest): readonly FileImage[] {
  const context = contextOf(request);
  const { rangeOf } = context.dockerfile;
  const { swaps, kept } = swapsOf(request);
  const external = new Map(externalImages(context).map((image) => [image.word, image]));
  const places = [
    ...swaps.map((swap) => ({ place: swap.place, found: [swap, ...swap.alternatives], why: null })),
    ...kept.map(({ place, reason }) => ({ place, found: [], why: reason })),
  ].sort((a, b) => a.place.word.span.start - b.place.word.span.start);
  return places.map(({ place, found, why }, index): FileImage => {
    const image = external.get(place.word);
    return {
      index,
      name: place.name,
      reference: image?.complete === true ? withDefaultTag(image.reference) : null,
      kind: place.kind,
      ships: place.role === "runtime",
      stage: place.stage.name,
      facts: image?.facts ?? null,
      isLocal: image?.isLocal ?? false,
      isCertain: image?.complete ?? false,
      range: rangeOf(place.word.span),
      ranges: spansOf(context, place).map(rangeOf),
      choices: found.map((exchanged) => choiceOf(exchanged, context)),
      variables: variableTexts(context.service(place.stage)),
      kept: why,
    };
  });
}

function spansOf({ dockerfile }: RuleContext, { word, reference }: ImagePlace): readonly Span[] {
  const rewrite = rewriteImage(dockerfile, word, formatReference(reference));
  const isElsewhere = rewrite.kind === "edit" && rewrite.argument !== null;
  return isElsewhere ? [word.span, rewrite.edit.span] : [word.span];
}

function choiceOf(exchanged: Exchanged, { dockerfile }: RuleContext): Choice {
  const { blockers, refused } = exchanged;
  const obstacles = blockers.map(({ message, span, fix }): Obstacle => {
    const wayOut = fix === null ? "" : ` A way out: ${fix.title}.`;
    return { message: message + wayOut, line: dockerfile.rangeOf(span).start.line };
  });
  if (refused !== null) obstacles.push({ message: refused, line: null });
  return { ...exchanged, obstacles };
}

/**
 * The edits that put a family's image in the place of another, and nothing else.
 *
 * @param force also where something would break
 */
export function swapEdits(
  request: LintRequest,
  { index }: FileImage,
  { family, role }: Pick<Counterpart, "family" | "role">,
  force: boolean,
): readonly Edit[] {
  const place = imagesOf(request)[index];
  if (place === undefined) return [];
  const { dockerfile } = contextOf(request);
  const isHere = ({ place: { word } }: Swap): boolean => {
    const { start } = dockerfile.rangeOf(word.span);
    return start.line === place.range.start.line && start.character === place.range.start.character;
  };
  const swap = swapsOf(request, { force }).swaps.find(isHere);
  const chosen =
    swap &&
    [swap, ...swap.alternatives].find(
      ({ counterpart }) => counterpart.family === family && counterpart.role === role,
    );
  return (chosen?.edits ?? []).map(({ span, newText }) => {
    return { range: dockerfile.rangeOf(span), newText };
  });
}
