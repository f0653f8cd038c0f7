import type { Scan } from "../attestations/scans/model";
import type { Handlers } from "../protocol";
import type { EvidenceItem } from "../verify/item";
import { vulnerabilitiesOf, type Vulnerabilities } from "../verify/vulnerabilities";
import { namesOf } from "../view/componentVex";
import type { ShownEvidence } from "../view/evidence";
import { shownText } from "../view/text";
import { noVulnerabilities, type VulnerabilitiesView } from "../view/vulnerabilities";
import { vulnerabilitySummary } from "../view/vulnerabilitySummary";
import { createVulnerabilityTable, type VulnerabilityTable } from "../view/vulnerabilityTable";

/** What may be asked of the world for vulnerabilities. */
export interface VulnerabilityWorld {
  /**
   * Lets the person choose reports of scanners and reads them; empty where none was chosen.
   * @throws what `explain` has a sentence for, where one holds no report or is about another image
   */
  openReports(evidence: ShownEvidence): Promise<readonly EvidenceItem[]>;
  /** Why osv.dev may not be asked, as a sentence; null where it may. */
  osvBlocked(): string | null;
  /** Asks osv.dev about the listed components. */
  askOsv(
    items: readonly EvidenceItem[],
    signal: AbortSignal,
  ): Promise<{ readonly scans: readonly Scan[]; readonly problems: readonly string[] }>;
}

/** The vulnerabilities of a panel: from the image's own scans, and from what the person had opened or asked. */
export interface PanelVulnerabilities {
  readonly handlers: Pick<Handlers, "vulnerabilities" | "vulnerability" | "openReport" | "askOsv">;
  /** Begins with other evidence; what was opened and asked for the same image is kept. */
  begin(evidence: ShownEvidence): void;
  view(): VulnerabilitiesView;
  /** All that is known of them; null where nobody looked for any. */
  found(): Vulnerabilities | null;
  /** Stops what is being asked. */
  cancel(): void;
}

interface Known {
  readonly evidence: ShownEvidence;
  readonly opened: readonly EvidenceItem[];
  readonly asked: readonly Scan[];
  readonly askedProblems: readonly string[];
}

interface Judged {
  readonly found: Vulnerabilities | null;
  readonly table: VulnerabilityTable | null;
  readonly view: VulnerabilitiesView;
}

/** @param tell is told of what is being done, as a sentence, and with null that there is something new to show */
export function createPanelVulnerabilities(
  world: VulnerabilityWorld,
  tell: (progress: string | null) => void,
): PanelVulnerabilities {
  let known: Known | null = null;
  let judged: Judged | null = null;
  let asking: AbortController | null = null;

  const set = (changes: Partial<Omit<Known, "evidence">>): void => {
    if (known === null) return;
    known = { ...known, ...changes };
    judged = judge(known);
  };
  const tableNow = (): VulnerabilityTable => {
    if (judged?.table == null) throw new Error("No scan was found.");
    return judged.table;
  };
  const evidenceNow = (): ShownEvidence => {
    if (known === null) throw new Error("There is no evidence yet: wait until it was found.");
    return known.evidence;
  };

  const askOsv = async (signal: AbortSignal): Promise<void> => {
    const evidence = evidenceNow();
    const blocked = world.osvBlocked();
    if (blocked !== null) throw new Error(blocked);
    asking?.abort();
    const controller = new AbortController();
    asking = controller;
    tell("Asking osv.dev about the packages of the SBOM…");
    try {
      const both = AbortSignal.any([controller.signal, signal]);
      const { scans, problems } = await world.askOsv(evidence.result.items, both);
      if (known?.evidence === evidence) set({ asked: scans, askedProblems: problems });
    } catch (error) {
      if (!controller.signal.aborted) throw error;
    } finally {
      if (asking === controller) {
        asking = null;
        tell(null);
      }
    }
  };

  return {
    handlers: {
      vulnerabilities: async ({ query, from, count }) =>
        Promise.resolve(tableNow().page(query, from, count)),
      vulnerability: async ({ index }) => Promise.resolve(judged?.table?.detail(index) ?? null),
      openReport: async () => {
        const evidence = evidenceNow();
        const items = await world.openReports(evidence);
        if (items.length === 0 || known?.evidence !== evidence) return null;
        // The same file opened again is the same report.
        const before = known.opened.filter((one) =>
          items.every(({ digest, location }) => one.digest !== digest || one.location !== location),
        );
        set({ opened: [...before, ...items] });
        tell(null);
        return null;
      },
      askOsv: async (_, signal) => {
        await askOsv(signal);
        return null;
      },
    },
    begin: (evidence) => {
      asking?.abort();
      const isSame =
        known !== null &&
        known.evidence.image !== null &&
        known.evidence.image.manifest.digest === evidence.image?.manifest.digest;
      const kept = isSame && known !== null ? known : nothing;
      known = { ...kept, evidence };
      judged = judge(known);
    },
    view: () => {
      const { view } = judged ?? { view: noVulnerabilities };
      return { ...view, osvBlocked: view.osvBlocked ?? world.osvBlocked() };
    },
    found: () => judged?.found ?? null,
    cancel: () => asking?.abort(),
  };
}

const nothing = { opened: [], asked: [], askedProblems: [] } as const;

function judge({ evidence, opened, asked, askedProblems }: Known): Judged {
  const { items } = evidence.result;
  const found = vulnerabilitiesOf({ items, opened, asked, image: namesOf(evidence.image) });
  return {
    found,
    table: found === null ? null : createVulnerabilityTable(found),
    view: {
      summary: found === null ? null : vulnerabilitySummary(found, new Date()),
      osvBlocked: !items.some(listsComponents)
        ? "There is no SBOM whose packages it could be asked about."
        : null,
      problems: [...(found?.problems ?? []), ...askedProblems].map(shownText),
    },
  };
}

function listsComponents({ verdict, documents }: EvidenceItem): boolean {
  return (
    verdict !== "failed" &&
    documents.some((one) => one.kind === "sbom" && one.sbom.components.length > 0)
  );
}
