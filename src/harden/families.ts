import type { Catalog } from "../image/catalog";
import {
  counterpartFamilies,
  findCounterparts,
  type CounterpartFamily,
  type FoundCounterparts,
  type StageRole,
} from "../image/counterparts";
import { Recent } from "../image/recent";
import { formatReference, type Reference } from "../image/reference";
import type { ChooseCounterparts } from "../lint/result";
import { ownImages } from "./ownImages";

/**
 * The families that are on, the preferred one first, the others in their order; names that are none of ours
 * change nothing.
 *
 * @param on those that are on, in order; all where it names none
 */
export function familiesFrom(
  preferred: string,
  on: readonly string[] = [],
): readonly CounterpartFamily[] {
  const named = on.flatMap((name) => counterpartFamilies.filter((family) => family === name));
  const families = named.length === 0 ? counterpartFamilies : [...new Set(named)];
  const first = families.filter((family) => family === preferred);
  return [...first, ...families.filter((family) => family !== preferred)];
}

/** For the rule that names hardened images. */
export const chooseCounterparts: ChooseCounterparts = (
  catalog,
  reference,
  role,
  stage,
  context,
) => {
  const { settings, today } = context;
  const families = familiesFrom(settings.family, settings.families);
  const runs = role === "runtime" || ownImages(context).has(stage);
  return knownCounterparts(catalog, reference, runs ? "runtime" : role, families, today).list;
};

/** As `YYYY-MM-DD`, in UTC. */
export const dayOf = (date: Date) => date.toISOString().slice(0, "2026-11-23".length);

const cache = new WeakMap<Catalog, Recent<FoundCounterparts>>();
/** More images than a day of work or a large repository names. */
const mostRemembered = 5_000;
const dayMs = 86_400_000;

/**
 * The counterparts of an image, or why it has none, worked out once: the same images are in many files, and
 * asked for with every key that is pressed.
 */
export function knownCounterparts(
  catalog: Catalog,
  reference: Reference,
  role: StageRole,
  families: readonly CounterpartFamily[],
  today: Date,
): FoundCounterparts {
  const answers = cache.get(catalog) ?? new Recent<FoundCounterparts>(mostRemembered);
  cache.set(catalog, answers);
  const day = Math.floor(today.getTime() / dayMs);
  const key = [formatReference(reference), role, families.join(), day].join(" ");
  return answers.get(key, () =>
    findCounterparts(catalog, reference, role, { families, today: dayOf(today) }),
  );
}
