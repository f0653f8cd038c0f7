import type { Platform } from "../image/artifact";
import type { ImageVerdict } from "../verify/evidence";
import type { EvidenceItem } from "../verify/item";
import type { Verdict } from "../verify/verdict";
import type { ShownEvidence } from "./evidence";
import { shownText } from "./text";
import { signerText, verdictView, type VerdictView } from "./verdicts";

/** The first line: what it is, and whether it can be trusted. */
export interface Header {
  /** As asked for. */
  readonly title: string;
  readonly verdict: VerdictView;
  readonly signer: string | null;
  readonly digest: string | null;
  /** `linux/arm64`; null where there is none to tell. */
  readonly platform: string | null;
  /** The platforms to choose from; fewer than two leave no choice. */
  readonly platforms: readonly string[];
  readonly choice: ImageChoice;
  /** ISO 8601. */
  readonly checkedAt: string | null;
}

/** The images of a layout or archive, of which one is shown. */
export interface ImageChoice {
  /** At most two hundred; fewer than two leave no choice. */
  readonly images: readonly { readonly digest: string; readonly label: string }[];
  /** The digest of the one that is shown; null before one was chosen. */
  readonly chosen: string | null;
}

export const noChoice: ImageChoice = { images: [], chosen: null };

/** @param images with their names, as they were found */
export function imageChoice(
  images: readonly { readonly digest: string; readonly names: readonly string[] }[],
  chosen: string | null,
): ImageChoice {
  const shown = images.slice(0, mostImages).map(({ digest, names }) => {
    const short = digest.replace(/^sha\d+:/, "").slice(0, 12);
    return { digest, label: shownText([...names.slice(0, 3), short].join(", ")) };
  });
  return { images: shown, chosen };
}

const mostImages = 200;

/** The first line of evidence that is there. */
export function headerOf(name: string, evidence: ShownEvidence, choice: ImageChoice): Header {
  const { image, result, checkedAt } = evidence;
  const { verdict, items } = result;
  const deciding = decidingItem(result);
  const signers = new Set(
    items
      .filter((one) => one.verdict === verdict && isGood(one.verdict))
      .flatMap(({ signer }) => signerText(signer) ?? []),
  );
  const [signer = null] = signers;
  return {
    title: shownText(name),
    verdict: verdictView(verdict, deciding?.checks),
    signer: signers.size > 1 ? `${signer} and ${signers.size - 1} more` : signer,
    digest: image?.manifest.digest ?? null,
    platform: image === null ? null : platformText(image.platform),
    platforms: (image?.platforms ?? []).flatMap((platform) => platformText(platform) ?? []),
    choice,
    checkedAt: checkedAt.toISOString(),
  };
}

/** Whether the signature fits. Where it does not, anybody may have written who signed. */
export function isGood(verdict: Verdict): boolean {
  return verdict === "verified" || verdict === "untrusted";
}

/** The first piece of evidence that has the verdict of the whole; what its checks say is why. */
export function decidingItem({ items, verdict }: ImageVerdict): EvidenceItem | null {
  return items.find((item) => item.verdict === verdict) ?? null;
}

/** `linux/arm/v7` */
export function platformText(platform: Platform | null): string | null {
  if (platform === null) return null;
  const { os, architecture, variant } = platform;
  return shownText([os, architecture, ...(variant === null ? [] : [variant])].join("/"));
}
