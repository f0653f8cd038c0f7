import { parsePurl, type Purl } from "../attestations/purl";
import type { Component, Sbom } from "../attestations/sbom/model";
import { isPartOfName } from "../attestations/sbom/names";
import { compareVersions } from "../attestations/versions/compare";
import { withoutVersion } from "./components";

/** A package in one list or in both, whatever its version; all of it as written, so nothing here is safe to show. */
export interface PackageChange {
  readonly kind: ChangeKind;
  readonly name: string;
  readonly ecosystem: string;
  /** Without version and qualifiers, of the first component that has one. */
  readonly purl: string | null;
  readonly before: PackageSide | null;
  readonly after: PackageSide | null;
  /** Which way one version went to another; null where that can't be told, or there are several. */
  readonly direction: "newer" | "older" | null;
}

export const changeKinds = ["gone", "added", "changed"] as const;
export type ChangeKind = (typeof changeKinds)[number];

export interface PackageSide {
  /** Each once, in the order of the list; null for a component that has none. */
  readonly versions: readonly (string | null)[];
  /** Of all its components, each once. */
  readonly licenses: readonly string[];
}

export interface PackageChanges {
  /** Packages of each list: one that is there in several versions, or more than once, counts once. */
  readonly before: number;
  readonly after: number;
  readonly unchanged: number;
  /** Whether there is one that counts once, and that a list has more than once. */
  readonly hasDoubles: boolean;
  /** Those that are gone first, then those added, then those changed; each in the order of its list. */
  readonly changes: readonly PackageChange[];
  /** The ecosystem with most packages first. */
  readonly ecosystems: readonly EcosystemChange[];
}

export interface EcosystemChange {
  /** `npm`; where a distribution packs it with the name of that: `deb, debian`. As written. */
  readonly ecosystem: string;
  readonly before: number;
  readonly after: number;
  /** Whether its packages belong to a distribution, so that an image has one such ecosystem. */
  readonly isSystem: boolean;
}

/**
 * What differs between two lists of components. The same package is the same purl without version, qualifiers and
 * subpath; where there is no purl, the same type and name. So the packages of one distribution are others than
 * those of another. Files, operating systems and what a list is about are no packages. A version that is not known
 * is no other version. Takes linear time.
 */
export function packageChanges(before: Sbom, after: Sbom): PackageChanges {
  const [old, now] = [packagesOf(before), packagesOf(after)];
  const gone: PackageChange[] = [];
  const changed: PackageChange[] = [];
  for (const [key, one] of old) {
    const other = now.get(key);
    if (other === undefined) gone.push(changeOf("gone", one, one, null));
    else if (differs(one, other)) changed.push(changeOf("changed", other, one, other));
  }
  const added = [...now]
    .filter(([key]) => !old.has(key))
    .map(([, one]) => changeOf("added", one, null, one));
  return {
    before: old.size,
    after: now.size,
    unchanged: old.size - gone.length - changed.length,
    hasDoubles: [...old.values(), ...now.values()].some(({ doubles }) => doubles !== null),
    changes: [...gone, ...added, ...changed],
    ecosystems: ecosystemsOf(old, now),
  };
}

/** How many packages a list has, counted as `packageChanges` does. */
export function packageCount(sbom: Sbom): number {
  return packagesOf(sbom).size;
}

/** A list may have some hundred thousand of these, most of them once: no sets are made for what is one. */
interface Package {
  /** The first component of the list that has it. */
  readonly first: Component;
  readonly type: string;
  readonly ecosystem: string;
  readonly isSystem: boolean;
  /** Null where the list has it once. */
  doubles: Doubles | null;
}

/** Of all components, the first among them. */
interface Doubles {
  readonly versions: Set<string | null>;
  readonly licenses: Set<string>;
}

/** A list is counted to find the best of several, and then compared. */
const packagesOfLists = new WeakMap<Sbom, ReadonlyMap<string, Package>>();

function packagesOf(sbom: Sbom): ReadonlyMap<string, Package> {
  const known = packagesOfLists.get(sbom);
  if (known !== undefined) return known;
  const { components, root } = sbom;
  const packages = new Map<string, Package>();
  for (const [index, component] of components.entries()) {
    if (index === root || noPackages.has(component.type)) continue;
    const purl = component.purl === null ? null : parsePurl(component.purl);
    const key = keyOf(component, purl);
    const found = packages.get(key);
    if (found === undefined) packages.set(key, packageOf(component, purl));
    else addDouble(found, component);
  }
  packagesOfLists.set(sbom, packages);
  return packages;
}

/** Components of CycloneDX that are part of an image, and no package. */
const noPackages: ReadonlySet<string> = new Set(["file", "operating-system"]);

/** One for each package, as lengths tell the parts apart; JSON of them takes as long as all else here together. */
function keyOf({ type, name }: Component, purl: Purl | null): string {
  if (purl === null) return `${type.length} ${type}${name}`;
  const namespace = purl.namespace ?? "";
  return `pkg:${purl.type}/${namespace.length}/${namespace}/${purl.name}`;
}

function packageOf(first: Component, purl: Purl | null): Package {
  const { type } = first;
  if (purl === null) return { first, type, ecosystem: type, isSystem: false, doubles: null };
  const { namespace } = purl;
  const isSystem = systems.has(purl.type);
  const hasVendor = isSystem && namespace !== null && !isPartOfName(purl.type);
  const ecosystem = hasVendor ? `${purl.type}, ${namespace}` : purl.type;
  return { first, type: purl.type, ecosystem, isSystem, doubles: null };
}

function addDouble(found: Package, { version, licenses }: Component): void {
  const { first } = found;
  found.doubles ??= { versions: new Set([first.version]), licenses: new Set(first.licenses) };
  found.doubles.versions.add(version);
  for (const license of licenses) found.doubles.licenses.add(license);
}

const systems: ReadonlySet<string> = new Set(["deb", "apk", "rpm", "alpm"]);

/** Whether there are other versions, for certain. */
function differs(one: Package, other: Package): boolean {
  if (one.doubles === null && other.doubles === null) {
    const [old, now] = [one.first.version, other.first.version];
    return old !== null && now !== null && old !== now;
  }
  const [old, now] = [versionsOf(one), versionsOf(other)];
  if (old.has(null) || now.has(null)) return false;
  return old.size !== now.size || [...old].some((version) => !now.has(version));
}

function versionsOf({ first, doubles }: Package): ReadonlySet<string | null> {
  return doubles?.versions ?? new Set([first.version]);
}

function changeOf(
  kind: ChangeKind,
  { first: { name, purl }, ecosystem, type }: Package,
  before: Package | null,
  after: Package | null,
): PackageChange {
  return {
    kind,
    name,
    ecosystem,
    purl: purl === null || parsePurl(purl) === null ? null : withoutVersion(purl),
    before: before === null ? null : sideOf(before),
    after: after === null ? null : sideOf(after),
    direction: before === null || after === null ? null : directionOf(type, before, after),
  };
}

function sideOf(found: Package): PackageSide {
  const licenses = found.doubles?.licenses ?? new Set(found.first.licenses);
  return { versions: [...versionsOf(found)], licenses: [...licenses] };
}

function directionOf(type: string, before: Package, after: Package): PackageChange["direction"] {
  const [[one, ...ones], [other, ...others]] = [[...versionsOf(before)], [...versionsOf(after)]];
  if (one == null || other == null || ones.length + others.length > 0) return null;
  const order = compareVersions(type, one, other);
  return order === null || order === 0 ? null : order < 0 ? "newer" : "older";
}

function ecosystemsOf(
  old: ReadonlyMap<string, Package>,
  now: ReadonlyMap<string, Package>,
): readonly EcosystemChange[] {
  const found = new Map<string, { before: number; after: number; isSystem: boolean }>();
  const add = (packages: ReadonlyMap<string, Package>, side: "before" | "after"): void => {
    for (const { ecosystem, isSystem } of packages.values()) {
      const counts = found.get(ecosystem) ?? { before: 0, after: 0, isSystem };
      found.set(ecosystem, counts);
      counts[side]++;
    }
  };
  add(old, "before");
  add(now, "after");
  return [...found]
    .map(([ecosystem, counts]) => ({ ecosystem, ...counts }))
    .sort((a, b) => Math.max(b.before, b.after) - Math.max(a.before, a.after));
}
