import type { Scan } from "../attestations/scans/model";
import { osvFinding, readOsvRecord, type OsvRecord } from "../attestations/scans/osv";
import { osvNameOf } from "../attestations/scans/osvPackage";
import { RegistryError, registryErrorText } from "../registry/errors";
import { askOsv } from "../registry/osv";
import type { World } from "../registry/world";
import type { EvidenceItem } from "../verify/item";
import { listedComponents } from "../verify/components";
import type { Terminal } from "./terminal";

/** What OSV knows of the components of an image, and sentences on what it could not be asked. */
export async function osvScan(
  items: readonly EvidenceItem[],
  { client, cache }: World,
  offline: boolean,
  { environment, isTerminal, complain }: Terminal,
): Promise<{ readonly scans: readonly Scan[]; readonly problems: readonly string[] }> {
  const components = listedComponents(items);
  if (components.length === 0)
    return { scans: [], problems: ["There is no SBOM whose packages OSV could be asked about."] };
  const asked = components.flatMap((component) => {
    const name = osvNameOf(component);
    return name === null ? [] : [{ component, name, key: JSON.stringify(name) }];
  });
  if (asked.length === 0)
    return {
      scans: [],
      problems: [
        "OSV could be asked about none of the packages of the SBOM: their purls name no ecosystem or release that it knows.",
      ],
    };
  const names = [...new Map(asked.map(({ key, name }) => [key, name])).values()];
  const place = new Map(names.map((name, index) => [JSON.stringify(name), index]));
  if (isTerminal) complain(`Asking OSV about ${names.length} packages…`);
  const { transport } = client;
  const instance = environment["DRYDOCK_OSV_URL"] ?? "";
  try {
    const answer = await askOsv(
      names,
      {
        transport,
        cache,
        now: () => transport.now(),
        offline,
        ...(instance === "" ? {} : { instance }),
      },
      new AbortController().signal,
    );
    const records = new Map<string, OsvRecord>();
    const recordOf = (id: string) => {
      const known = records.get(id) ?? readOsvRecord(id, answer.records.get(id) ?? null);
      records.set(id, known);
      return known;
    };
    const findings = asked.flatMap(({ component, name, key }) =>
      (answer.identifiers[place.get(key) ?? -1] ?? [])
        .map(recordOf)
        .filter(({ isWithdrawn }) => !isWithdrawn)
        .map((record) => osvFinding(record, component, name)),
    );
    const of = `asked about ${asked.length} of ${components.length} components`;
    const scan = { scanner: `OSV, ${of}`, finished: answer.askedAt.toISOString(), findings };
    return { scans: [scan], problems: answer.problems };
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error;
    return { scans: [], problems: [`OSV could not be asked. ${registryErrorText(error)}`] };
  }
}
