import type { Component, Sbom } from "../attestations/sbom/model";
import { licenceFamily, type LicenceFamily } from "./licences";

/** A component with what the table needs of it beside its own words. */
export interface Entry {
  /** Its place in `components`. */
  readonly index: number;
  readonly component: Component;
  readonly family: LicenceFamily;
  /** Whether nothing but the image itself needs it; null where the list does not say what needs what. */
  readonly isDirect: boolean | null;
  /** The same package in other versions, or once more: places in `components`. Empty where it is alone. */
  readonly twins: readonly number[];
}

/** What an image holds, in the order of its list. What the list is about is no part of it. */
export function heldBy({
  components,
  root,
}: Pick<Sbom, "components" | "root">): readonly Component[] {
  return root === null ? components : components.filter((_, index) => index !== root);
}

/** The same with what the table shows. */
export function entriesOf(sbom: Sbom): readonly Entry[] {
  const direct = directOf(sbom);
  const twins = twinsOf(sbom);
  return sbom.components.flatMap((component, index): Entry[] => {
    if (index === sbom.root) return [];
    const family = licenceFamily(component.licenses);
    const isDirect = direct === null ? null : direct.has(index);
    return [{ index, component, family, isDirect, twins: twins.get(index) ?? alone }];
  });
}

/**
 * What the root needs by itself. Lists of images often have a root that just holds everything: then it is
 * what no other component needs.
 */
function directOf({ root, relations, components }: Sbom): ReadonlySet<number> | null {
  const needs = relations.filter(({ kind }) => kind === "depends-on");
  if (needs.length === 0) return null;
  const ofRoot = needs.filter(({ from }) => from === root);
  if (ofRoot.length > 0) return new Set(ofRoot.map(({ to }) => to));
  const needed = new Set(needs.filter(({ from, to }) => from !== to).map(({ to }) => to));
  return new Set([...components.keys()].filter((index) => !needed.has(index)));
}

function twinsOf({ components, root }: Sbom): ReadonlyMap<number, readonly number[]> {
  // Nearly all are alone, so a list is made for the second one only.
  const groups = new Map<string, number | number[]>();
  const twins = new Map<number, readonly number[]>();
  for (const [index, component] of components.entries()) {
    if (index === root) continue;
    const key = identity(component);
    const known = groups.get(key);
    if (known === undefined) {
      groups.set(key, index);
      continue;
    }
    const group = typeof known === "number" ? [known] : known;
    if (typeof known === "number") {
      groups.set(key, group);
      twins.set(known, group);
    }
    group.push(index);
    twins.set(index, group);
  }
  return twins;
}

const alone: readonly number[] = [];

/** The package whatever its version; binary packages of one architecture each are the same package. */
function identity({ type, name, purl }: Component): string {
  if (purl === null) return `${type}\n${name}`;
  return withoutVersion(purl);
}

/** A purl without its version, qualifiers and subpath, else as it is written. */
export function withoutVersion(purl: string): string {
  const end = purl.search(/[?#]/);
  const path = end === -1 ? purl : purl.slice(0, end);
  const version = path.lastIndexOf("@");
  return version > path.lastIndexOf("/") ? path.slice(0, version) : path;
}
