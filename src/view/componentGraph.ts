import type { Sbom } from "../attestations/sbom/model";

/** Which components need and hold which. */
export interface ComponentGraph {
  readonly needs: ReadonlyMap<number, readonly number[]>;
  readonly neededBy: ReadonlyMap<number, readonly number[]>;
  /** What each needs or holds, in the order of the list; something may be there twice. */
  readonly below: ReadonlyMap<number, readonly number[]>;
  /** From where each component was first reached on the way from the root; null for the root itself. */
  readonly parents: ReadonlyMap<number, number | null>;
}

/** Reads the relations of a list once; the cost grows with their number. */
export function graphOf({ root, components, relations }: Sbom): ComponentGraph {
  const needs = new Map<number, number[]>();
  const neededBy = new Map<number, number[]>();
  const below = new Map<number, number[]>();
  const add = (to: Map<number, number[]>, key: number, value: number): void => {
    const list = to.get(key);
    if (list === undefined) to.set(key, [value]);
    else list.push(value);
  };
  const seen = new Set<number>();
  for (const { from, to, kind } of relations) {
    if (from === to || kind === "other") continue;
    add(below, from, to);
    const pair = from * components.length + to;
    if (kind !== "depends-on" || seen.has(pair)) continue;
    seen.add(pair);
    add(needs, from, to);
    if (from !== root) add(neededBy, to, from);
  }
  return { needs, neededBy, below, parents: parentsOf(root, components.length, needs, below) };
}

/**
 * Breadth first, so that the way is a shortest one. What needs it says more than what merely holds it, so
 * these come second.
 */
function parentsOf(
  root: number | null,
  size: number,
  needs: ReadonlyMap<number, readonly number[]>,
  below: ReadonlyMap<number, readonly number[]>,
): ReadonlyMap<number, number | null> {
  const parents = new Map<number, number | null>();
  if (root === null) return parents;
  parents.set(root, null);
  const directs = needs.get(root) ?? rootsIn(size, needs, below.get(root) ?? []);
  for (const to of directs) if (!parents.has(to)) parents.set(to, root);
  walk([...parents.keys()], needs, parents);
  walk([...parents.keys()], below, parents);
  return parents;
}

/** What the root holds and nothing else needs. */
function rootsIn(
  size: number,
  needs: ReadonlyMap<number, readonly number[]>,
  held: readonly number[],
): readonly number[] {
  const needed = new Uint8Array(size);
  for (const list of needs.values()) for (const to of list) needed[to] = 1;
  return held.filter((index) => needed[index] !== 1);
}

/** Follows a kind of relation from what was reached already; the queue grows while it is read. */
export function walk(
  queue: number[],
  edges: ReadonlyMap<number, readonly number[]>,
  parents: Map<number, number | null>,
): void {
  for (const from of queue) {
    for (const to of edges.get(from) ?? []) {
      if (parents.has(to)) continue;
      parents.set(to, from);
      queue.push(to);
    }
  }
}
