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

/** The family that is preferred first, then the others; a name that is none of them changes nothing. */
export function familiesFrom(preferred: string): readonly CounterpartFamily[] {
  const [first] = counterpartFamilies.filter((family) => family === preferred);
  if (first === undefined) return counterpartFamilies;
  return [first, ...counterpartFamilies.filter((family) => family !== first)];
}

/** For the rule that names hardened images: of all families, the preferred one first. */
export const chooseCounterparts: ChooseCounterparts = (catalog, reference, role, family, today) =>
  knownCounterparts(catalog, reference, role, familiesFrom(family), today).list;

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
