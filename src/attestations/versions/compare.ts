import { compareApk } from "./apk";
import { compareComposer } from "./composer";
import { compareDpkg } from "./dpkg";
import { compareGo } from "./go";
import { compareMaven } from "./maven";
import { compareNuGet } from "./nuGet";
import { comparePep440 } from "./pep440";
import { compareRpm } from "./rpm";
import { compareRubyGems } from "./rubyGems";
import { compareSemver } from "./semver";

/**
 * Compares two versions by the rules of an ecosystem, named by its type of purl: negative where `one` is
 * older, 0 where they are equal. Null where it cannot be told: an ecosystem whose rules are not here, or a
 * version that is none of its, or one that is far longer than any is.
 */
export function compareVersions(type: string, one: string, other: string): number | null {
  if (one === other) return 0;
  if (Math.max(one.length, other.length) > mostCharacters) return null;
  switch (type) {
    case "deb":
      return compareDpkg(one, other);
    case "apk":
      return compareApk(one, other);
    case "rpm":
      return compareRpm(one, other);
    case "maven":
      return compareMaven(one, other);
    case "pypi":
      return comparePep440(one, other);
    case "gem":
      return compareRubyGems(one, other);
    case "nuget":
      return compareNuGet(one, other);
    case "composer":
      return compareComposer(one, other);
    case "golang":
      return compareGo(one, other);
    case "npm":
    case "cargo":
    case "hex":
    case "swift":
    case "docker":
      return compareSemver(one, other);
    default:
      return null;
  }
}

/** Patterns that repeat a group run out of stack on several millions, and throw. */
const mostCharacters = 1_000_000;
