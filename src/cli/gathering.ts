import { homedir } from "node:os";
import path from "node:path";
import { isKnownFormat } from "../attestations/read";
import type { Platform } from "../image/artifact";
import { isAbsent, RegistryError, registryErrorText } from "../registry/errors";
import { findEvidence } from "../registry/evidence";
import { fileArtifact } from "../registry/fileArtifact";
import { parsePlatform } from "../registry/platform";
import { createWorld, type World } from "../registry/world";
import type { EvidenceItem } from "../verify/item";
import { verifyArtifacts, type VerifyOptions } from "../verify/evidence";
import { ruleForFile } from "../verify/policy";
import { authorityOptions, readAuthorities } from "./authorities";
import { checkMeanwhile } from "./checkingMeanwhile";
import { text, texts, UsageError, type Options, type Values } from "./command";
import type { EvidenceReport } from "./formats/evidenceReport";
import { describeFailure, readWhole } from "./read";
import type { Terminal } from "./terminal";
import { visible } from "./visible";

export const sourceOptions: Options = {
  platform: { type: "string" },
  offline: { type: "boolean" },
  "insecure-registry": { type: "string", multiple: true },
  ...authorityOptions,
};

export const sourceHelp = `SOURCE is one of
  dhi.io/python:3.13        an image on a registry, by tag or digest; it is not pulled
  oci:DIR, oci:DIR:TAG      an OCI layout folder, such as of docker buildx build --output type=oci,tar=false
  archive:FILE              an OCI or docker save archive, packed or not
  file:FILE                 one SBOM, VEX, provenance, in-toto, DSSE or Sigstore bundle file`;

export const sourceOptionsHelp = `  --platform OS/ARCH               which image of an index (default: linux for this machine)
  --offline                        ask no registry: only what the cache has
  --insecure-registry HOST         a registry that speaks plain HTTP; repeatable
  --ca FILE                        certificates of authorities to trust too, in PEM; repeatable`;

/** Evidence that was looked for and checked, or a sentence why it could not be. */
export type Gathered =
  | { readonly kind: "report"; readonly report: EvidenceReport }
  | {
      readonly kind: "problem";
      readonly message: string;
      /** Whether there is no such thing; else it could not be reached or read now. */
      readonly isAbsent: boolean;
    };

/** Finds the evidence of the source that a person named, and checks it. */
export async function gather(
  [given, ...more]: readonly string[],
  values: Values,
  options: VerifyOptions,
  terminal: Terminal,
): Promise<Gathered> {
  if (given === undefined || more.length > 0) throw new UsageError("give it one image or file.");
  const platform = platformOf(values);
  if (given.startsWith("file:")) return ofFile(given, options, terminal);
  if (terminal.isTerminal) terminal.complain(`Looking for what is said of ${visible(given)}…`);
  return gatherImage(given, worldOf(values, terminal), platform, options);
}

/** The same for a command that shows it: where it could not be had that is said, and null given. */
export async function gatherNamed(
  command: string,
  sources: readonly string[],
  values: Values,
  options: VerifyOptions,
  terminal: Terminal,
): Promise<EvidenceReport | null> {
  const gathered = await gather(sources, values, options, terminal);
  if (gathered.kind === "report") return gathered.report;
  terminal.complain(`drydock ${command}: ${visible(gathered.message)}`);
  return null;
}

/** Registries as the options say that they are reached. */
export function worldOf(values: Values, terminal: Terminal): World {
  return createWorld({
    environment: terminal.environment,
    authorities: readAuthorities(values, terminal),
    home: homedir(),
    platform: process.platform,
    log: () => undefined,
    insecureHosts: texts(values, "insecure-registry"),
    offline: values["offline"] === true,
  });
}

/** The same of one image; no platform is that of this machine. */
export async function gatherImage(
  given: string,
  world: World,
  platform: Platform | null,
  options: VerifyOptions,
): Promise<Gathered> {
  try {
    const { source, wanted } = world.open(given);
    const { signal } = new AbortController();
    const checking = checkMeanwhile(options);
    const evidence = await findEvidence(source, wanted, platform, signal, checking.take);
    const { image, looks } = evidence;
    const result = checking.finish(evidence);
    return { kind: "report", report: { source: given, image, looks, result } };
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error;
    return { kind: "problem", message: registryErrorText(error), isAbsent: isAbsent(error) };
  }
}

async function ofFile(
  given: string,
  options: VerifyOptions,
  { workingDirectory }: Terminal,
): Promise<Gathered> {
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
  const items = await Promise.all(result.items.map(withSchemaProblems));
  const report = { source: given, image: null, looks: [], result: { ...result, items } };
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

/** A file is somebody's own: what its specification forbids is worth more there than of an image. */
async function withSchemaProblems(item: EvidenceItem): Promise<EvidenceItem> {
  if (!item.format.startsWith("CycloneDX")) return item;
  const { schemaProblems } = await import("./cycloneDx.js");
  return { ...item, problems: [...item.problems, ...(await schemaProblems(item.content))] };
}

/** The platform that `--platform` names; null where it was left out. */
export function platformOf(values: Values): Platform | null {
  const given = text(values, "platform");
  if (given === undefined) return null;
  const platform = parsePlatform(given);
  if (platform !== null) return platform;
  throw new UsageError(
    `--platform is written OS/ARCH, such as linux/arm64, not "${visible(given)}".`,
  );
}
