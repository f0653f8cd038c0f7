import type { Sbom } from "./model";

/**
 * A list with some of its components alone, in the order of the document: with what it is about, and with the
 * relations among those that are left.
 *
 * @param places in `components`; places outside are left out
 */
export function partOf(sbom: Sbom, places: readonly number[]): Sbom {
  const kept = new Set(places);
  if (sbom.root !== null) kept.add(sbom.root);
  const moved = new Map<number, number>();
  const components = sbom.components.filter((_, place) => {
    if (!kept.has(place)) return false;
    moved.set(place, moved.size);
    return true;
  });
  const relations = sbom.relations.flatMap(({ from, to, kind }) => {
    const [movedFrom, movedTo] = [moved.get(from), moved.get(to)];
    return movedFrom === undefined || movedTo === undefined
      ? []
      : [{ from: movedFrom, to: movedTo, kind }];
  });
  const root = sbom.root === null ? null : (moved.get(sbom.root) ?? null);
  return { ...sbom, root, components, relations };
}
