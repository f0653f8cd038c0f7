import { parsePurl } from "../attestations/purl";
import type { Vulnerability } from "../attestations/scans/model";
import type { Component } from "../attestations/sbom/model";
import { upstreamOf } from "../attestations/sbom/sourcePackage";
import type { VexComponent } from "../attestations/vex/match";
import type { EvidenceItem } from "./item";

/** Who may speak for the image, or whom the person believes by opening a file. */
export function isTrusted({ verdict, place }: EvidenceItem): boolean {
  return verdict === "verified" || (place === "file" && verdict !== "failed");
}

/** Finds the component that a finding is in, with the source package that it was built from. */
export type ComponentFinder = (finding: Vulnerability) => VexComponent | null;

/**
 * Looks findings up in lists of components: by purl as written, else by type, name and version, since scanners
 * write qualifiers as they like. A finding without a purl has that of the one component of its name and version,
 * where only one has them.
 */
export function createComponentFinder(components: readonly Component[]): ComponentFinder {
  const byPurl = new Map<string, Component>();
  const byName = new Map<string, Component | null>();
  for (const component of components) {
    const { purl, type, name, version } = component;
    if (purl !== null && !byPurl.has(purl)) byPurl.set(purl, component);
    const typed = keyOf(type, name, version);
    if (!byName.has(typed)) byName.set(typed, component);
    const bare = keyOf(null, name, version);
    const other = byName.get(bare);
    if (other === undefined) byName.set(bare, component);
    else if (other !== null && other.purl !== purl) byName.set(bare, null);
  }
  return ({ package: found }) => {
    if (found === null) return null;
    const parsed = found.purl === null ? null : parsePurl(found.purl);
    const known =
      (found.purl === null ? undefined : byPurl.get(found.purl)) ??
      byName.get(keyOf(parsed?.type ?? null, found.name, found.version)) ??
      null;
    return {
      purl: found.purl ?? known?.purl ?? null,
      source: known?.source ?? upstreamOf(parsed, found.version),
    };
  };
}

/**
 * The components to ask a database about: those of lists that are verified or that the person opened; where there
 * is none, of all lists that did not fail a check. Each purl once.
 */
export function listedComponents(items: readonly EvidenceItem[]): readonly Component[] {
  const trusted = componentsOf(items.filter(isTrusted));
  const listed =
    trusted.length > 0
      ? trusted
      : componentsOf(items.filter(({ verdict }) => verdict !== "failed"));
  return [
    ...new Map(
      listed.map((one) => [one.purl ?? JSON.stringify([one.name, one.version]), one]),
    ).values(),
  ];
}

export function componentsOf(items: readonly EvidenceItem[]): readonly Component[] {
  return items.flatMap(({ documents }) =>
    documents.flatMap((document) => (document.kind === "sbom" ? document.sbom.components : [])),
  );
}

function keyOf(type: string | null, name: string, version: string | null): string {
  return JSON.stringify([type, name, version]);
}
