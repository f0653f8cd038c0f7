import { shortFacts } from "./imageText";
import type { FileImage } from "./fileImages";
import { plain } from "./markdown";

/** What stands above a FROM: what its image is, and what could take its place. */
export interface LensText {
  readonly title: string;
  /** Which command it runs, null where there is nothing to choose. */
  readonly command: "drydock.swapImage" | "drydock.swapBaseImage" | "drydock.showEvidence" | null;
  /** The family that `drydock.swapImage` swaps in. */
  readonly family: string | null;
}

/** The lines above the FROM of an image; none where nothing is known. */
export function lensTexts(image: FileImage): readonly LensText[] {
  const { facts, choices, kind, reference, isLocal } = image;
  if (kind !== "from" || (facts === null && choices.length === 0)) return [];
  const evidence = {
    title: "Show evidence",
    command: "drydock.showEvidence",
    family: null,
  } as const;
  return [...swapTexts(image), ...(reference === null || isLocal ? [] : [evidence])];
}

function swapTexts({ name, facts, choices }: FileImage): readonly LensText[] {
  const known = facts === null ? "" : shortFacts(facts);
  const title = plain(known === "" ? name : `${name}: ${known}`);
  const [best] = choices;
  if (best === undefined) return [{ title, command: null, family: null }];
  const isBlocked = best.obstacles.length > 0;
  return [
    { title, command: "drydock.swapBaseImage", family: null },
    isBlocked
      ? { title: `${best.target} is blocked`, command: "drydock.swapBaseImage", family: null }
      : {
          title: `Swap in ${best.target}${best.counterpart.exact ? "" : ", the nearest"}`,
          command: "drydock.swapImage",
          family: best.counterpart.family,
        },
  ];
}

/** What stands behind an image: its size and its user; null where neither is known. */
export function inlayText({ facts }: FileImage): string | null {
  const text = facts === null ? "" : shortFacts(facts);
  return text === "" ? null : plain(text);
}
