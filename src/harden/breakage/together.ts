import type { Stage } from "../../dockerfile/model";
import type { Span } from "../../dockerfile/position";
import type { RuleContext } from "../../lint/rule";
import { wholeSpan } from "../../lint/shellUses";
import type { Breakage } from "../breakage";
import type { Candidate } from "../swap";
import { blocker } from "./make";

/**
 * Software whose installed parts name the place of the interpreter: a virtual environment that was made with
 * the python of one image does not run on that of another. Such images are swapped together or not at all.
 */
const tied = /(?:^|\/)(?:python|ruby|php)(?:[:@]|$)|\/uv:.*python/;

/** Why swapping would part stages that are tied to each other, for each place that it would. */
export function partings(
  context: RuleContext,
  candidates: readonly Candidate[],
): ReadonlyMap<Candidate, Breakage> {
  const found = new Map<Candidate, Breakage>();
  const isBlocked = (candidate: Candidate) =>
    found.has(candidate) || candidate.broken.some(({ kind }) => kind === "blocker");
  const moving = new Map(
    candidates
      .filter((it) => it.place.kind === "from" && !isBlocked(it))
      .map((it) => [it.place.stage, it]),
  );
  const copies = tiedCopies(context);
  // Each parting may be the reason of another one.
  for (let changed = true; changed;) {
    changed = false;
    for (const { into, from, span } of copies) {
      const [target, source] = [moving.get(into), moving.get(from)];
      const one = target ?? source;
      if (one === undefined || (target !== undefined && source !== undefined)) continue;
      const other = target === undefined ? into : from;
      const message = `What is copied here is made for one ${nameOf(other)} and used with another: ${other.image?.text ?? "the other stage"} keeps its place.`;
      found.set(one, blocker("moved-files", message, span));
      moving.delete(one.place.stage);
      changed = true;
    }
  }
  return found;
}

interface TiedCopy {
  readonly into: Stage;
  readonly from: Stage;
  readonly span: Span;
}

const cache = new WeakMap<RuleContext, readonly TiedCopy[]>();

function tiedCopies(context: RuleContext): readonly TiedCopy[] {
  const known = cache.get(context);
  if (known !== undefined) return known;
  const copies = readTiedCopies(context);
  cache.set(context, copies);
  return copies;
}

function readTiedCopies({ dockerfile }: RuleContext): readonly TiedCopy[] {
  return dockerfile.stages.flatMap((stage) =>
    stage.instructions.flatMap((instruction) => {
      const name = instruction.flags.find((flag) => flag.name === "from")?.value ?? null;
      if (instruction.keyword !== "COPY" || name === null) return [];
      const source =
        dockerfile.stageNamed(name) ??
        (/^\d+$/.test(name) ? dockerfile.stages[Number(name)] : null);
      const [into, from] = [stage.root, source?.root];
      if (from === undefined || from === into || !isTied(into) || !isTied(from)) return [];
      return nameOf(into) === nameOf(from) ? [{ into, from, span: wholeSpan(instruction) }] : [];
    }),
  );
}

const isTied = ({ base }: Stage) => base.kind === "image" && tied.test(base.reference);

function nameOf({ base }: Stage): string {
  const reference = base.kind === "image" ? base.reference : "";
  return /ruby|php/.exec(reference)?.[0] ?? "python";
}
