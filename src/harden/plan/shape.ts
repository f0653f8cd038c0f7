import type { Stage } from "../../dockerfile/model";
import type { Step, Survey } from "./survey";

/** Where a stage is parted into what builds and what ships. */
export interface Shape {
  /**
   * `split`: the stage itself is parted. `retarget`: all that is built is in the stages that it is built on,
   * so only its FROM changes. `in-place`: nothing is built here, nor in what it is built on, so only the
   * image at the root changes.
   */
  readonly kind: "split" | "retarget" | "in-place";
  /** What stays with the builder, in order. */
  readonly built: readonly Step[];
  /** What is left of the stage for the runtime image. */
  readonly kept: readonly Step[];
}

/**
 * Parts a stage behind the last RUN of its own that builds something.
 *
 * @param stages all of the file
 */
export function shapeOf(stage: Stage, { steps }: Survey, stages: readonly Stage[]): Shape {
  const last = steps.findLastIndex((step) => step.kind === "build" && step.stage === stage);
  if (last !== -1)
    return { kind: "split", built: steps.slice(0, last + 1), kept: steps.slice(last + 1) };
  const own = steps.filter((step) => step.stage === stage);
  if (stage.base.kind !== "stage") return { kind: "in-place", built: [], kept: own };
  const chain = stage.chain();
  const isAlone = stages.every((it) => it.root !== stage.root || chain.includes(it));
  const isPlain = steps.every(({ kind, stage: part }) =>
    part === stage ? kind !== "build" : kind !== "build" && kind !== "ownership",
  );
  if (isAlone && isPlain) return { kind: "in-place", built: [], kept: steps };
  return { kind: "retarget", built: steps.slice(0, steps.length - own.length), kept: own };
}
