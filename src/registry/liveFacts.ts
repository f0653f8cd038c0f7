import type { Platform } from "../image/artifact";
import type { LiveFacts } from "../image/liveFacts";
import { RegistryError, registryErrorText } from "./errors";
import { imageContents } from "./imageContents";
import { resolveImage } from "./resolve";
import type { OpenedImage } from "./open";
import type { ContentSource, Wanted } from "./source";

/**
 * Asks a registry about exactly one image: the config and size of a platform, and the tags of its repository.
 * Answers that are missing or wrong are problems; it rejects with `cancelled` alone.
 * @param open gives what is asked; a RegistryError of it is a problem too
 * @param reference as `formatReference` writes it, for the answer
 */
export async function askLiveFacts(
  open: () => OpenedImage,
  reference: string,
  platform: Platform,
  now: () => Date,
  signal: AbortSignal,
): Promise<LiveFacts> {
  const asked = { reference, registry: reference.split("/", 1)[0] ?? "" };
  const nothing = { digest: null, platform: null, config: null, compressedBytes: null };
  const opened = await attempt(() => Promise.resolve(open()));
  if (opened.value === null) {
    const problems = opened.problem === null ? [] : [opened.problem];
    return { ...asked, ...nothing, askedAt: now(), tags: null, problems };
  }
  const { source, wanted } = opened.value;
  // One after the other where the first fails: what can't be reached is not asked twice.
  const image = await attempt(() => askImage(source, wanted, platform, signal));
  const { checkedAt, ...found } = image.value ?? { ...nothing, checkedAt: null };
  const isReached = image.value !== null || image.code === "not-found";
  const tags = isReached
    ? await attempt(() => source.tags(signal))
    : { value: null, problem: null };
  return {
    ...asked,
    ...found,
    askedAt: checkedAt ?? now(),
    tags: tags.value,
    problems: [image.problem, tags.problem].filter((it) => it !== null),
  };
}

async function askImage(
  source: ContentSource,
  wanted: Wanted,
  platform: Platform,
  signal: AbortSignal,
) {
  const { image, stored } = await resolveImage(source, wanted, platform, process.arch, signal);
  const manifest = stored ?? (await source.manifest(image.manifest, signal));
  return {
    digest: manifest.descriptor.digest,
    platform: image.platform,
    ...(await imageContents(source, image, manifest, signal)),
    checkedAt: image.checkedAt,
  };
}

async function attempt<T>(
  question: () => Promise<T>,
): Promise<{ value: T | null; problem: string | null; code: string | null }> {
  try {
    return { value: await question(), problem: null, code: null };
  } catch (error) {
    if (!(error instanceof RegistryError) || error.code === "cancelled") throw error;
    return { value: null, problem: registryErrorText(error), code: error.code };
  }
}
