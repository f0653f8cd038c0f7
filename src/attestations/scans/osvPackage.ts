import { parsePurl, type Purl } from "../purl";
import type { Component } from "../sbom/model";
import { upstreamOf } from "../sbom/sourcePackage";

/** A version of a package as OSV names it (ossf.github.io/osv-schema, "Defined Ecosystems"). */
export interface OsvName {
  readonly ecosystem: string;
  readonly name: string;
  readonly version: string;
}

/**
 * What to ask OSV of a component; null where that can't be told: it has no purl or version, is of an ecosystem
 * whose names are not known here, or of a distribution whose release no qualifier names. Debian, Ubuntu, Alpine
 * and their kin are asked by source package, as their records name them.
 */
export function osvNameOf(component: Component): OsvName | null {
  const purl = component.purl === null ? null : parsePurl(component.purl);
  const version = purl?.version ?? component.version;
  if (purl === null || version === null) return null;
  const distribution = distributionOf(purl);
  if (distribution !== null) {
    const { ecosystem, bySource } = distribution;
    const source = bySource ? (component.source ?? upstreamOf(purl, version)) : null;
    const at = source?.lastIndexOf("@") ?? -1;
    if (source === null || at === 0) return { ecosystem, name: purl.name, version };
    if (at < 0) return { ecosystem, name: source, version };
    return { ecosystem, name: source.slice(0, at), version: source.slice(at + 1) };
  }
  const { namespace, name } = purl;
  switch (purl.type) {
    case "golang":
      return {
        ecosystem: "Go",
        name: join(namespace, "/", name),
        version: version.replace(/^(?:go|v)(?=\d)/, ""),
      };
    case "maven":
      return namespace === null
        ? null
        : { ecosystem: "Maven", name: `${namespace}:${name}`, version };
    default: {
      const ecosystem = languages.get(purl.type);
      return ecosystem === undefined
        ? null
        : { ecosystem, name: join(namespace, "/", name), version };
    }
  }
}

function join(namespace: string | null, separator: string, name: string): string {
  return namespace === null ? name : `${namespace}${separator}${name}`;
}

const languages: ReadonlyMap<string, string> = new Map([
  ["npm", "npm"],
  ["pypi", "PyPI"],
  ["cargo", "crates.io"],
  ["nuget", "NuGet"],
  ["gem", "RubyGems"],
  ["composer", "Packagist"],
  ["hex", "Hex"],
  ["pub", "Pub"],
]);

function distributionOf(
  purl: Purl,
): { readonly ecosystem: string; readonly bySource: boolean } | null {
  const bySource = purl.type !== "rpm";
  const family = `${purl.type}/${purl.namespace ?? ""}`;
  if (family === "apk/wolfi") return { ecosystem: "Wolfi", bySource };
  if (family === "apk/chainguard") return { ecosystem: "Chainguard", bySource };
  const [major, minor] = releaseOf(purl);
  if (major === undefined) return null;
  switch (family) {
    case "deb/debian":
      return { ecosystem: `Debian:${major}`, bySource };
    case "deb/ubuntu": {
      if (minor === undefined) return null;
      // Every second April has long-term support, and OSV says so in the name.
      const isLong = Number(major) % 2 === 0 && minor === "04";
      return { ecosystem: `Ubuntu:${major}.${minor}${isLong ? ":LTS" : ""}`, bySource };
    }
    case "apk/alpine":
      return minor === undefined ? null : { ecosystem: `Alpine:v${major}.${minor}`, bySource };
    case "rpm/rocky":
    case "rpm/rocky-linux":
      return { ecosystem: `Rocky Linux:${major}`, bySource };
    case "rpm/almalinux":
      return { ecosystem: `AlmaLinux:${major}`, bySource };
    default:
      return null;
  }
}

/** `debian-12.5`, as syft and Trivy write `distro`, or `13`, as Docker writes `os_version`: the first two numbers. */
function releaseOf({ qualifiers }: Purl): readonly (string | undefined)[] {
  const written = qualifiers.get("distro") ?? qualifiers.get("os_version") ?? "";
  const match = /^(?:[a-z]{1,20}-)?(\d{1,4})(?:\.(\d{1,4})(?:[.\w]{0,40})?)?$/.exec(written);
  return [match?.[1], match?.[2]];
}
