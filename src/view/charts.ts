import type { Facet } from "./componentTable";
import type { SbomChoice } from "./overview";
import { numberText } from "./text";

/** Numbers by name, largest first or in an order of their own; drawn as bars and as a table. */
export interface Chart {
  readonly id: "types" | "families";
  readonly title: string;
  readonly bars: readonly Bar[];
  /** What the bars leave out, as a sentence. */
  readonly rest: string | null;
}

export interface Bar {
  /** What the rows of the table are chosen by when the bar is. */
  readonly value: string;
  readonly label: string;
  readonly count: number;
  readonly text: string;
  /** Of the longest bar, from 0 to 1. */
  readonly share: number;
}

/** Packages by ecosystem, and licences by family. */
export function chartsOf(sbom: SbomChoice | null): readonly Chart[] {
  if (sbom === null || sbom.total === 0) return [];
  return [
    chart("types", "Packages by ecosystem", sbom.types, sbom.total),
    chart("families", "Licences by family", sbom.families, sbom.total),
  ];
}

const mostBars = 8;

function chart(id: Chart["id"], title: string, facets: readonly Facet[], total: number): Chart {
  const shown = facets.slice(0, mostBars);
  const most = Math.max(...shown.map(({ count }) => count), 1);
  const left = total - shown.reduce((sum, { count }) => sum + count, 0);
  return {
    id,
    title,
    bars: shown.map(({ value, label, count }) => ({
      value,
      label,
      count,
      text: `${numberText(count)} (${percent(count, total)})`,
      share: count / most,
    })),
    rest: left <= 0 ? null : `And ${numberText(left)} of other kinds.`,
  };
}

/** No bar is nothing, and only all is all. */
function percent(count: number, total: number): string {
  const rounded = Math.round((count / total) * 100);
  if (rounded === 0) return "less than 1%";
  return rounded === 100 && count < total ? "99%" : `${rounded}%`;
}
