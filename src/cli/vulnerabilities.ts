import { imageProducts } from "../attestations/vex/imageProducts";
import { parseReference } from "../image/reference";
import type { VerifyOptions } from "../verify/evidence";
import { vulnerabilitiesOf, type Vulnerabilities } from "../verify/vulnerabilities";
import type { Values } from "./command";
import type { EvidenceReport } from "./formats/evidenceReport";
import { readOpenedFiles } from "./openedFile";
import { osvScan } from "./osv";
import type { Terminal } from "./terminal";
import { worldOf } from "./world";

/**
 * The vulnerabilities of what was gathered, with what the options on them bring; null where nobody looked for any.
 *
 * @param reports the option that names the reports of scanners
 */
export async function findVulnerabilities(
  { source, image, result }: EvidenceReport,
  values: Values,
  options: VerifyOptions,
  terminal: Terminal,
  reports = "report",
): Promise<{
  readonly vulnerabilities: Vulnerabilities | null;
  readonly problems: readonly string[];
}> {
  const repository = image?.repository ?? null;
  const digests = [image?.manifest, image?.index].flatMap((one) => one?.digest ?? []);
  const asked = { digests, repository, rule: result.rule, problems: [] };
  const opened = [
    ...readOpenedFiles(reports, "scan", "report of a scanner", values, asked, options, terminal),
    ...readOpenedFiles("vex-file", "vex", "VEX", values, asked, options, terminal),
  ];
  const osv =
    values["osv"] === true
      ? await osvScan(result.items, worldOf(values, terminal), values["offline"] === true, terminal)
      : { scans: [], problems: [] };
  const tag = repository === null ? null : (parseReference(source)?.tag ?? null);
  const vulnerabilities = vulnerabilitiesOf({
    items: result.items,
    opened,
    asked: osv.scans,
    image: imageProducts(repository, digests, tag),
  });
  return { vulnerabilities, problems: [...osv.problems, ...(vulnerabilities?.problems ?? [])] };
}
