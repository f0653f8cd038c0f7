import { compareApk } from "./apk";
import { compareDpkg } from "./dpkg";
import { compareRpm } from "./rpm";
import { compareSemver } from "./semver";

/**
 * Compares two versions by the rules of an ecosystem, named by its type of purl: negative where `one` is
 * older, 0 where they are equal. Null where it cannot be told: an ecosystem whose rules are not here, or a
 * version that is none of its.
 */
export function compareVersions(type: string, one: string, other: string): number | null {
  if (one === other) return 0;
  switch (type) {
    case "deb":
      return compareDpkg(one, other);
    case "apk":
      return compareApk(one, other);
    case "rpm":
      return compareRpm(one, other);
    case "npm":
    case "golang":
    case "cargo":
    case "hex":
    case "swift":
    case "docker":
      return compareSemver(one, other);
    default:
      return null;
  }
}
