import type { Catalog } from "../image/catalog";
import {
  counterpartFamilies,
  counterparts,
  type Counterpart,
  type CounterpartFamily,
  type StageRole,
} from "../image/counterparts";
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
  knownCounterparts(catalog, reference, role, familiesFrom(family), today);

/** As `YYYY-MM-DD`, in UTC. */
export const dayOf = (date: Date) => date.toISOString().slice(0, "2026-11-23".length);

const cache = new WeakMap<Catalog, Map<string, readonly Counterpart[]>>();
/** More images than anybody names in a day of work. */
const mostRemembered = 500;

/** The counterparts of an image, remembered: the same images are asked for with every key that is pressed. */
export function knownCounterparts(
  catalog: Catalog,
  reference: Reference,
  role: StageRole,
  families: readonly CounterpartFamily[],
  today: Date,
): readonly Counterpart[] {
  let answers = cache.get(catalog);
  if (answers === undefined || answers.size > mostRemembered) {
    answers = new Map();
    cache.set(catalog, answers);
  }
  const day = dayOf(today);
  const key = [formatReference(reference), role, families.join(), day].join(" ");
  const known = answers.get(key);
  if (known !== undefined) return known;
  const found = counterparts(catalog, reference, role, { families, today: day });
  answers.set(key, found);
  return found;
}
