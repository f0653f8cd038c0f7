import type { Catalog, ImageFacts } from "../image/catalog";
import { Recent } from "../image/recent";
import { parseReference, withDefaultTag } from "../image/reference";

const cache = new WeakMap<Catalog, Recent<{ readonly facts: ImageFacts | null }>>();
/** More images than a large repository names. */
const mostRemembered = 5_000;

/**
 * What the catalog knows of an image as a file names it, after variables; null for what is no reference.
 * Looked up once: the same images are in many files, and in every version of a file that is typed.
 */
export function factsOfWritten(catalog: Catalog | null, written: string): ImageFacts | null {
  if (catalog === null) return null;
  const answers = cache.get(catalog) ?? new Recent(mostRemembered);
  cache.set(catalog, answers);
  return answers.get(written, () => {
    const reference = parseReference(written);
    return { facts: reference && catalog.lookup(withDefaultTag(reference)) };
  }).facts;
}
