import { formatSarifRun, type SarifFile, type SarifRow } from "../view/sarif";
import type { Severity } from "../lint/finding";
import { eolBase } from "../lint/rules/eolBase";
import { hardenedAvailable } from "../lint/rules/hardenedAvailable";
import { movedBase } from "../lint/rules/movedBase";
import type { ImageFile, Overview } from "./baseImageOverview";
import { imageStates, type UsedImage } from "./baseImages";

const rules = [eolBase, movedBase, hardenedAvailable];

/**
 * What there is to do about the images of a workspace as SARIF 2.1.0, under the ids of the lint's rules. Images
 * that are hardened, or of which nothing can be said, are only counted, in the properties of the run: code
 * scanning takes every result for a fault (microsoft/PSRule#955).
 *
 * @param version that of Drydock
 */
export function baseImagesSarif(
  files: Iterable<ImageFile>,
  { groups, unread, counts }: Overview,
  version: string,
): string {
  const images = Object.fromEntries(
    imageStates.map((state) => {
      const group = groups.find((one) => one.state === state);
      return [state, { images: group?.images.length ?? 0, places: group?.places ?? 0 }];
    }),
  );
  return formatSarifRun({
    version,
    rules,
    files: [...files].map(sarifFile).sort((one, other) => (one.path < other.path ? -1 : 1)),
    unread: unread.map(({ path, problem }) => ({ path, message: problem ?? "" })),
    properties: { files: counts.files, ...images },
  });
}

const severities: Readonly<Record<NonNullable<UsedImage["rule"]>, Severity>> = {
  "eol-base": "warning",
  "moved-base": "warning",
  "hardened-available": "hint",
};

function sarifFile({ path, images }: ImageFile): SarifFile {
  const rows = images.flatMap((image): SarifRow[] => {
    const { rule, range } = image;
    if (rule === null) return [];
    const message = sentencesOf(image);
    return [{ rule, severity: severities[rule], message, range, related: [], fixes: [] }];
  });
  // The sentence names the image: what stands on the line besides does not matter.
  return { path, rows, textOf: ({ message }) => message };
}

function sentencesOf({ name, rule, reason, swap }: UsedImage): string {
  const isOffer = rule === "hardened-available";
  const what = rule === "eol-base" ? `${name} is no longer supported: ${reason}` : reason;
  const offer = swap === null || isOffer ? "" : ` ${swap.target} can take its place.`;
  const obstacle = swap?.obstacle ?? null;
  return `${what}${offer}${obstacle === null ? "" : ` Not by a swap alone: ${obstacle}`}`;
}
