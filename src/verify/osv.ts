import type { Scan } from "../attestations/scans/model";
import { osvFinding, readOsvRecord, type OsvRecord } from "../attestations/scans/osv";
import { osvNameOf, type OsvName } from "../attestations/scans/osvPackage";
import type { Component } from "../attestations/sbom/model";
import { listedComponents } from "./components";
import type { EvidenceItem } from "./item";

/** What OSV is to be asked of an image. */
export interface OsvQuestion {
  /** Each version of a package once. */
  readonly names: readonly OsvName[];
  /** The components that can be asked about, with the place of their name. */
  readonly asked: readonly { readonly component: Component; readonly place: number }[];
  /** All that are listed, whether OSV can be asked about them or not. */
  readonly listed: number;
}

/** What OSV answered. */
export interface OsvAnswered {
  /** For each name, in the order of the question, the records that are about it. */
  readonly identifiers: readonly (readonly string[])[];
  /** By identifier, as they came: JSON of the OSV schema. */
  readonly records: ReadonlyMap<string, Uint8Array>;
  readonly askedAt: Date;
}

/** Whether each record that an answer names is there. */
export function isWholeAnswer({
  identifiers,
  records,
}: Pick<OsvAnswered, "identifiers" | "records">): boolean {
  return identifiers.every((list) => list.every((id) => records.has(id)));
}

/** The question of the components of an image; a sentence where there is none to ask. */
export function osvQuestion(items: readonly EvidenceItem[]): OsvQuestion | string {
  const components = listedComponents(items);
  if (components.length === 0) return "There is no SBOM whose packages OSV could be asked about.";
  const places = new Map<string, number>();
  const names: OsvName[] = [];
  const asked = components.flatMap((component) => {
    const name = osvNameOf(component);
    if (name === null) return [];
    const key = JSON.stringify(name);
    const place = places.get(key) ?? names.push(name) - 1;
    places.set(key, place);
    return [{ component, place }];
  });
  return asked.length === 0
    ? "OSV could be asked about none of the packages of the SBOM: their purls name no ecosystem or release that it knows."
    : { names, asked, listed: components.length };
}

/** What OSV's answer says of the components; withdrawn records say nothing. */
export function osvScanOf({ names, asked, listed }: OsvQuestion, answer: OsvAnswered): Scan {
  const records = new Map<string, OsvRecord>();
  const recordOf = (id: string): OsvRecord => {
    const known = records.get(id) ?? readOsvRecord(id, answer.records.get(id) ?? null);
    records.set(id, known);
    return known;
  };
  const findings = asked.flatMap(({ component, place }) => {
    const name = names[place];
    if (name === undefined) return [];
    return (answer.identifiers[place] ?? [])
      .map(recordOf)
      .filter(({ isWithdrawn }) => !isWithdrawn)
      .map((record) => osvFinding(record, component, name));
  });
  return {
    scanner: `OSV, asked about ${asked.length} of ${listed} components`,
    finished: answer.askedAt.toISOString(),
    findings,
  };
}
