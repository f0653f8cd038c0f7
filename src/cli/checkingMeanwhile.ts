import type { Artifact, Evidence, ResolvedImage } from "../image/artifact";
import {
  startVerifying,
  type ImageVerdict,
  type Verifying,
  type VerifyOptions,
} from "../verify/evidence";

/** Takes artifacts as they come, and in the end the whole. */
export interface CheckingMeanwhile {
  take(artifact: Artifact, image: ResolvedImage): void;
  finish(evidence: Evidence): ImageVerdict;
}

/**
 * Checks artifacts of one image while others are on their way. One in each turn of the event loop, after what has come
 * in: so no request has to wait for more than one of them.
 */
export function checkMeanwhile(options: VerifyOptions): CheckingMeanwhile {
  const waiting: Artifact[] = [];
  let verifying: Verifying | null = null;
  let next: NodeJS.Immediate | null = null;
  const checkOne = () => {
    const artifact = waiting.pop();
    try {
      if (artifact !== undefined) verifying?.check(artifact);
    } catch {
      // A defect, which the end meets again: there somebody waits to be told.
    }
    next = waiting.length === 0 ? null : setImmediate(checkOne);
  };
  return {
    take(artifact, image) {
      verifying ??= startVerifying(image, options);
      waiting.push(artifact);
      next ??= setImmediate(checkOne);
    },
    finish(evidence) {
      if (next !== null) clearImmediate(next);
      return (verifying ?? startVerifying(evidence.image, options)).finish(evidence);
    },
  };
}
