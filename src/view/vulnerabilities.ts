import type { VulnerabilitySummary } from "./vulnerabilitySummary";

/** What the page says of vulnerabilities beside the rows of its table. */
export interface VulnerabilitiesView {
  /** Null where nobody looked for any, which is not the same as none. */
  readonly summary: VulnerabilitySummary | null;
  /** Why osv.dev can't be asked, as a sentence; null where it can. */
  readonly osvBlocked: string | null;
  /** What could not be had or applied, as sentences. */
  readonly problems: readonly string[];
}

/** Before evidence was asked for. */
export const noVulnerabilities: VulnerabilitiesView = {
  summary: null,
  osvBlocked: "There is no SBOM yet whose packages it could be asked about.",
  problems: [],
};
