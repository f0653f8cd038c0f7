import type { Component, Sbom } from "../../src/attestations/sbom/model";
import type { Scan, Vulnerability } from "../../src/attestations/scans/model";
import type { OwnFacts } from "../../src/image/liveFacts";
import type { EvidenceItem } from "../../src/verify/item";
import { vulnerabilitiesOf } from "../../src/verify/vulnerabilities";
import {
  comparedImage,
  type ComparedImage,
  type ComparedParts,
} from "../../src/view/comparedImage";
import { component, evidence, sbom, statement } from "./sample";

/** Debian packages with versions (`bash 5.2`), npm ones where it starts with `npm:`; the first entry is a root. */
export function packages(...lines: readonly string[]): Sbom {
  return sbom([component("root", { type: "oci" }), ...lines.map(packaged)]);
}

function packaged(line: string): Component {
  const [, type = "deb", name = "", version = null] =
    /^(?:(\w+):)?(\S+)(?: (.*))?$/.exec(line) ?? [];
  const namespaces: Readonly<Record<string, string>> = { deb: "debian/", apk: "alpine/" };
  const purl = `pkg:${type}/${namespaces[type] ?? ""}${encodeURIComponent(name)}`;
  return component(name, {
    type,
    version,
    purl: version === null ? purl : `${purl}@${version}?arch=amd64`,
  });
}

/** A side of a comparison with a list of packages, verified if not said otherwise. */
export function side(
  name: string,
  list: Sbom | null,
  rest: Partial<EvidenceItem> = {},
  more: Partial<ComparedParts> = {},
): ComparedImage {
  const items = list === null ? [] : [statement({ kind: "sbom", sbom: list }, rest)];
  return comparedImage({
    name,
    evidence: evidence(items),
    own: null,
    catalog: null,
    vulnerabilities: null,
    problems: [],
    ...more,
  });
}

/** What a config says: the user, and what is started. */
export function own(user: string, start: readonly string[], compressedBytes: number): OwnFacts {
  const config = { user, entrypoint: start, cmd: [], environment: {}, ports: [], workdir: "/" };
  return { config, compressedBytes, problems: [] };
}

/** What a scanner found: `CVE-1 high bash`. */
export function scanned(scanner: string, ...lines: readonly string[]) {
  const findings = lines.map((line): Vulnerability => {
    const [id = "", severity = "", name = ""] = line.split(" ");
    return {
      ...{ id, aliases: [], score: null, fixedIn: null },
      severity: severity as Vulnerability["severity"],
      package: { name, version: "1", purl: null },
    };
  });
  const scan: Scan = { scanner, finished: null, findings };
  return vulnerabilitiesOf({ items: [], opened: [], asked: [scan], image: [] });
}
