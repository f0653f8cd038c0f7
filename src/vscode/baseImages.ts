import type { Stage, Word } from "../dockerfile/model";
import type { Range } from "../dockerfile/position";
import { dayOf } from "../harden/families";
import { swapsOf, type FileSwaps, type Kept, type Swap } from "../harden/swap";
import type { ImageFacts } from "../image/catalog";
import { familiarReference, withDefaultTag, type Reference } from "../image/reference";
import { externalImages, type ExternalImage } from "../lint/externalImages";
import { shortName } from "../lint/imageName";
import { contextOf } from "../lint/reading";
import type { LintRequest } from "../lint/result";
import type { RuleContext } from "../lint/rule";
import { endedOf, familyNames, isHardened, shortFacts } from "./imageText";

/** What there is to do about an image at a place, the gravest first. */
export const imageStates = ["end-of-life", "hardenable", "no-swap", "unknown", "hardened"] as const;

export type ImageState = (typeof imageStates)[number];

/** What a place does with its image. */
export type ImagePart = "ships" | "builds" | "copied" | "mounted" | "runs" | "handed";

/** One place of a file that uses an image of a registry. */
export interface UsedImage {
  /** As people say it: `node:24`; as written where a build argument decides which one it is. */
  readonly name: string;
  /** What to ask a registry for; null where that can't be told, and for an image of this machine. */
  readonly reference: string | null;
  readonly state: ImageState;
  /** Which rule of the lint says so too; null where none does. */
  readonly rule: "eol-base" | "moved-base" | "hardened-available" | null;
  /** Why it is in that state, as a sentence. */
  readonly reason: string;
  /** The same in two words, for what nobody supports or updates any more; else empty. */
  readonly brief: string;
  /** The best that could take its place; null where nothing could. */
  readonly swap: UsedSwap | null;
  /** Size and user: `408.9 MB, user root`; empty where neither is known. */
  readonly facts: string;
  readonly part: ImagePart;
  /** The stage or service that uses it; null where it has no name. */
  readonly owner: string | null;
  readonly range: Range;
}

export interface UsedSwap {
  /** The image that would be written. */
  readonly target: string;
  /** The same software in the same version, nothing left to say. */
  readonly exact: boolean;
  /** What keeps it from simply being swapped in, as a sentence; null where nothing does. */
  readonly obstacle: string | null;
}

/**
 * Every place of a Dockerfile, compose or bake file that uses an image of a registry, in the order of the
 * file: what FROM, COPY --from, RUN --mount and services name, and what only a build argument decides. Stages
 * and `scratch` are none. Never throws.
 */
export function usedImages(request: LintRequest): readonly UsedImage[] {
  return usedIn(request, swapsOf(request));
}

function usedIn(request: LintRequest, { swaps, kept, tooMany }: FileSwaps): readonly UsedImage[] {
  const context = contextOf(request);
  const known: Known = {
    images: new Map(externalImages(context).map((image) => [image.word, image])),
    swaps: new Map(swaps.map((swap) => [swap.place.word, swap])),
    kept: new Map(kept.map((one) => [one.place.word, one])),
    unseen: unseenReason(request, tooMany?.message ?? null),
    isReadable: isReadable(request),
    today: dayOf(request.today),
  };
  return placesIn(context, known.images)
    .map((place) => usedAt(place, known, context))
    .sort((one, other) => compareRanges(one.range, other.range));
}

/** The swaps of the places of a file that use an image, by its name as `usedImages` has it. */
export function swapsOfImage(request: LintRequest, name: string): readonly Swap[] {
  const { dockerfile } = contextOf(request);
  const found = swapsOf(request);
  const places = usedIn(request, found).filter((image) => image.name === name);
  const wanted = new Set(places.map(({ range }) => placeKey(range)));
  const isWanted = ({ place }: Swap) => wanted.has(placeKey(dockerfile.rangeOf(place.word.span)));
  return found.swaps.filter(isWanted);
}

/** Where something begins, to find it again. */
export const placeKey = ({ start }: Range) => `${start.line}:${start.character}`;

interface Known {
  readonly images: ReadonlyMap<Word, ExternalImage>;
  readonly swaps: ReadonlyMap<Word, Swap>;
  readonly kept: ReadonlyMap<Word, Kept>;
  /** Why a place is neither among the swaps nor kept. */
  readonly unseen: string;
  /** Whether the catalog can be read. */
  readonly isReadable: boolean;
  readonly today: string;
}

function isReadable({ catalog }: LintRequest): boolean {
  return catalog !== null && catalog.problem == null;
}

function unseenReason(request: LintRequest, tooMany: string | null): string {
  if (!isReadable(request)) return "The image catalog can't be read.";
  return tooMany ?? "The image catalog does not have it.";
}

interface Place {
  readonly stage: Stage;
  readonly word: Word;
  readonly keyword: "FROM" | "COPY" | "RUN";
}

function placesIn({ dockerfile, service }: RuleContext, images: Known["images"]): readonly Place[] {
  const stages = dockerfile.stages.flatMap((stage): Place[] => {
    const { image, base } = stage;
    const isImage = base.kind === "image" || base.kind === "unknown";
    // Services that share the place of their image are one use of it.
    if (image === null || !isImage || service(stage)?.isRepeated === true) return [];
    return [{ stage, word: image, keyword: "FROM" }];
  });
  const uses = dockerfile.imageUses.flatMap(({ stage, word, base, instruction }): Place[] => {
    // What is no reference is the name of a stage that could not be read.
    if (!images.has(word) && base.kind !== "unknown") return [];
    return [{ stage, word, keyword: instruction.keyword === "RUN" ? "RUN" : "COPY" }];
  });
  return [...stages, ...uses];
}

function usedAt(place: Place, known: Known, context: RuleContext): UsedImage {
  const { stage, word } = place;
  const service = context.service(stage);
  const image = known.images.get(word);
  const complete = image?.complete === true ? image.reference : null;
  const isCertain = complete !== null && image?.isLocal === false;
  return {
    // In a service's text a word of ours stands for a variable.
    name: complete === null ? (service?.image?.text ?? word.text) : nameOf(complete),
    reference: isCertain ? familiarReference(withDefaultTag(complete)) : null,
    ...standingOf(word, image, known),
    swap: swapOf(known.swaps.get(word), context),
    facts: image?.facts == null ? "" : shortFacts(image.facts),
    part: partOf(place, image, context),
    owner: service?.name ?? stage.name,
    range: context.dockerfile.rangeOf(word.span),
  };
}

/** Two digests under one tag are two images. */
function nameOf(reference: Reference): string {
  const { tag, digest } = reference;
  if (tag === null || digest === null) return shortName(withDefaultTag(reference));
  return `${shortName(reference)}@${digest.slice(0, "sha256:".length + 12)}…`;
}

type Standing = Pick<UsedImage, "state" | "rule" | "reason" | "brief">;

const standing = (state: ImageState, reason: string): Standing => {
  return { state, rule: null, reason, brief: "" };
};
const unknown = (reason: string) => standing("unknown", reason);

function standingOf(word: Word, image: ExternalImage | undefined, known: Known): Standing {
  if (image === undefined)
    return unknown(
      word.text.includes("$")
        ? "Which image it is depends on a build argument."
        : "This is no image reference.",
    );
  const kept = known.kept.get(word);
  const { facts, isLocal, complete } = image;
  if (!complete) return unknown(kept?.reason ?? known.unseen);
  if (isLocal && known.isReadable)
    return unknown("It is an image of this machine, or a build context that has a name.");
  return (
    overOf(image, known.today) ??
    offerOf(known.swaps.get(word)) ??
    (kept?.code === "already-hardened"
      ? standing("hardened", hardenedReason(facts, kept))
      : facts === null || kept === undefined
        ? unknown(
            facts === null && known.isReadable
              ? "The image catalog does not have it."
              : known.unseen,
          )
        : standing("no-swap", kept.reason))
  );
}

function hardenedReason(facts: ImageFacts | null, { reason }: Kept): string {
  return facts !== null && isHardened(facts)
    ? `It is a hardened image of ${familyNames[facts.family]}.`
    : reason;
}

/** What nobody supports or updates any more, hardened or not. */
function overOf({ facts, reference }: ExternalImage, today: string): Standing | null {
  const ended = facts === null ? null : endedOf(facts, today);
  if (ended !== null) {
    const { product, date } = ended;
    const reason = `${product} ended on ${date}.`;
    return { state: "end-of-life", rule: "eol-base", reason, brief: `ended ${date}` };
  }
  const moved = facts?.moved ?? null;
  if (moved === null) return null;
  const reason = `${shortName(reference)} ${moved.reason}.`;
  return { state: "end-of-life", rule: "moved-base", reason, brief: "not updated" };
}

function offerOf(swap: Swap | undefined): Standing | null {
  if (swap === undefined) return null;
  const { counterpart, target, place } = swap;
  const what = counterpart.exact
    ? "the hardened image of"
    : "the hardened image that is nearest to";
  const reason = `${target} is ${what} ${place.name}.`;
  return { state: "hardenable", rule: "hardened-available", reason, brief: "" };
}

function swapOf(swap: Swap | undefined, { dockerfile }: RuleContext): UsedSwap | null {
  if (swap === undefined) return null;
  const { target, counterpart, blockers, refused } = swap;
  const [first] = blockers;
  const line = first === undefined ? 0 : dockerfile.rangeOf(first.span).start.line + 1;
  const obstacle = first === undefined ? refused : `Line ${line}: ${first.message}`;
  return { target, exact: counterpart.exact, obstacle };
}

function partOf(
  { stage, keyword }: Place,
  image: ExternalImage | undefined,
  { service, shipped }: RuleContext,
): ImagePart {
  const kind = service(stage)?.kind;
  if (kind !== undefined) return kind === "service" ? "runs" : "handed";
  if (keyword === "COPY") return "copied";
  if (keyword === "RUN") return "mounted";
  const ships =
    image === undefined ? shipped.some((one) => one.stage.root === stage) : image.role === "base";
  return ships ? "ships" : "builds";
}

function compareRanges({ start: one }: Range, { start: other }: Range): number {
  return one.line - other.line || one.character - other.character;
}
