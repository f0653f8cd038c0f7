import type { Stage } from "../dockerfile/model";
import type { RuleContext } from "../lint/rule";
import { started } from "../lint/shellUses";

const cache = new WeakMap<RuleContext, ReadonlySet<Stage>>();

/**
 * Stages that are images of their own, to be built by their name, though neither last nor a target that is
 * known: nothing in the file uses them, they run nothing while they are built, and they start something, in
 * the exec form. What replaces their base has to run, and not to build.
 */
export function ownImages(context: RuleContext): ReadonlySet<Stage> {
  const known = cache.get(context);
  if (known !== undefined) return known;
  const own = read(context);
  cache.set(context, own);
  return own;
}

function read({ dockerfile, shipped, settings, isWindows }: RuleContext): ReadonlySet<Stage> {
  // Who names targets names them all.
  if (settings.targets.length > 0) return new Set();
  const used = new Set(shipped.map(({ stage }) => stage));
  const use = (name: string | null | undefined) => {
    const stage =
      dockerfile.stageNamed(name ?? "") ??
      (/^\d+$/.test(name ?? "") ? dockerfile.stages[Number(name)] : undefined);
    if (stage != null) used.add(stage);
  };
  for (const { base, instructions } of dockerfile.stages) {
    if (base.kind === "stage") used.add(base.stage);
    for (const { flags } of instructions)
      for (const { name, value } of flags)
        use(name === "from" ? value : /(?:^|,)from=([^,]+)/.exec(value ?? "")?.[1]);
  }
  return new Set(
    dockerfile.stages.filter((stage) => {
      if (used.has(stage) || stage.base.kind !== "image" || isWindows(stage)) return false;
      if (stage.instructions.some(({ keyword }) => keyword === "RUN")) return false;
      const starts = started(stage);
      return (
        starts.some(({ keyword }) => keyword !== "HEALTHCHECK") &&
        starts.every(({ json }) => json !== null)
      );
    }),
  );
}
