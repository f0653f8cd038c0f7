import type { Dockerfile } from "../dockerfile/model";
import { parse } from "../dockerfile/parse";
import { formatReference, parseReference } from "../image/reference";
import { contextOf } from "../lint/reading";
import type { LintRequest } from "../lint/result";
import type { SpanEdit } from "../lint/rule";
import { replaced } from "./edits";
import { rewriteImage, writeOut } from "./rewrite";
import type { Candidate, Resolution } from "./swap";

/**
 * The edits with which each place names its new image, and no other place changes: where an ARG is the base
 * of places that get different images, the one that ships is written out in its FROM.
 *
 * @param isFree a place that is not keeps its image, whatever is found here for it
 */
export function resolveEdits(
  request: LintRequest,
  candidates: readonly Candidate[],
  isFree: (candidate: Candidate) => boolean,
): ReadonlyMap<Candidate, Resolution> {
  const { dockerfile } = contextOf(request);
  const resolutions = new Map<Candidate, Resolution>();
  const waiting: { candidate: Candidate; edit: SpanEdit; argument: string; others: Other[] }[] = [];
  for (const candidate of candidates) {
    const { place, target } = candidate;
    const rewrite = rewriteImage(dockerfile, place.word, target);
    const decided = request.services === undefined ? byArgument : byVariable;
    if (rewrite.kind === "refused") resolutions.set(candidate, refused(rewrite.reason));
    else if (rewrite.argument === null) {
      const isReached = !place.word.text.includes("$") || reaches(request, rewrite.edit, candidate);
      resolutions.set(candidate, isReached ? made([rewrite.edit]) : refused(decided));
    } else if (request.services !== undefined || !reaches(request, rewrite.edit, candidate)) {
      resolutions.set(candidate, refused(decided));
    } else {
      const { edit, argument } = rewrite;
      const others = changedBy(request, edit, candidate, candidates.filter(isFree));
      if (others.length === 0) resolutions.set(candidate, made([edit]));
      else if (place.role === "runtime") resolutions.set(candidate, writtenOut(candidate));
      else waiting.push({ candidate, edit, argument, others });
    }
  }
  for (const { candidate, edit, argument, others } of waiting) {
    // A builder may take the ARG where every other place that it reaches is written out.
    const rest = others.map((other) =>
      other.candidate ? resolutions.get(other.candidate) : undefined,
    );
    const isSafe = rest.every((other) => other !== undefined && other.edits.length > 0);
    const reason = `ARG ${argument} is also the base of ${others.map(({ name }) => name).join(" and ")}, which would change with it.`;
    resolutions.set(
      candidate,
      isSafe ? made([edit, ...rest.flatMap((other) => other?.edits ?? [])]) : refused(reason),
    );
  }
  return resolutions;
}

const byArgument = "A build argument decides which image it is.";
/** The text that stands for a compose file has it as an ARG, but the file itself does not. */
const byVariable = "A variable that .env sets decides which image it is.";

const made = (edits: readonly SpanEdit[]): Resolution => ({ edits, refused: null });
const refused = (reason: string): Resolution => ({ edits: [], refused: reason });

function writtenOut({ place, target }: Candidate): Resolution {
  const rewrite = writeOut(place.word, target);
  return rewrite.kind === "edit" ? made([rewrite.edit]) : refused(rewrite.reason);
}

/** A place that an edit of an ARG changes beside the one that it is made for. */
interface Other {
  /** For people: `the stage build`. */
  readonly name: string;
  /** Its own swap, null where it keeps its image. */
  readonly candidate: Candidate | null;
}

function changedBy(
  request: LintRequest,
  edit: SpanEdit,
  candidate: Candidate,
  free: readonly Candidate[],
): Other[] {
  const before = contextOf(request).dockerfile;
  const after = edited(request, edit);
  return before.stages.flatMap((stage, index): Other[] => {
    if (stage === candidate.place.stage) return [];
    const reference = referenceOf(after, index);
    if (reference === referenceOf(before, index)) return [];
    const own = free.find(({ place }) => place.kind === "from" && place.stage === stage) ?? null;
    if (own !== null && normal(own.target) === reference) return [];
    const name = stage.name === null ? `stage ${index}` : `stage ${stage.name}`;
    return [{ name, candidate: own }];
  });
}

/** Whether the place names its new image after the edit: a build argument may win over an ARG's default. */
function reaches(request: LintRequest, edit: SpanEdit, { place, target }: Candidate): boolean {
  return referenceOf(edited(request, edit), place.stage.index) === normal(target);
}

function edited(request: LintRequest, edit: SpanEdit): Dockerfile {
  const { platform, services } = request;
  const buildArguments = services === undefined ? request.buildArguments : undefined;
  return parse(replaced(contextOf(request).dockerfile.text, [edit]), {
    ...(platform === undefined ? {} : { platform }),
    ...(buildArguments === undefined ? {} : { buildArguments }),
  });
}

function referenceOf({ stages }: Dockerfile, index: number): string | null {
  const base = stages[index]?.base;
  return base?.kind === "image" ? normal(base.reference) : null;
}

function normal(text: string): string {
  const reference = parseReference(text);
  return reference === null ? text : formatReference(reference);
}
