import type { World } from "../registry/world";
import type { VerifyOptions } from "../verify/evidence";
import type { Verdict } from "../verify/verdict";
import { worstVerdict } from "../verify/verdicts";
import type { Platform } from "../image/artifact";
import { createGate, parsePlatform } from "./registry.js";
import type { NamedImage, NamedImages } from "./dockerfileImages";
import type { EvidenceReport } from "./formats/evidenceReport";
import { gatherImage } from "./gathering";
import { searchImage } from "./searching";

/** What became of one image that a file names. */
export interface ImageOutcome {
  readonly image: NamedImage;
  readonly verdict: Verdict;
  /** Sentences: why it is not verified. */
  readonly reasons: readonly string[];
  /** Null where nothing could be asked or read. */
  readonly report: EvidenceReport | null;
}

export interface FileOutcome {
  readonly file: string;
  /** The worst of all images; `unchecked` where BuildKit would refuse the file, and nothing worse is known. */
  readonly verdict: Verdict;
  readonly images: readonly ImageOutcome[];
  readonly problems: readonly string[];
  /** Dockerfiles that the file builds, which are not part of this. */
  readonly builds: readonly string[];
}

/** Images that are asked about at once. */
const atOnce = 4;

/**
 * Verifies the images that a file names, each once for a platform. What can't be resolved or reached is
 * `unchecked`, with the reason. A file that names none has nothing that could fail.
 *
 * @param platform asked for where FROM names none; null is that of this machine
 */
export async function verifyImages(
  { file, images, problems, builds }: NamedImages,
  world: World,
  platform: Platform | null,
  options: VerifyOptions,
): Promise<FileOutcome> {
  const gate = createGate(atOnce);
  const asked = new Map<string, Promise<Omit<ImageOutcome, "image">>>();
  const outcomes = await Promise.all(
    images.map(async (image) => {
      const key = JSON.stringify([image.reference, image.platform]);
      const pending =
        asked.get(key) ?? gate.pass(() => verifyImage(image, world, platform, options));
      if (image.reference !== null) asked.set(key, pending);
      return { image, ...(await pending) };
    }),
  );
  const verdicts = outcomes.map(({ verdict }) => verdict);
  const all = problems.length === 0 ? verdicts : [...verdicts, "unchecked" as const];
  return { file, verdict: worstVerdict(all, "verified"), images: outcomes, problems, builds };
}

async function verifyImage(
  image: NamedImage,
  world: World,
  platform: Platform | null,
  options: VerifyOptions,
): Promise<Omit<ImageOutcome, "image">> {
  const unchecked = (reason: string) =>
    ({ verdict: "unchecked", reasons: [reason], report: null }) as const;
  const { reference, problem } = image;
  if (reference === null) return unchecked(problem ?? "It is not known which image it is.");
  const named = image.platform === null ? platform : parsePlatform(image.platform);
  if (image.platform !== null && named === null)
    return unchecked(`"${image.platform}" is no platform.`);
  const { signal } = new AbortController();
  const gathered = await gatherImage(searchImage(reference, world, named, signal), options);
  if (gathered.kind === "problem") return unchecked(gathered.message);
  const { report } = gathered;
  return { verdict: report.result.verdict, reasons: report.result.reasons, report };
}
