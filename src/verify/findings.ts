import type { Vulnerability } from "../attestations/scans/model";
import { purlType } from "../attestations/purl";
import { commonIdentifier, identifiersOf } from "../attestations/scans/identifiers";
import type { Verdict } from "./verdict";

/** Somebody who says which vulnerabilities there are. */
export interface FindingSource {
  /** For people: `Trivy 0.58.0`. */
  readonly name: string;
  /** Of an attestation; null where the person opened the report or had a database asked. */
  readonly verdict: Verdict | null;
  /** As written; null where it does not say. */
  readonly finished: string | null;
  readonly findings: readonly Vulnerability[];
}

/** A vulnerability in a package, whoever found it. */
export interface Finding extends Vulnerability {
  /** All names of this one vulnerability, its own first. */
  readonly identifiers: readonly string[];
  /** The names of the sources that have it. */
  readonly sources: readonly string[];
}

/**
 * Brings together what several sources found: the same vulnerability in the same version of a package is one
 * finding, with what the first source says of it, and the first severity that is known. So the sources come in
 * the order in which they are believed: a later one adds nothing by which VEX would be looked up. Packages of
 * different ecosystems differ, whatever they are called; where a source does not tell the ecosystem the name
 * decides. A finding without a package is new only where nobody else has the vulnerability, and of a source that is
 * believed it stays where only a claim names a package: VEX on that package is no word on it. Takes linear time.
 */
export function mergeFindings(sources: readonly FindingSource[]): readonly Finding[] {
  const found = new Map<string, Finding>();
  /** What a vulnerability, or one in a package of any ecosystem, was found as first. */
  const first = new Map<string, string>();
  const add = (key: string, finding: Finding) => {
    const known = found.get(key);
    found.set(key, known === undefined ? finding : merge(known, finding));
  };
  const alone: { readonly finding: Finding; readonly isBelieved: boolean }[] = [];
  const claimed = new Set<string>();
  for (const { name, verdict, findings } of sources) {
    const isBelieved = verdict === null || verdict === "verified";
    for (const each of findings) {
      const identifiers = identifiersOf(each.id, each.aliases);
      const finding = { ...each, identifiers, sources: [name] };
      if (each.package === null) {
        alone.push({ finding, isBelieved });
        continue;
      }
      const id = commonIdentifier(identifiers);
      const type = each.package.purl === null ? null : purlType(each.package.purl);
      const bare = JSON.stringify([id, each.package.name, each.package.version]);
      const typed = type === null ? bare : `${type} ${bare}`;
      const key = type === null ? (first.get(bare) ?? bare) : found.has(bare) ? bare : typed;
      for (const one of [bare, id]) if (!first.has(one)) first.set(one, key);
      if (!isBelieved && !found.has(key)) claimed.add(key);
      add(key, finding);
    }
  }
  for (const { finding, isBelieved } of alone) {
    const id = commonIdentifier(finding.identifiers);
    const key = first.get(id) ?? id;
    add(isBelieved && claimed.has(key) ? id : key, finding);
  }
  return [...found.values()];
}

function merge(
  known: Finding,
  { sources: [source = ""], severity, score, about }: Finding,
): Finding {
  const isKnown = known.severity !== "unknown";
  return {
    ...known,
    ...(isKnown ? {} : { severity, score }),
    ...(known.about === undefined && about !== undefined ? { about } : {}),
    sources: known.sources.includes(source) ? known.sources : [...known.sources, source],
  };
}
