import type { Stage } from "../../dockerfile/model";
import type { CounterpartFamily } from "../../image/counterparts";
import { mirrored } from "../../image/mirrors";
import { contextOf } from "../../lint/reading";
import type { LintRequest } from "../../lint/result";
import { breakageOf } from "../breakage";
import { replaced } from "../edits";
import { type FileSwaps, type Swap, swapsOf, type SwapOptions } from "../swap";
import { imageOf, languageOf, startFolder } from "./bases";
import { compose, type Draft, type PartEdit } from "./compose";
import { copiedProgramOf } from "./copiedProgram";
import type { Language, PackageFile, Runtime, StageRun } from "./language";
import { absolute } from "./paths";
import { found, type Outcome, type PlanRemark, stopped } from "./model";
import { runtimeOf, whyNoRuntime } from "./runtime";
import { originOf, shownAt } from "./scaffold";
import { shapeOf } from "./shape";
import { startOf } from "./start";
import { surveyOf } from "./survey";
import { runtimeUser } from "./users";

/** A file whose stage that ships is parted, with the swaps that go with it. */
export interface Restructured {
  readonly draft: Draft;
  readonly language: Language;
  /** The structural edits, the images of the stage in question among them; offsets of the file as it is. */
  readonly edits: readonly PartEdit[];
  /** The other places, their edits and spans those of the file as it is. */
  readonly swaps: readonly Swap[];
  /** What the builder's and the runtime stage's images say. */
  readonly own: readonly Swap[];
  readonly builderImage: string | null;
  readonly runtimeImage: string;
  readonly remarks: {
    readonly left: readonly PlanRemark[];
    readonly warnings: readonly PlanRemark[];
  };
}

/** More instructions than this in one chain are nobody's; some answers look at all of them for each. */
const mostSteps = 1000;

/** Parts the stage that ships; stops where that is not certain, or where no language is recognised. */
export function restructured(
  request: LintRequest,
  stage: Stage,
  options: SwapOptions & {
    readonly families: readonly CounterpartFamily[];
    readonly packageFile: PackageFile | null;
  },
): Outcome<Restructured> | null {
  const context = contextOf(request);
  const reference = imageOf(stage.root);
  const language =
    reference === null ? null : (copiedProgramOf(context, stage) ?? languageOf(reference));
  if (reference === null || language === null) return null;
  if (stage.chain().reduce((sum, { instructions }) => sum + instructions.length, 0) > mostSteps)
    return null;
  const stop = (message: string) => stopped({ message, span: stage.from.span });
  if (context.isWindows(stage)) return null;
  const survey = surveyOf(stage, language, startFolder(reference));
  if (survey.kind === "stopped") return survey;
  const { packageFile } = options;
  const run: StageRun = { stage, context, reference, packageFile, ...survey.value };
  const stops = language.stops?.(run) ?? [];
  if (stops.length > 0) return stopped(...stops);
  const start = startOf(stage, context, language, run);
  if (start.kind === "stopped") return start;
  const runtime = runtimeOf(request, language, run, options.families);
  if (runtime === null || typeof runtime === "string")
    return stop(runtime ?? whyNoRuntime(request, reference, language, options.families));
  const user = runtimeUser(stage, context, runtime);
  if (user.kind === "stopped") return user;
  const draft: Draft = {
    context,
    stage,
    shape: shapeOf(stage, survey.value, context.dockerfile.stages),
    runtime,
    user: user.value,
    start: start.value,
    addition: language.addition?.(run) ?? null,
    copies: language.copies?.(run, start.value.words) ?? null,
    ownsCopies: language.ownsCopies === true,
    isReadOnly: (step) => language.isReadOnly?.(step) === true,
    program: absolute(survey.value.folder, start.value.words[0] ?? ""),
  };
  return written(request, draft, language, run, options);
}

function written(
  request: LintRequest,
  draft: Draft,
  language: Language,
  run: StageRun,
  options: SwapOptions,
): Outcome<Restructured> {
  const { stage, runtime } = draft;
  const target = mirrored(runtime.reference, options.mirrors ?? request.settings.mirrors);
  const old = compose(draft, stage.root.image?.text ?? "");
  if (old.kind === "stopped") return old;
  const before = draftRequest(request, old.value.edits);
  const broken = brokenBy(before, runtime, target, old.value.edits);
  if (broken.length > 0) return stopped(...broken);
  // With the image of today the swaps fit it and its builders together; another software is written at once.
  const together = swapsOf(before, options);
  const last = swapOfLast(together, before);
  if (last?.target === target)
    return joined(draft, language, run, { file: together, edits: old.value.edits, target, last });
  const composition = compose(draft, target);
  if (composition.kind === "stopped") return composition;
  const { edits } = composition.value;
  const file = swapsOf(draftRequest(request, edits), options);
  return joined(draft, language, run, { file, edits, target, last: null });
}

interface Written {
  readonly file: FileSwaps;
  readonly edits: readonly PartEdit[];
  readonly target: string;
  /** The swap with which the runtime stage gets its image; null where it is written already. */
  readonly last: Swap | null;
}

/** The swaps of the parted file, put into its structural edits where they belong to the stage in question. */
function joined(
  draft: Draft,
  language: Language,
  run: StageRun,
  { file, edits, target, last }: Written,
): Outcome<Restructured> {
  const { stage, shape } = draft;
  const isParted = shape.kind !== "in-place";
  const root = file.swaps.find(
    ({ place }) => place.kind === "from" && place.stage.index === stage.root.index,
  );
  const isHardened =
    draft.context.facts(stage)?.variant === "dev" ||
    (run.reference.registry === "dhi.io" && language.isForBuild?.(run.reference) === true);
  const own = [...(isParted && root !== undefined ? [root] : []), ...(last === null ? [] : [last])];
  const blocked = own.flatMap(({ blockers, refused, edits: made, place, target: to }) => {
    const span = shownAt(edits, place.word.span);
    if (refused !== null) return [{ message: `${to} can't be written: ${refused}`, span }];
    if (made.length > 0) return [];
    return blockers.map((it) => ({ message: it.message, span: shownAt(edits, it.span) }));
  });
  if (blocked.length > 0) return stopped(...blocked);
  if (isParted && root === undefined && !isHardened)
    return stopped({
      message: `There is no hardened image to build this with.`,
      span: stage.root.from.span,
    });
  const all = withImages(edits, own, last);
  const others = file.swaps.filter((swap) => !own.includes(swap));
  return found({
    draft,
    language,
    edits: all,
    swaps: others.map((swap) => moved(swap, edits)),
    own: own.map((swap) => moved(swap, edits)),
    builderImage: isParted ? (root?.target ?? stage.root.image?.text ?? null) : null,
    runtimeImage: target,
    remarks: { left: language.advice?.(run) ?? [], warnings: language.warnings?.(run) ?? [] },
  });
}

/** The structural edits with the images of the builder and the runtime stage in them, or beside them. */
function withImages(
  edits: readonly PartEdit[],
  own: readonly Swap[],
  last: Swap | null,
): readonly PartEdit[] {
  const all: PartEdit[] = edits.map((edit) => ({ ...edit }));
  // One edit may be that of both: an ARG, or what is written out because of it.
  const done = new Set<number>();
  for (const swap of own) {
    for (const { span, newText } of swap.edits) {
      if (done.has(span.start)) continue;
      done.add(span.start);
      const origin = originOf(edits, span);
      const at = origin.kind === "written" ? all[origin.edit] : undefined;
      if (origin.kind === "kept")
        all.push({ part: swap === last ? "runtime" : "builder", span: origin.span, newText });
      else if (at !== undefined)
        all[origin.edit] = {
          ...at,
          newText: at.newText.slice(0, origin.start) + newText + at.newText.slice(origin.end),
        };
    }
  }
  return all.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
}

/** What would not work on the runtime image, at its places in the file as it is. */
function brokenBy(
  before: LintRequest,
  { facts }: Runtime,
  target: string,
  edits: readonly PartEdit[],
): readonly PlanRemark[] {
  const last = contextOf(before).dockerfile.stages.at(-1);
  if (last === undefined) return [];
  return breakageOf(before, last.root, "runtime", facts, target)
    .filter(({ kind }) => kind === "blocker")
    .map(({ message, span }) => ({ message, span: shownAt(edits, span) }));
}

/** A swap of the parted file at its places in the file as it is. */
function moved(swap: Swap, edits: readonly PartEdit[]): Swap {
  const back = <T extends { readonly span: { start: number; end: number } }>(items: readonly T[]) =>
    items.map((item) => ({ ...item, span: shownAt(edits, item.span) }));
  const word = { ...swap.place.word, span: shownAt(edits, swap.place.word.span) };
  return {
    ...swap,
    place: { ...swap.place, word },
    edits: back(swap.edits),
    blockers: back(swap.blockers),
    warnings: back(swap.warnings),
  };
}

function draftRequest(request: LintRequest, edits: readonly PartEdit[]): LintRequest {
  return { ...request, text: replaced(request.text, edits) };
}

/** The swap of what ships, where the parted file has one. */
function swapOfLast({ swaps }: FileSwaps, request: LintRequest): Swap | null {
  const last = contextOf(request).dockerfile.stages.at(-1)?.root.index;
  return swaps.find(({ place }) => place.kind === "from" && place.stage.index === last) ?? null;
}

/** Whether a stage ships an image that its language only builds with. */
export function shipsBuildImage({ root }: Stage): boolean {
  const reference = imageOf(root);
  return reference !== null && languageOf(reference)?.isForBuild?.(reference) === true;
}
