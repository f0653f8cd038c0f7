import type { Catalog } from "../../image/catalog";
import type { CounterpartFamily } from "../../image/counterparts";
import {
  formatReference,
  parseReference,
  type Reference,
  withDefaultTag,
} from "../../image/reference";
import { shortName } from "../../lint/imageName";
import type { LintRequest } from "../../lint/result";
import { dayOf, knownCounterparts } from "../families";
import type { Language, Runtime, StageRun } from "./language";

/** What a stage is to run on: what its language chooses, else the runtime counterpart of its image. */
export function runtimeOf(
  { catalog, today }: LintRequest,
  language: Language,
  run: StageRun,
  families: readonly CounterpartFamily[],
): Runtime | string | null {
  if (catalog === null) return null;
  const choose = (text: string): Runtime | null => {
    const reference = parseReference(text);
    if (reference === null) return null;
    const [first] = knownCounterparts(
      catalog,
      withDefaultTag(reference),
      "runtime",
      families,
      today,
    ).list;
    return first === undefined ? null : { reference: first.reference, facts: first.facts };
  };
  const day = dayOf(today);
  const newest = (repository: string, tag: RegExp) => newestOf(catalog, repository, tag, day);
  if (language.runtime !== undefined) return language.runtime(run, { choose, newest, families });
  const own = formatReference(run.reference);
  return choose(own) ?? siblingOf(catalog, own, day);
}

/** Why there is no runtime image, as a sentence that names the image of today. */
export function whyNoRuntime(
  { catalog, today }: LintRequest,
  reference: Reference,
  language: Language,
  families: readonly CounterpartFamily[],
): string {
  const none =
    catalog === null
      ? null
      : knownCounterparts(catalog, reference, "runtime", families, today).none;
  const reason = none?.message ?? `No hardened image to run ${language.name} on is known for it.`;
  return `${shortName(reference)} stays: ${reason}`;
}

/** The runtime image of an image to build with: `dhi.io/node:24` of `dhi.io/node:24-dev`. */
function siblingOf(catalog: Catalog, text: string, today: string): Runtime | null {
  const reference = parseReference(text);
  if (reference?.tag == null || !reference.tag.endsWith("-dev")) return null;
  const tag = reference.tag.slice(0, -"-dev".length);
  return listedRuntime(catalog, `${reference.registry}/${reference.path}`, tag, today);
}

function newestOf(
  catalog: Catalog,
  repository: string,
  tag: RegExp,
  today: string,
): Runtime | null {
  const tags = catalog.images(repository).flatMap((image) => image.tags);
  const fitting = tags.filter((it) => tag.test(it)).sort();
  for (const it of fitting.reverse()) {
    const runtime = listedRuntime(catalog, repository, it, today);
    if (runtime !== null) return runtime;
  }
  return null;
}

/** An image of a hardened repository that is listed, runs, and has not ended. */
function listedRuntime(
  catalog: Catalog,
  repository: string,
  tag: string,
  today: string,
): Runtime | null {
  const image = catalog.images(repository).find(({ tags }) => tags.includes(tag));
  const reference = parseReference(`${repository}:${tag}`);
  const facts = reference === null ? null : catalog.lookup(reference);
  if (image?.variant !== "runtime" || facts === null) return null;
  const ends = [image.supportedUntil, ...facts.endOfLife.map(({ date }) => date)];
  return ends.some((end) => end !== null && end < today)
    ? null
    : { reference: `${repository}:${tag}`, facts };
}
