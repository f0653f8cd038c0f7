import path from "node:path";
import { isKnownFormat } from "../attestations/read";
import type { EvidenceItem } from "../verify/item";
import { verifyArtifacts, type VerifyOptions } from "../verify/evidence";
import { ruleForFile } from "../verify/policy";
import { checkMeanwhile } from "./checkingMeanwhile";
import type { EvidenceReport } from "./formats/evidenceReport";
import { describeFailure, readWhole } from "./read";
import { fileArtifact } from "./registry.js";
import type { Found, ImageSearch, Search } from "./searching";
import type { Terminal } from "./terminal";
import { visible } from "./visible";

/** Evidence that was looked for and checked, or a sentence why it could not be. */
export type Gathered =
  | { readonly kind: "report"; readonly report: EvidenceReport }
  | Extract<Found, { readonly kind: "problem" }>;

/** Waits for what is found, and checks it. */
export function gather(
  search: Search,
  options: VerifyOptions,
  terminal: Terminal,
): Promise<Gathered> {
  return search.kind === "file"
    ? Promise.resolve(ofFile(search.source, options, terminal))
    : gatherImage(search, options);
}

/**
 * The same for a command that shows each piece: where it could not be had that is said, and null given. A file is
 * somebody's own: what its specification forbids is worth more there than of an image, and is told too.
 */
export async function gatherNamed(
  command: string,
  search: Search,
  options: VerifyOptions,
  terminal: Terminal,
): Promise<EvidenceReport | null> {
  const gathered = await gather(search, options, terminal);
  if (gathered.kind === "problem") {
    terminal.complain(`drydock ${command}: ${visible(gathered.message)}`);
    return null;
  }
  const { report } = gathered;
  if (search.kind !== "file") return report;
  const items = await Promise.all(report.result.items.map(withSchemaProblems));
  return { ...report, result: { ...report.result, items } };
}

/** The same of an image, which is checked piece by piece as it comes. */
export async function gatherImage(search: ImageSearch, options: VerifyOptions): Promise<Gathered> {
  const checking = checkMeanwhile(options);
  search.follow(checking.take);
  const found = await search.found;
  if (found.kind === "problem") return found;
  const { image, looks } = found.evidence;
  const result = checking.finish(found.evidence);
  const report = { source: search.source, image, looks, result, now: options.now };
  return { kind: "report", report };
}

function ofFile(given: string, options: VerifyOptions, { workingDirectory }: Terminal): Gathered {
  const file = given.slice("file:".length);
  const unreadable = (message: string): Gathered => ({ kind: "problem", message, isAbsent: true });
  if (file === "") return unreadable("file: names no file: write file:FILE.");
  let bytes: Uint8Array;
  try {
    bytes = readWhole(path.resolve(workingDirectory, file));
  } catch (error) {
    return unreadable(`${file} ${describeFailure(error)}.`);
  }
  const rule = ruleForFile(options.policy);
  const asked = { digests: [], repository: null, rule, problems: [] };
  const result = verifyArtifacts([fileArtifact(file, bytes)], asked, options);
  const refusal = whyNoEvidence(result.items);
  if (refusal !== null) return unreadable(`${file} can't be read as ${refusal}`);
  const report = { source: given, image: null, looks: [], result, now: options.now };
  return { kind: "report", report };
}

/** What a file was expected to be, and why it is not; null where it is, however broken. */
function whyNoEvidence(items: readonly EvidenceItem[]): string | null {
  if (!items.every(({ verdict, format }) => verdict === "unsigned" && !isKnownFormat(format)))
    return null;
  const [problem = "It is JSON of no kind that is known here."] = items.flatMap(
    (item) => item.problems,
  );
  return `SBOM, VEX, provenance, scan, statement or bundle. ${problem}`;
}

async function withSchemaProblems(item: EvidenceItem): Promise<EvidenceItem> {
  if (!item.format.startsWith("CycloneDX")) return item;
  const { schemaProblems } = await import("./cycloneDx.js");
  return { ...item, problems: [...item.problems, ...(await schemaProblems(item.content))] };
}
