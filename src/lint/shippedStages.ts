import type { Dockerfile } from "../dockerfile/model";
import type { ProjectFacts } from "../project/facts";
import type { ShippedStage } from "./rule";

/**
 * The stages that ship: those that a setting or the command line names; else the last one and, marked
 * as such, those that compose or bake files name as their target. Names that no stage bears are left
 * out. In the order of the file.
 */
export function shippedStages(
  dockerfile: Dockerfile,
  targets: readonly string[],
  project: ProjectFacts,
): readonly ShippedStage[] {
  const found = new Map<number, ShippedStage>();
  const add = (shipped: ShippedStage) => {
    const { index } = shipped.stage;
    const known = found.get(index);
    if (known === undefined) found.set(index, shipped);
    else if (known.user !== shipped.user) found.set(index, { ...known, user: null });
  };
  if (targets.length > 0) {
    for (const name of targets) {
      const stage = dockerfile.stageNamed(name);
      if (stage !== null) add({ stage, why: "setting", place: null, user: null });
    }
    // One configuration covers many Dockerfiles: where it names none of their stages, it says nothing.
    if (found.size > 0) return inOrder(found);
  }
  const last = dockerfile.stages.at(-1);
  if (last !== undefined) add({ stage: last, why: "last", place: null, user: null });
  for (const { target, kind, file, line, user = null } of project.targets) {
    const stage = dockerfile.stageNamed(target);
    if (stage !== null) add({ stage, why: kind, place: { file, line }, user });
  }
  return inOrder(found);
}

const inOrder = (found: ReadonlyMap<number, ShippedStage>) =>
  [...found.values()].sort((a, b) => a.stage.index - b.stage.index);
