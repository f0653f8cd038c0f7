import type { Stage } from "../../dockerfile/model";
import type { Distribution } from "../../image/configuration";
import type { RuleContext } from "../../lint/rule";
import { wholeSpan } from "../../lint/shellUses";
import type { Breakage } from "../breakage";
import type { Candidate } from "../swap";
import { warning } from "./make";

/**
 * What is built on a newer release of a distribution may not run on an older one: told where a builder moves
 * on and a stage that copies from it stays behind.
 */
export function libraryWarnings(
  context: RuleContext,
  { place, counterpart, target }: Candidate,
  swapped: readonly Candidate[],
): readonly Breakage[] {
  if (place.kind !== "from" || place.role !== "build") return [];
  const built = release(counterpart.facts.distribution);
  if (built === null) return [];
  const moved = new Map(swapped.map((it) => [it.place.stage, it.counterpart.facts]));
  for (const stage of context.dockerfile.stages) {
    if (stage.root === place.stage || !context.shipped.some((it) => it.stage === stage)) continue;
    const runs = release((moved.get(stage.root) ?? context.facts(stage))?.distribution);
    if (runs === null || runs.family !== built.family || runs.number >= built.number) continue;
    for (const instruction of stage.instructions) {
      const from = instruction.flags.find(({ name }) => name === "from")?.value ?? null;
      const source = from === null ? null : context.dockerfile.stageNamed(from);
      if (instruction.keyword === "COPY" && source?.root === place.stage && !buildsStatic(source))
        return [
          warning(
            "older-libraries",
            `${target} is built on a newer release (${built.name}) than what this stage ships on (${runs.name}): programs built there may ask for newer libraries.`,
            wholeSpan(instruction),
          ),
        ];
    }
  }
  return [];
}

/** It says that what it builds asks for no library: Go without C, Rust for musl. */
function buildsStatic(stage: Stage): boolean {
  return stage
    .chain()
    .some(({ instructions }) =>
      instructions.some(
        ({ keyword, arguments: { text } }) =>
          (keyword === "RUN" || keyword === "ENV") &&
          /\bCGO_ENABLED[= ]["']?0\b|--target[= ][^\s=]+-musl\b/.test(text),
      ),
    );
}

function release(
  distribution: Distribution | null | undefined,
): { readonly family: string; readonly number: number; readonly name: string } | null {
  // Alpine's libc keeps old and new programs alike; Ubuntu's numbers are not Debian's.
  if (distribution?.family !== "debian" || distribution.release === null) return null;
  return {
    family: "debian",
    number: Number(distribution.release),
    name: `Debian ${distribution.release}`,
  };
}
