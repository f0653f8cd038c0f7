import type { Sbom } from "./model";

/**
 * The component in which each lies, by places; those that lie in none are absent. Other formats let a
 * component lie in several or in itself, at any depth; here the first one counts, cycles are opened and
 * what lies deeper than 16 levels begins anew. What the whole list is about holds everything anyway.
 */
export function holdersOf(sbom: Sbom): ReadonlyMap<number, number> {
  const holders = new Map<number, number>();
  const held = new Map<number, number[]>();
  for (const { from, to, kind } of sbom.relations) {
    if (kind !== "contains" || from === sbom.root || to === sbom.root || holders.has(to)) continue;
    holders.set(to, from);
    const siblings = held.get(from);
    if (siblings === undefined) held.set(from, [to]);
    else siblings.push(to);
  }

  const depths = new Map<number, number>();
  const settle = (top: number): void => {
    holders.delete(top);
    depths.set(top, 0);
    for (const pending = [top]; ;) {
      const place = pending.pop();
      if (place === undefined) return;
      const depth = (depths.get(place) ?? 0) + 1;
      for (const part of held.get(place) ?? []) {
        if (depths.has(part)) continue;
        if (depth > deepest) holders.delete(part);
        depths.set(part, depth > deepest ? 0 : depth);
        pending.push(part);
      }
    }
  };
  const places = sbom.components.keys();
  for (const place of places) if (!holders.has(place)) settle(place);
  // What is left lies in itself.
  for (const place of [...holders.keys()]) if (!depths.has(place)) settle(place);
  return holders;
}

const deepest = 16;
