import { compareSemver } from "./semver";

/**
 * Compares versions of Go modules (go.dev/ref/mod#versions): Semantic Versioning with a `v` in front, pseudo-versions
 * among them, where `+incompatible` does not count. Those of the toolchain and its standard library, `go1.21rc2`,
 * are read as Go's vulnerability database writes them, `1.21.0-rc.2` (go.dev/doc/security/vuln/database). Null where
 * one of them is no such version; linear.
 */
export function compareGo(one: string, other: string): number | null {
  return compareSemver(asModule(one), asModule(other));
}

function asModule(version: string): string {
  return version
    .trim()
    .replace(/^go(?=\d)/, "")
    .replace(/^(\d+\.\d+)(alpha|beta|rc)(\d+)$/, "$1.0-$2.$3");
}
