import { betterAnswer, createVexIndex, type VexAnswer } from "../attestations/vex/match";
import type { VexComponent, VexQuestion } from "../attestations/vex/match";
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

/** Products looked at for all questions together. Real documents need a few thousand. */
const mostComparisons = 1_000_000;

/**
 * The statements of some evidence, which can be asked of findings. Those that name no product count where they
 * were attested for the image, which the subject of their signed or unsigned statement was compared with.
 *
 * @param image its identifiers, as `imageProducts` gives them; none for a file that stands alone
 */
export function opinionsOf(items: readonly EvidenceItem[], image: readonly string[]): Opinions {
  const by = new Map<VexStatement, EvidenceItem>();
  const costs = new Map<string, number>();
  const attested: VexStatement[] = [];
  const others: VexStatement[] = [];
  for (const item of items) {
    const isAttested = item.predicateType !== null && image.length > 0;
    for (const document of item.documents) {
      if (document.kind !== "vex") continue;
      for (const statement of document.vex.statements) {
        by.set(statement, item);
        (isAttested ? attested : others).push(statement);
        addCost(costs, statement);
      }
    }
  }
  const indexes = [createVexIndex(others, false), createVexIndex(attested, true)];
  let left = mostComparisons;
  return {
    get isExhausted() {
      return left < 0;
    },
    ask(vulnerabilities, component) {
      const cost = vulnerabilities.reduce((sum, id) => sum + (costs.get(id) ?? 0), 0);
      left -= cost;
      if (cost === 0 || left < 0) return null;
      const question: VexQuestion = { vulnerabilities, image, component };
      let best: VexAnswer | null = null;
      for (const index of indexes) {
        const answer = index(question);
        if (answer !== null) best = betterAnswer(best, answer);
      }
      const item = best === null ? undefined : by.get(best.statement);
      return best === null || item === undefined ? null : { ...best, by: item };
    },
  };
}

function addCost(costs: Map<string, number>, statement: VexStatement): void {
  const { vulnerability, aliases, products } = statement;
  const cost = products.reduce(
    (sum, { purls, subcomponents }) => sum + 1 + purls.length + subcomponents.length,
    1,
  );
  for (const id of new Set([vulnerability, ...aliases])) costs.set(id, (costs.get(id) ?? 0) + cost);
}
