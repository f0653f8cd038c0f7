import type { Purl } from "../purl";
import { compareVersions } from "../versions/compare";

/**
 * Whether a purl that a statement names includes another, as go-vex has it: type, namespace and name are
 * equal, the version where it names one, and each qualifier that it has. Subpaths do not count, and there
 * are no ranges. For images, the repository is compared as what it means: `index.docker.io` is `docker.io`,
 * and it may end with the name or not.
 */
export function purlMatches(general: Purl, specific: Purl): boolean {
  if (!sameName(general, specific)) return false;
  if (general.version !== null && general.version !== specific.version) return false;
  for (const [key, value] of general.qualifiers) {
    const other = specific.qualifiers.get(key);
    if (other === undefined) return false;
    const isEqual =
      key === "repository_url"
        ? repository(general, value) === repository(specific, other)
        : value === other;
    if (!isEqual) return false;
  }
  return true;
}

/**
 * Whether two purls name the same version of the same package, whatever qualifiers say of where. Versions that the
 * rules of the ecosystem hold for equal are: `v0.32.0` and `0.32.0` of Go, `1.2` and `0:1.2` of Debian. A tag of an
 * image is no such version: `3` is not `3.0.0`.
 */
export function sameSoftware(one: Purl, other: Purl): boolean {
  if (one.version === null || other.version === null || !sameName(one, other)) return false;
  if (one.type === "docker") return one.version === other.version;
  return compareVersions(one.type, one.version, other.version) === 0;
}

function sameName(one: Purl, other: Purl): boolean {
  return one.type === other.type && one.namespace === other.namespace && one.name === other.name;
}

function repository({ name }: Purl, url: string): string {
  const path = url
    .toLowerCase()
    .replace(/^https?:\/\//, "")
    .replace(/^(?:index|registry-1)\.docker\.io(?=\/|$)/, "docker.io");
  return path.endsWith(`/${name}`) ? path.slice(0, -name.length - 1) : path;
}
