import type { Artifact, Evidence, Platform, ResolvedImage } from "../image/artifact";
import type { World } from "../registry/world";
import { authorityOptions } from "./authorities";
import { text, UsageError, type Options, type Values } from "./command";
import { insecureOptions } from "./insecure";
import {
  findEvidence,
  isAbsent,
  parsePlatform,
  RegistryError,
  registryErrorText,
} from "./registry.js";
import { refusePath } from "./sourcePath";
import type { Terminal } from "./terminal";
import { visible } from "./visible";
import { worldOf } from "./world";

export const sourceOptions: Options = {
  platform: { type: "string" },
  offline: { type: "boolean" },
  refresh: { type: "boolean" },
  ...insecureOptions,
  ...authorityOptions,
};

export const sourceHelp = `SOURCE is one of
  dhi.io/python:3.13        an image on a registry, by tag or digest; it is not pulled
  oci:DIR, oci:DIR:TAG      an OCI layout folder, such as of docker buildx build --output type=oci,tar=false
  archive:FILE              an OCI or docker save archive, packed or not
  file:FILE                 one SBOM, VEX, provenance, in-toto, DSSE or Sigstore bundle file`;

export const sourceOptionsHelp = `  --platform OS/ARCH               which image of an index (default: linux for this machine)
  --offline                        ask no registry: only what the cache has
  --refresh                        ask for tags and lists again, also where that was done within a quarter of an hour
  --insecure-registry HOST         a registry that speaks plain HTTP; repeatable
  --ca FILE                        certificates of authorities to trust too, in PEM; repeatable`;

/** What there is about a source, or a sentence why that can't be said. */
export type Found =
  | { readonly kind: "evidence"; readonly evidence: Evidence }
  | {
      readonly kind: "problem";
      readonly message: string;
      /** Whether there is no such thing; else it could not be reached or read now. */
      readonly isAbsent: boolean;
    };

type Take = (artifact: Artifact, image: ResolvedImage) => void;

/** The search for what is said of an image; it has begun. */
export interface ImageSearch {
  readonly kind: "image";
  readonly source: string;
  readonly found: Promise<Found>;
  /** Hands over each artifact as it comes, at once those that came before. */
  follow(take: Take): void;
}

/** A file is read when it is checked: nobody has to be asked for it. */
export type Search = ImageSearch | { readonly kind: "file"; readonly source: string };

export type StartedSearch = Search & {
  /** Somebody is being asked, or nobody has to be: what has to be done anyway can be done now. */
  readonly underWay: Promise<unknown>;
};

/** Begins to look for the evidence of the source that a person named. */
export type StartSearch = (sources: readonly string[]) => StartedSearch;

/** Runs what begins searches and waits for them. Where it fails it leaves none behind that goes on. */
export async function withSearches(
  values: Values,
  terminal: Terminal,
  run: (start: StartSearch) => Promise<number>,
): Promise<number> {
  const controller = new AbortController();
  try {
    return await run((sources) => startSearch(sources, values, terminal, controller.signal));
  } catch (error) {
    controller.abort();
    throw error;
  }
}

function startSearch(
  [given, ...more]: readonly string[],
  values: Values,
  terminal: Terminal,
  signal: AbortSignal,
): StartedSearch {
  if (given === undefined || more.length > 0) throw new UsageError("give it one image or file.");
  const platform = platformOf(values);
  if (given.startsWith("file:"))
    return { kind: "file", source: given, underWay: Promise.resolve() };
  if (!/^(?:oci|archive):/.test(given)) refusePath(given, terminal);
  terminal.progress(`Looking for what is said of ${visible(given)}…`);
  let onSent = (): void => undefined;
  const sent = new Promise<void>((resolve) => (onSent = resolve));
  const search = searchImage(given, worldOf(values, terminal, onSent), platform, signal);
  // It may fail before anybody waits for it, who is told then.
  const ended = search.found.catch(() => undefined);
  return { ...search, underWay: Promise.race([sent, ended]) };
}

/**
 * The same of one image.
 * @param platform null is that of this machine
 */
export function searchImage(
  source: string,
  world: World,
  platform: Platform | null,
  signal: AbortSignal,
): ImageSearch {
  const early: Parameters<Take>[] = [];
  let take: Take = (...one) => void early.push(one);
  const find = async (): Promise<Found> => {
    try {
      const { source: from, wanted } = world.open(source);
      const tell: Take = (...one) => take(...one);
      return {
        kind: "evidence",
        evidence: await findEvidence(from, wanted, platform, signal, tell),
      };
    } catch (error) {
      if (!(error instanceof RegistryError)) throw error;
      // Where nothing can be kept it is no use to ask once with a network.
      const unkept = error.code === "offline" ? await world.cache.problem() : null;
      const message = unkept === null ? registryErrorText(error) : `${error.message}. ${unkept}`;
      return { kind: "problem", message, isAbsent: isAbsent(error) };
    }
  };
  return {
    kind: "image",
    source,
    found: find(),
    follow(to) {
      take = to;
      for (const one of early.splice(0)) to(...one);
    },
  };
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
