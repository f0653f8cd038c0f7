import type { ImageUse, Stage, Word } from "../dockerfile/model";
import type { Span } from "../dockerfile/position";
import type { Counterpart, CounterpartFamily, StageRole } from "../image/counterparts";
import { mirrored, type Mirrors } from "../image/mirrors";
import { withDefaultTag, type Reference } from "../image/reference";
import { externalImages, type ExternalImage } from "../lint/externalImages";
import { familiesFrom, knownCounterparts } from "./families";
import { shortName } from "../lint/imageName";
import { variableTexts } from "../lint/imageVariables";
import { ownImages } from "./ownImages";
import { contextOf } from "../lint/reading";
import type { LintRequest } from "../lint/result";
import type { RuleContext, SpanEdit } from "../lint/rule";
import type { Breakage } from "./breakage";
import { breakageOf } from "./breakage";
import { libraryWarnings } from "./breakage/libraries";
import { warning } from "./breakage/make";
import { sourceBreakage } from "./breakage/sources";
import { partings } from "./breakage/together";
import { serviceSwaps } from "./serviceSwaps";
import { inServiceWords } from "./serviceWords";
import { shippedBuild, withShippedBuild } from "./shippedBuild";
import { isQuiet, notesOf, noteText } from "./counterpartText";
import { resolveEdits } from "./swapEdits";

export interface SwapOptions {
  /** The families to choose from, the preferred one first; left out: the one of the settings, then the others. */
  readonly families?: readonly CounterpartFamily[];
  /** Blockers do not keep a place from being edited. */
  readonly force?: boolean;
  /** How an organisation's registry names the images; left out: as the settings have it. */
  readonly mirrors?: Mirrors;
}

/** A place of a file that names an external image. */
export interface ImagePlace {
  readonly kind: "from" | "copy" | "mount";
  readonly stage: Stage;
  readonly word: Word;
  readonly role: StageRole;
  /** As the build would pull it; the repository alone where a build argument decides the tag. */
  readonly reference: Reference;
  /** As people say it. */
  readonly name: string;
}

/** One image in exchange for another. */
export interface Exchanged {
  readonly counterpart: Counterpart;
  /** What is written: the counterpart, or its name in an organisation's registry. */
  readonly target: string;
  /** What has to be edited, all of it; empty where it must not or can't be: `refused` or `blockers` say why. */
  readonly edits: readonly SpanEdit[];
  /** Why the text can't name the other image, null where it can. */
  readonly refused: string | null;
  readonly blockers: readonly Breakage[];
  readonly warnings: readonly Breakage[];
  /** Sentences that nothing follows from: the digest that is dropped, the day of the catalog, who it runs as. */
  readonly notes: readonly string[];
}

export interface Swap extends Exchanged {
  readonly place: ImagePlace;
  /** The same place with the images of the other families, and with images to build with where it ships them. */
  readonly alternatives: readonly Exchanged[];
}

/** A place that keeps its image. */
export interface Kept {
  readonly place: ImagePlace;
  /** As `whyNone` has it, or `build-argument`. */
  readonly code: string;
  /** A sentence. */
  readonly reason: string;
}

export interface FileSwaps {
  /** In the order of the file. */
  readonly swaps: readonly Swap[];
  /** The first place that was not looked at, since the file has too many; null where all were. */
  readonly tooMany: { readonly message: string; readonly span: Span } | null;
  readonly kept: readonly Kept[];
  /** The edits of all swaps as one set: in order, apart from each other. */
  readonly edits: readonly SpanEdit[];
}

/**
 * What can be swapped in a file, place by place, with the edits and with all that would change: what ships
 * gets runtime images, what builds the ones to build with.
 */
export function swapsOf(request: LintRequest, options: SwapOptions = {}): FileSwaps {
  const { catalog, services } = request;
  const nothing = { swaps: [], kept: [], edits: [], tooMany: null };
  if (catalog === null) return nothing;
  if (services !== undefined && services.services.length > 1)
    return serviceSwaps(request, services, (alone) => swapsOf(alone, options));
  const context = contextOf(request);
  const { settings } = request;
  const families = options.families ?? familiesFrom(settings.family, settings.families);
  const mirrors = options.mirrors ?? settings.mirrors;
  const { stages } = context.dockerfile;
  const stage = stages[mostStages];
  if (stage !== undefined) {
    const message = `The file has ${stages.length} FROMs: images are swapped only where there are ${mostStages} at most.`;
    return { ...nothing, tooMany: { message, span: stage.from.keywordSpan } };
  }
  const all = placesIn(context);
  const places = all.slice(0, mostPlaces);
  const kept: Kept[] = [];
  const found = places.flatMap(({ place, image, use }) => {
    const refusal = refusalOf(image, context);
    if (refusal !== null) {
      kept.push({ place, ...refusal });
      return [];
    }
    const { reference, role } = place;
    const { list, none } = knownCounterparts(catalog, reference, role, families, request.today);
    if (list.length === 0)
      kept.push({ place, code: none?.code ?? "no-family", reason: none?.message ?? "" });
    const toCandidate = (counterpart: Counterpart): Candidate => {
      const target = mirrored(counterpart.reference, mirrors);
      const found = broken(request, place, use, counterpart, target);
      return { place, counterpart, target, broken: found };
    };
    const candidates = list.map(toCandidate);
    const builders = () => knownCounterparts(catalog, reference, "build", families, request.today);
    const shipped = candidates.flatMap((candidate) => {
      const other = shippedBuild(context, candidate, builders);
      const tried = other === null ? null : toCandidate(other);
      return tried === null || isBlocked(tried) ? [] : [withShippedBuild(tried)];
    });
    return candidates.length === 0 ? [] : [[...candidates, ...shipped]];
  });
  const next = all[mostPlaces];
  const tooMany =
    next === undefined
      ? null
      : {
          message: `The file names ${all.length} images: only the first ${mostPlaces} are looked at.`,
          span: next.place.word.span,
        };
  const { swaps, edits } = joined(request, found, options.force === true);
  const noted = swaps.map((swap) => {
    const texts = variableTexts(context.service(swap.place.stage));
    return texts.length === 0 ? swap : { ...swap, notes: [...swap.notes, ...texts] };
  });
  return { swaps: noted, edits, kept, tooMany };
}

/** Every image is looked at in a reading of its own; nobody writes files with more of them by hand. */
const mostStages = 300;
const mostPlaces = 300;

/** Why a place keeps its image whatever there is for it; null where it need not. */
function refusalOf({ complete, stage }: ExternalImage, context: RuleContext): Refusal | null {
  const service = context.service(stage);
  if (!complete) return service === null ? openTag : openVariable;
  if (context.isWindows(stage)) return windows;
  return service === null || service.kind === "service" ? null : handedOver;
}

type Refusal = Pick<Kept, "code" | "reason">;

const windows = { code: "windows", reason: "The hardened families have no Windows images." };
const openTag = {
  code: "build-argument",
  reason: "Which image it is depends on a build argument.",
};
const openVariable = {
  code: "build-argument",
  reason: "Which image it is depends on a variable.",
};
const handedOver = {
  code: "handed-over",
  reason: "Whether it builds or ships is for the Dockerfile to say that gets it.",
};

/** An image for a place, before it is known how the text would have to change. */
export interface Candidate {
  readonly place: ImagePlace;
  readonly counterpart: Counterpart;
  readonly target: string;
  readonly broken: readonly Breakage[];
}

/** The edits of the first choices, which have to fit each other, and of each other choice by itself. */
function joined(
  request: LintRequest,
  found: readonly (readonly Candidate[])[],
  force: boolean,
): Pick<FileSwaps, "swaps" | "edits"> {
  const firsts = found.flatMap(([first]) => (first === undefined ? [] : [first]));
  const context = contextOf(request);
  const parted = partings(context, firsts);
  const isFree = (candidate: Candidate) =>
    force || !(parted.has(candidate) || isBlocked(candidate));
  const resolved = resolveEdits(request, firsts, isFree);
  const swaps = found.flatMap(([first, ...others]): Swap[] => {
    if (first === undefined) return [];
    const alternatives = others.map((other) => {
      // Another image for one place, the rest of the file as it is.
      const alone = resolveEdits(request, [other], isFree).get(other);
      const parting = partings(context, [other]).get(other);
      const isTaken = isFree(other) && (force || parting === undefined);
      return exchanged(other, alone ?? nothing, parting === undefined ? [] : [parting], isTaken);
    });
    const parting = parted.get(first);
    const more = [
      ...(parting === undefined ? [] : [parting]),
      ...libraryWarnings(context, first, firsts.filter(isFree)),
    ];
    const own = exchanged(first, resolved.get(first) ?? nothing, more, isFree(first));
    return [{ ...own, place: first.place, alternatives }];
  });
  const edits = new Map<number, SpanEdit>();
  for (const edit of swaps.flatMap((swap) => swap.edits)) edits.set(edit.span.start, edit);
  return { swaps, edits: [...edits.values()].sort((a, b) => a.span.start - b.span.start) };
}

export interface Resolution {
  readonly edits: readonly SpanEdit[];
  readonly refused: string | null;
}

const nothing: Resolution = { edits: [], refused: null };

const leavesUndone = ({ code }: Breakage) => Number(code === "ships-build-image");
const isBlocker = ({ kind }: Breakage) => kind === "blocker";
const isBlocked = ({ broken }: Candidate) => broken.some(isBlocker);

function exchanged(
  { place, counterpart, target, broken: list }: Candidate,
  { edits, refused }: Resolution,
  more: readonly Breakage[],
  isFree: boolean,
): Exchanged {
  const { span } = place.word;
  const notes = notesOf(counterpart, target);
  const quiet = notes.filter(isQuiet).map((note) => noteText(note, target));
  const said = notes
    .filter((note) => !isQuiet(note))
    .map((note) =>
      warning(note.code === "login-needed" ? "login" : "difference", noteText(note, target), span),
    );
  return {
    counterpart,
    target,
    edits: isFree ? edits : [],
    refused,
    blockers: [...list, ...more].filter(isBlocker),
    // What a swap leaves undone comes before what it needs.
    warnings: [...said, ...[...list, ...more].filter((it) => !isBlocker(it))].sort(
      (a, b) => leavesUndone(b) - leavesUndone(a),
    ),
    notes: [...quiet, ...userNote(place, counterpart, target)],
  };
}

/** Who the container runs as then. */
function userNote({ kind, role, stage }: ImagePlace, { facts }: Counterpart, target: string) {
  if (kind !== "from" || role !== "runtime" || facts.user === null) return [];
  if (stage.users.some(({ value }) => /^(?:root|0+)(?::|$)/.test(value ?? "")))
    return ["USER root stays: the swap alone does not change who the container runs as."];
  const { value, uid } = facts.user.value;
  if (uid === 0) return [`${target} runs as root.`];
  const number = uid === null || String(uid) === value ? "" : ` (${uid})`;
  return stage.users.length > 0 ? [] : [`The container runs as ${value}${number}, its own user.`];
}

function broken(
  request: LintRequest,
  place: ImagePlace,
  use: ImageUse | null,
  { facts }: Counterpart,
  target: string,
): readonly Breakage[] {
  if (use !== null) return sourceBreakage(use, facts, target);
  const found = breakageOf(request, place.stage, place.role, facts, target);
  return request.services === undefined ? found : found.map(inServiceWords);
}

function placesIn(context: RuleContext): readonly {
  readonly place: ImagePlace;
  readonly image: ExternalImage;
  readonly use: ImageUse | null;
}[] {
  const own = ownImages(context);
  const uses = new Map(context.dockerfile.imageUses.map((use) => [use.word, use]));
  return externalImages(context).map((image) => {
    const { stage, word, role } = image;
    const use = role === "source" ? (uses.get(word) ?? null) : null;
    const kind = role !== "source" ? "from" : use?.instruction.keyword === "RUN" ? "mount" : "copy";
    const reference = pulled(image);
    const place: ImagePlace = {
      kind,
      stage,
      word,
      role: role === "base" || (kind === "from" && own.has(stage)) ? "runtime" : "build",
      reference,
      name: shortName(reference),
    };
    return { place, image, use };
  });
}

/** With `latest` where neither tag nor digest is written. */
function pulled({ reference, complete }: ExternalImage): Reference {
  return complete ? withDefaultTag(reference) : reference;
}
