import type { Scan } from "../attestations/scans/model";
import type { World } from "../registry/world";
import type { EvidenceItem } from "../verify/item";
import { osvQuestion, osvScanOf } from "../verify/osv";
import { askOsv, RegistryError, registryErrorText } from "./registry.js";
import type { Terminal } from "./terminal";

/** What OSV knows of the components of an image, and sentences on what it could not be asked. */
export async function osvScan(
  items: readonly EvidenceItem[],
  { client, cache }: World,
  offline: boolean,
  { environment, progress }: Terminal,
): Promise<{ readonly scans: readonly Scan[]; readonly problems: readonly string[] }> {
  const question = osvQuestion(items);
  if (typeof question === "string") return { scans: [], problems: [question] };
  progress(`Asking OSV about ${question.names.length} packages…`);
  const { transport } = client;
  const instance = environment["DRYDOCK_OSV_URL"] ?? "";
  try {
    const answer = await askOsv(
      question.names,
      {
        transport,
        cache,
        now: () => transport.now(),
        offline,
        ...(instance === "" ? {} : { instance }),
      },
      new AbortController().signal,
    );
    return { scans: [osvScanOf(question, answer)], problems: answer.problems };
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error;
    return { scans: [], problems: [`OSV could not be asked. ${registryErrorText(error)}`] };
  }
}
