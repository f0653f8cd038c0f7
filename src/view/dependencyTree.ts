import type { Sbom } from "../attestations/sbom/model";
import { graphOf, walk, type ComponentGraph } from "./componentGraph";
import { mostRows } from "./rows";
import { shownText } from "./text";

/** A component at one place of the tree; one that several need is at several. */
export interface TreeRow {
  readonly index: number;
  readonly name: string;
  readonly version: string;
  readonly type: string;
  /** How many it needs or holds. */
  readonly children: number;
  /** How many need it. */
  readonly neededBy: number;
}

/** A part of what stands below a component. */
export interface TreePage {
  readonly total: number;
  readonly from: number;
  readonly rows: readonly TreeRow[];
}

/** Some of the places below a component that follow each other; none where `to` is `from`. */
export interface TreeSpan {
  readonly from: number;
  /** Behind the last. */
  readonly to: number;
}

/** What the components of a list need, from what the image itself needs. */
export interface DependencyTree {
  /**
   * At most 200 of what a component needs or holds, by name; null for what the image itself needs, and what
   * nothing leads to. Places outside give none.
   */
  page(parent: number | null, from: number, count: number): TreePage;
  /** Which of the places below a component have a name that begins so, in whatever case; null for those at the top. */
  named(parent: number | null, start: string): TreeSpan;
  /**
   * The shortest way to a component: the place of each step among those beside it. Empty where there is none, or it
   * has more than 500 steps.
   */
  path(index: number): readonly number[];
}

const mostSteps = 500;

/** Null where the list does not say what needs what. The cost grows with the number of relations. */
export function createDependencyTree(sbom: Sbom): DependencyTree | null {
  const { root, components, relations } = sbom;
  const isSaid = relations.some(
    ({ from, kind }) => kind === "depends-on" || (kind === "contains" && from !== root),
  );
  if (!isSaid) return null;
  const graph = graphOf(sbom);
  const parents = wholeParents(sbom, graph);
  const names = components.map(({ name }) => name.toLowerCase());
  const byName = (a: number, b: number): number => {
    const [one = "", other = ""] = [names[a], names[b]];
    return one < other ? -1 : one > other ? 1 : a - b;
  };
  const sorted = new Map<number | null, readonly number[]>();
  const childrenOf = (parent: number | null): readonly number[] => {
    const known = sorted.get(parent);
    if (known !== undefined) return known;
    const found =
      parent === null
        ? [...parents].flatMap(([index, from]) => (from === null ? [index] : []))
        : below(graph, parent, root);
    const list = found.sort(byName);
    sorted.set(parent, list);
    return list;
  };
  const rowOf = (index: number): TreeRow => ({
    index,
    name: shownText(components[index]?.name ?? ""),
    version: shownText(components[index]?.version ?? ""),
    type: shownText(components[index]?.type ?? ""),
    children: below(graph, index, root).length,
    neededBy: graph.neededBy.get(index)?.length ?? 0,
  });
  return {
    page: (parent, from, count) => {
      const all = childrenOf(parent);
      const rows = all.slice(from, from + Math.min(count, mostRows)).map(rowOf);
      return { total: all.length, from, rows };
    },
    named: (parent, start) => {
      const list = childrenOf(parent);
      const first = start.toLowerCase();
      const from = firstPlace(list, (index) => (names[index] ?? "") >= first);
      const to = firstPlace(list, (index) => {
        const name = names[index] ?? "";
        return name > first && !name.startsWith(first);
      });
      return { from, to };
    },
    path: (index) => {
      const places: number[] = [];
      for (let at: number | null = index; at !== null;) {
        const parent = parents.get(at);
        if (parent === undefined || places.length >= mostSteps) return [];
        places.push(childrenOf(parent).indexOf(at));
        at = parent;
      }
      return places.reverse();
    },
  };
}

/** The first place of a sorted list at which something holds, which then holds for all behind; else its length. */
function firstPlace(list: readonly number[], holds: (index: number) => boolean): number {
  let from = 0;
  let to = list.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    const index = list[middle];
    if (index !== undefined && holds(index)) to = middle;
    else from = middle + 1;
  }
  return from;
}

function below({ below: all }: ComponentGraph, index: number, root: number | null): number[] {
  return [...new Set(all.get(index) ?? [])].filter((one) => one !== root);
}

/**
 * From where each component is reached; null for those at the top. What nothing leads to stands there too, so that
 * every component is somewhere, and of components that only need each other the first.
 */
function wholeParents(
  { root, components }: Sbom,
  { parents: known, below: all }: ComponentGraph,
): ReadonlyMap<number, number | null> {
  const parents = new Map<number, number | null>();
  for (const [index, from] of known)
    if (index !== root) parents.set(index, from === root ? null : from);
  const isBelow = new Uint8Array(components.length);
  for (const list of all.values()) for (const index of list) isBelow[index] = 1;
  const places = [...components.keys()].filter((index) => index !== root);
  const tops = places.filter((index) => !parents.has(index) && isBelow[index] !== 1);
  for (const top of tops) parents.set(top, null);
  walk(tops, all, parents);
  for (const index of places) {
    if (parents.has(index)) continue;
    parents.set(index, null);
    walk([index], all, parents);
  }
  if (root !== null) parents.delete(root);
  return parents;
}
