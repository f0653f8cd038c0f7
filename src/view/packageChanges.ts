import { parsePurl } from "../attestations/purl";
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
    hasDoubles: [...old.values(), ...now.values()].some(({ entries }) => entries > 1),
    changes: [...gone, ...added, ...changed],
    ecosystems: ecosystemsOf(old, now),
  };
}

/** How many packages a list has, counted as `packageChanges` does. */
export function packageCount(sbom: Sbom): number {
  return packagesOf(sbom).size;
}

interface Package {
  readonly name: string;
  readonly ecosystem: string;
  readonly isSystem: boolean;
  readonly type: string;
  readonly purl: string | null;
  readonly versions: Set<string | null>;
  readonly licenses: Set<string>;
  /** How often the list has it. */
  entries: number;
}

function packagesOf({ components, root }: Sbom): ReadonlyMap<string, Package> {
  const packages = new Map<string, Package>();
  for (const [index, component] of components.entries()) {
    if (index === root || noPackages.has(component.type)) continue;
    const { key, made } = packageOf(component);
    const known = packages.get(key) ?? made;
    packages.set(key, known);
    known.entries++;
    known.versions.add(component.version);
    for (const license of component.licenses) known.licenses.add(license);
  }
  return packages;
}

/** Components of CycloneDX that are part of an image, and no package. */
const noPackages: ReadonlySet<string> = new Set(["file", "operating-system"]);

function packageOf({ purl, type, name }: Component): {
  readonly key: string;
  readonly made: Package;
} {
  const parsed = purl === null ? null : parsePurl(purl);
  const [versions, licenses] = [new Set<string | null>(), new Set<string>()];
  const common = { name, versions, licenses, entries: 0 };
  if (parsed === null)
    return {
      key: JSON.stringify([type, name]),
      made: { ...common, type, ecosystem: type, isSystem: false, purl: null },
    };
  const { namespace } = parsed;
  const isSystem = systems.has(parsed.type);
  const hasVendor = namespace !== null && !isPartOfName(parsed.type);
  return {
    key: JSON.stringify([parsed.type, namespace, parsed.name]),
    made: {
      ...common,
      type: parsed.type,
      ecosystem: isSystem && hasVendor ? `${parsed.type}, ${namespace}` : parsed.type,
      isSystem,
      purl: withoutVersion(purl ?? ""),
    },
  };
}

const systems: ReadonlySet<string> = new Set(["deb", "apk", "rpm", "alpm"]);

/** Whether there are other versions, for certain. */
function differs({ versions: old }: Package, { versions: now }: Package): boolean {
  if (old.has(null) || now.has(null)) return false;
  return old.size !== now.size || [...old].some((version) => !now.has(version));
}

function changeOf(
  kind: ChangeKind,
  { name, ecosystem, purl, type }: Package,
  before: Package | null,
  after: Package | null,
): PackageChange {
  return {
    ...{ kind, name, ecosystem, purl },
    before: sideOf(before),
    after: sideOf(after),
    direction: before === null || after === null ? null : directionOf(type, before, after),
  };
}

function sideOf(found: Package | null): PackageSide | null {
  return found === null ? null : { versions: [...found.versions], licenses: [...found.licenses] };
}

function directionOf(type: string, before: Package, after: Package): PackageChange["direction"] {
  const [[one, ...ones], [other, ...others]] = [[...before.versions], [...after.versions]];
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
