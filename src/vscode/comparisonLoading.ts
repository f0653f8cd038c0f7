import type { Catalog, ImageFacts } from "../image/catalog";
import { findCounterparts, type CounterpartFamily } from "../image/counterparts";
import { mirrored, withMirrors, type Mirrors } from "../image/mirrors";
import { parseReference } from "../image/reference";
import { isAbsent, RegistryError } from "../registry/errors";
import { ownFacts } from "../registry/imageContents";
import type { ContentSource } from "../registry/source";
import { vulnerabilitiesOf } from "../verify/vulnerabilities";
import { comparedImage, type ComparedImage } from "../view/comparedImage";
import type { ComparisonSuggestion } from "../view/comparisonView";
import { namesOf } from "../view/componentVex";
import type { ShownEvidence } from "../view/evidence";
import { EvidenceProblem, isOnDisk } from "./evidenceLoading";
import { familyNames } from "./imageText";

/** What the catalog says of an image of a registry; null where it does not know it. */
export function catalogFacts(reference: string, catalog: Catalog | null): ImageFacts | null {
  const parsed = isOnDisk(reference) ? null : parseReference(reference);
  return parsed === null ? null : (catalog?.lookup(parsed) ?? null);
}

/**
 * A side of a comparison whose evidence is there.
 *
 * @param source where the image is, so that its config and size are read; null for a file
 * @param isQuiet whether it is said where these could not be had: not where nobody may be asked for them
 */
export async function sideOf(
  name: string,
  evidence: ShownEvidence,
  source: ContentSource | null,
  catalog: ImageFacts | null,
  isQuiet: boolean,
  signal: AbortSignal,
): Promise<ComparedImage> {
  const { image, result, notice } = evidence;
  const found = image === null || source === null ? null : await ownFacts(source, image, signal);
  const own = found === null || !isQuiet ? found : { ...found, problems: [] };
  const { items } = result;
  const names = namesOf(image);
  const vulnerabilities = vulnerabilitiesOf({ items, opened: [], asked: [], image: names });
  const problems = notice === null ? [] : [notice];
  return comparedImage({ name, evidence, own, catalog, vulnerabilities, problems });
}

/** A side of which only the catalog is known, with why. */
export function catalogSide(
  name: string,
  catalog: ImageFacts | null,
  problem: string | null,
): ComparedImage {
  const problems = problem === null ? [] : [problem];
  const nothing = { evidence: null, own: null, vulnerabilities: null };
  return comparedImage({ name, ...nothing, catalog, problems });
}

/** Whether an image is there, but can't be reached or read now: then the catalog is something to go by. */
export function isOutOfReach(error: unknown): error is EvidenceProblem {
  return (
    error instanceof EvidenceProblem &&
    error.cause instanceof RegistryError &&
    !isAbsent(error.cause)
  );
}

/** The hardened images that could take the place of an image, those to ship first. */
export function suggestionsFor(
  reference: string,
  catalog: Catalog | null,
  families: readonly CounterpartFamily[],
  mirrors: Mirrors,
  today: string,
): readonly ComparisonSuggestion[] {
  const parsed = isOnDisk(reference) ? null : parseReference(reference);
  if (parsed === null || catalog === null) return [];
  const known = withMirrors(catalog, mirrors);
  const found = new Map<string, ComparisonSuggestion>();
  for (const [role, purpose] of purposes)
    for (const one of findCounterparts(known, parsed, role, { families, today }).list) {
      const target = mirrored(one.reference, mirrors);
      const about = `${familyNames[one.family]}, ${purpose}`;
      if (!found.has(target)) found.set(target, { reference: target, about });
    }
  return [...found.values()];
}

const purposes = [
  ["runtime", "to ship"],
  ["build", "to build with"],
] as const;
