import { betterAnswer, createVexIndex, type VexAnswer } from "../attestations/vex/match";
import type { VexComponent } from "../attestations/vex/match";
import type { VexStatement } from "../attestations/vex/model";
import type { EvidenceItem } from "./item";

/** What VEX says of one finding. */
export interface Opinion extends VexAnswer {
  /** The evidence that says it. */
  readonly by: EvidenceItem;
}

export interface Opinions {
  ask(vulnerabilities: readonly string[], component: VexComponent | null): Opinion | null;
  /** True once a question was not answered, because there were too many statements on the same few vulnerabilities. */
  readonly isExhausted: boolean;
}

/**
 * The statements of some evidence, which can be asked of findings. Those that name no product count where they
 * were attested for the image, which the subject of their signed or unsigned statement was compared with.
 *
 * @param image its identifiers, as `imageProducts` gives them; none for a file that stands alone
 */
export function opinionsOf(items: readonly EvidenceItem[], image: readonly string[]): Opinions {
  const by = new Map<VexStatement, EvidenceItem>();
  const attested: VexStatement[] = [];
  const others: VexStatement[] = [];
  for (const item of items) {
    const isAttested = item.predicateType !== null && image.length > 0;
    for (const document of item.documents) {
      if (document.kind !== "vex") continue;
      for (const statement of document.vex.statements) {
        by.set(statement, item);
        (isAttested ? attested : others).push(statement);
      }
    }
  }
  const indexes = [createVexIndex(others, image, false), createVexIndex(attested, image, true)];
  return {
    get isExhausted() {
      return indexes.some((index) => index.isExhausted);
    },
    ask(vulnerabilities, component) {
      let best: VexAnswer | null = null;
      for (const index of indexes) {
        const answer = index.ask({ vulnerabilities, component });
        // The other one alone might say what somebody has taken back.
        if (index.isExhausted) return null;
        if (answer !== null) best = betterAnswer(best, answer);
      }
      const item = best === null ? undefined : by.get(best.statement);
      return best === null || item === undefined ? null : { ...best, by: item };
    },
  };
}
