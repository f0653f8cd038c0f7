import type { Dockerfile, Instruction, Stage } from "../dockerfile/model";

/** Which instruction and stage an offset, or a comment, belongs to. */
export interface Places {
  /** The instruction that an offset lies in, null between instructions. */
  instructionAt(offset: number): Instruction | null;
  /** The instruction that a comment at an offset speaks of: the one around it, else the next one. */
  instructionFor(offset: number): Instruction | null;
  /** The stage that an offset lies in; what stands before the first FROM belongs to no stage. */
  stageAt(offset: number): Stage | null;
  /** The stage that a comment speaks of: that of the FROM below it, else the one around it. */
  stageFor(offset: number): Stage | null;
}

export function placesIn({ instructions, stages }: Dockerfile): Places {
  const instructionFor = (offset: number) =>
    instructions[firstIndex(instructions.length, (at) => endOf(instructions[at]) > offset)] ?? null;
  const stageAt = (offset: number) =>
    stages[firstIndex(stages.length, (at) => startOf(stages[at]?.from) > offset) - 1] ?? null;
  return {
    instructionFor,
    instructionAt(offset) {
      // A finding on an instruction without arguments may stand at its very end.
      const found = instructionFor(offset) ?? instructions.at(-1) ?? null;
      return found !== null && found.span.start <= offset ? found : null;
    },
    stageAt,
    stageFor(offset) {
      const next = instructionFor(offset);
      return (next === null ? stages.at(-1) : (stageAt(next.span.start) ?? stages[0])) ?? null;
    },
  };
}

const startOf = (instruction: Instruction | undefined) => instruction?.span.start ?? 0;
const endOf = (instruction: Instruction | undefined) => instruction?.span.end ?? 0;

/** The first of the indexes below `count` at which something holds that goes on to hold; else `count`. */
function firstIndex(count: number, holds: (index: number) => boolean): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
