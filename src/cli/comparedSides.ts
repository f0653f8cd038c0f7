import { parseReference } from "../image/reference";
import type { Catalog, ImageFacts } from "../image/catalog";
import type { OwnFacts } from "../image/liveFacts";
import type { VerifyOptions } from "../verify/evidence";
import { comparedImage, type ComparedImage } from "../view/comparedImage";
import { ownFacts } from "./registry.js";
import type { Values } from "./command";
import type { EvidenceReport } from "./formats/evidenceReport";
import { gather } from "./gathering";
import type { Search } from "./searching";
import type { Terminal } from "./terminal";
import { findVulnerabilities } from "./vulnerabilities";
import { worldOf } from "./world";

/** A side of a comparison, or a sentence why nothing is known of it. */
export type GatheredSide =
  | {
      readonly kind: "side";
      readonly side: ComparedImage;
      /** Why only the catalog is known; null where the image itself is. */
      readonly unreached: string | null;
    }
  | { readonly kind: "problem"; readonly message: string };

/**
 * All that is known of a source. An image that can't be reached is what the catalog says of it, where it does.
 *
 * @param reports the option with the reports of scanners on this side
 */
export async function gatherSide(
  search: Search,
  reports: string,
  catalog: Catalog | null,
  values: Values,
  options: VerifyOptions,
  terminal: Terminal,
): Promise<GatheredSide> {
  const { source } = search;
  const facts = catalogFacts(source, catalog);
  const gathered = await gather(search, options, terminal);
  const nothing = { name: source, evidence: null, own: null, vulnerabilities: null, problems: [] };
  if (gathered.kind === "problem") {
    const { message, isAbsent } = gathered;
    if (isAbsent || facts === null) return { kind: "problem", message };
    const side = comparedImage({ ...nothing, catalog: facts });
    return { kind: "side", side, unreached: message };
  }
  const { report } = gathered;
  const found = await findVulnerabilities(report, values, options, terminal, reports);
  const { vulnerabilities, problems } = found;
  const own = await factsIn(report, values, terminal);
  const side = comparedImage({
    ...{ name: source, evidence: report, own, catalog: facts, vulnerabilities, problems },
  });
  return { kind: "side", side, unreached: null };
}

/** The names of layouts, archives and files would be read as those of repositories. */
function catalogFacts(source: string, catalog: Catalog | null): ImageFacts | null {
  const isOnDisk = /^(?:oci|archive|file):/.test(source);
  const reference = isOnDisk ? null : parseReference(source);
  return reference === null ? null : (catalog?.lookup(reference) ?? null);
}

async function factsIn(
  { source, image }: EvidenceReport,
  values: Values,
  terminal: Terminal,
): Promise<OwnFacts | null> {
  if (image === null) return null;
  const { signal } = new AbortController();
  return ownFacts(worldOf(values, terminal).open(source).source, image, signal);
}
