import type { Stage } from "../dockerfile/model";
import type { ShippedStage } from "./rule";

const cache = new WeakMap<readonly ShippedStage[], readonly Stage[]>();

/**
 * The stages whose layers and history end up in an image that ships: those that ship and the ones
 * that they are built on. In the order of the file.
 */
export function shippedParts(shipped: readonly ShippedStage[]): readonly Stage[] {
  const known = cache.get(shipped);
  if (known !== undefined) return known;
  const parts = new Set<Stage>();
  for (const { stage } of shipped)
    for (let part: Stage | null = stage; part !== null && !parts.has(part); part = below(part))
      parts.add(part);
  const ordered = [...parts].sort((a, b) => a.index - b.index);
  cache.set(shipped, ordered);
  return ordered;
}

const below = ({ base }: Stage) => (base.kind === "stage" ? base.stage : null);
