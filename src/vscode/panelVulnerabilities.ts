import type { Scan } from "../attestations/scans/model";
import type { Handlers, OpenedFile, PanelBeside } from "../protocol";
import type { EvidenceItem } from "../verify/item";
import { vulnerabilitiesOf, type Vulnerabilities } from "../verify/vulnerabilities";
import { namesOf } from "../view/componentVex";
import type { ShownEvidence } from "../view/evidence";
import { openedRow, type OpenedRow } from "../view/openedFiles";
import { shownText } from "../view/text";
import { noVulnerabilities, type VulnerabilitiesView } from "../view/vulnerabilities";
import { vulnerabilitySummary } from "../view/vulnerabilitySummary";
import { createVulnerabilityTable, type VulnerabilityTable } from "../view/vulnerabilityTable";

/** What may be asked of the world for vulnerabilities. */
export interface VulnerabilityWorld {
  /** Lets the person choose files of a kind: their addresses; none where they chose none. */
  chooseFiles(kind: OpenedFile["kind"]): Promise<readonly string[]>;
  /**
   * Reads a file that the person opened.
   * @throws what `explain` has a sentence for, where it is gone, holds nothing of its kind or is about another image
   */
  readOpened(file: OpenedFile, evidence: ShownEvidence): Promise<readonly EvidenceItem[]>;
  /** Why osv.dev may not be asked, as a sentence; null where it may. */
  osvBlocked(): string | null;
  /** Asks osv.dev about the listed components. */
  askOsv(items: readonly EvidenceItem[], signal: AbortSignal): Promise<OsvSaid>;
  /** What osv.dev said of them before, without asking anybody; null where not all of it was kept. */
  keptOsv(items: readonly EvidenceItem[], signal: AbortSignal): Promise<OsvSaid | null>;
  explain(error: unknown): string;
}

/** What osv.dev said, and what of it could not be had, as sentences. */
export interface OsvSaid {
  readonly scans: readonly Scan[];
  readonly problems: readonly string[];
}

/** The vulnerabilities of a panel: from the image's own scans, and from what the person had opened or asked. */
export interface PanelVulnerabilities {
  readonly handlers: Pick<
    Handlers,
    "vulnerabilities" | "vulnerability" | "openFiles" | "closeFile" | "askOsv"
  >;
  /** Begins with other evidence; what was opened and asked for the same image, or file, is kept. */
  begin(evidence: ShownEvidence): void;
  /** Another image was chosen: of the one before nothing is known any more. */
  end(): void;
  /** What was opened and asked, by which it comes back after a reload; null for nothing. */
  beside(): PanelBeside | null;
  view(): VulnerabilitiesView;
  /** A file changed that may be among those: it is read again, and stays as it was where that fails. */
  reread(uri: string): Promise<void>;
  /** What is being asked, as a sentence; null for nothing. */
  progress(): string | null;
  /** Whether osv.dev was asked, and answered. */
  isOsvAsked(): boolean;
  /** What the person opened. */
  opened(): readonly OpenedRow[];
  /** The VEX in it. */
  openedVex(): readonly EvidenceItem[];
  /** All that is known of them; null where nobody looked for any. */
  found(): Vulnerabilities | null;
  /** Stops what is being asked. */
  cancel(): void;
}

interface Known {
  readonly evidence: ShownEvidence;
  readonly opened: readonly Opened[];
  /** Null where osv.dev was not asked. */
  readonly osv: OsvSaid | null;
  /** What could not be brought back, as sentences. */
  readonly lost: readonly string[];
}

interface Opened {
  readonly file: OpenedFile;
  /** A number that grows: of two readings the one that began last counts. */
  readonly turn: number;
  readonly items: readonly EvidenceItem[];
  /** Why it could not be read anew, so that this is how it was; null where it could. */
  readonly problem: string | null;
}

interface Judged {
  readonly found: Vulnerabilities | null;
  readonly table: VulnerabilityTable | null;
  readonly view: VulnerabilitiesView;
}

/**
 * @param before what was opened and asked before a reload; it is brought back where the image is still the same
 * @param tell is told of what is being done, as a sentence, and with null that there is something new to show
 */
export function createPanelVulnerabilities(
  world: VulnerabilityWorld,
  before: PanelBeside | null,
  tell: (progress: string | null) => void,
): PanelVulnerabilities {
  let known: Known | null = null;
  let judged: Judged | null = null;
  let asking: AbortController | null = null;
  /** What is not brought back yet. */
  let waiting = before;
  let restoring: AbortController | null = null;
  let turns = 0;

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

  const openFiles = async (kind: OpenedFile["kind"]): Promise<void> => {
    const evidence = evidenceNow();
    const chosen = (await world.chooseFiles(kind)).map((uri) => ({ kind, uri }));
    const read = await Promise.all(chosen.map((file) => openedOf(file, evidence)));
    const isSame = known !== null && manifestOf(known.evidence) === manifestOf(evidence);
    if (known === null || !isSame || read.length === 0) return;
    set({ opened: withOpened(known.opened, read) });
    tell(null);
  };
  const openedOf = async (
    file: OpenedFile,
    evidence: ShownEvidence,
    turn = ++turns,
  ): Promise<Opened> => {
    return { file, turn, items: await world.readOpened(file, evidence), problem: null };
  };
  const reread = async (uri: string): Promise<void> => {
    const { evidence } = known ?? {};
    const changed = known?.opened.filter(({ file }) => file.uri === uri) ?? [];
    if (evidence === undefined || changed.length === 0) return;
    for (const { file } of changed) {
      const turn = ++turns;
      const again = await openedOf(file, evidence, turn).catch((error: unknown) => ({
        turn,
        problem: `As it was before: ${world.explain(error)}`,
      }));
      // It may have been closed meanwhile; or opened, or read, anew.
      const isOlder = (one: Opened): boolean => isSameFile(one.file, file) && one.turn < turn;
      if (known?.opened.some(isOlder) !== true) continue;
      set({ opened: known.opened.map((one) => (isOlder(one) ? { ...one, ...again } : one)) });
    }
    tell(null);
  };

  /** Nobody is asked by this: what osv.dev said comes back only where it was kept. */
  const restore = async (
    { files, isOsvAsked }: PanelBeside,
    evidence: ShownEvidence,
  ): Promise<void> => {
    const controller = new AbortController();
    restoring = controller;
    const lost: string[] = [];
    const tried = async <T>(work: Promise<T>): Promise<T | null> =>
      work.catch((error: unknown) => {
        if (!controller.signal.aborted) lost.push(`Not opened again: ${world.explain(error)}`);
        return null;
      });
    const read = await Promise.all(files.map((file) => tried(openedOf(file, evidence))));
    const isAllowed = isOsvAsked && world.osvBlocked() === null;
    const osv = isAllowed
      ? await tried(world.keptOsv(evidence.result.items, controller.signal))
      : null;
    if (restoring !== controller || known === null) return;
    restoring = waiting = null;
    const opened = withOpened(
      read.flatMap((one) => one ?? []),
      known.opened,
    );
    set({ opened, osv: known.osv ?? osv, lost });
    tell(null);
  };

  const askOsv = async (signal: AbortSignal): Promise<void> => {
    const evidence = evidenceNow();
    const blocked = world.osvBlocked();
    if (blocked !== null) throw new Error(blocked);
    asking?.abort();
    const controller = new AbortController();
    asking = controller;
    tell(askingText);
    try {
      const both = AbortSignal.any([controller.signal, signal]);
      const osv = await world.askOsv(evidence.result.items, both);
      if (known?.evidence === evidence) set({ osv });
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
      openFiles: async ({ kind }) => {
        await openFiles(kind);
        return null;
      },
      closeFile: (file) => {
        const { opened } = known ?? nothing;
        set({ opened: opened.filter((one) => !isSameFile(one.file, file)) });
        tell(null);
        return Promise.resolve(null);
      },
      askOsv: async (_, signal) => {
        await askOsv(signal);
        return null;
      },
    },
    begin: (evidence) => {
      asking?.abort();
      const manifest = manifestOf(evidence);
      const isSame = known !== null && manifestOf(known.evidence) === manifest;
      const kept = isSame && manifest !== null ? known : null;
      // A file may hold something else by now, so what is beside it is read again.
      if (known !== null && kept === null) waiting ??= besideOf(known);
      known = { ...(kept ?? nothing), evidence };
      judged = judge(known);
      if (kept !== null) return;
      restoring?.abort();
      restoring = null;
      if (waiting?.manifest === manifest) void restore(waiting, evidence);
      else waiting = null;
    },
    end: () => {
      asking?.abort();
      restoring?.abort();
      known = judged = restoring = null;
    },
    reread,
    beside: () => waiting ?? (known === null ? null : besideOf(known)),
    view: () => {
      const { view } = judged ?? { view: noVulnerabilities };
      return { ...view, osvBlocked: view.osvBlocked ?? world.osvBlocked() };
    },
    progress: () => (asking === null ? null : askingText),
    isOsvAsked: () => known !== null && known.osv !== null,
    opened: () =>
      (known?.opened ?? []).map(({ file, items }) => openedRow(file.kind, file.uri, items)),
    openedVex: () =>
      (known?.opened ?? []).flatMap(({ file, items }) => (file.kind === "vex" ? items : [])),
    found: () => judged?.found ?? null,
    cancel: () => {
      asking?.abort();
      restoring?.abort();
    },
  };
}

const askingText = "Asking osv.dev about the packages of the SBOM…";

const nothing: Omit<Known, "evidence"> = { opened: [], osv: null, lost: [] };

/** The same file opened again is the same report, as it is now. */
function withOpened(before: readonly Opened[], more: readonly Opened[]): readonly Opened[] {
  return [...before.filter(({ file }) => !more.some((one) => isSameFile(one.file, file))), ...more];
}

function isSameFile(one: OpenedFile, other: OpenedFile): boolean {
  return one.uri === other.uri && one.kind === other.kind;
}

function manifestOf({ image }: ShownEvidence): string | null {
  return image?.manifest.digest ?? null;
}

function besideOf({ evidence, opened, osv }: Known): PanelBeside | null {
  if (opened.length === 0 && osv === null) return null;
  const files = opened.map(({ file }) => file);
  return { manifest: manifestOf(evidence), files, isOsvAsked: osv !== null };
}

function judge({ evidence, opened, osv, lost }: Known): Judged {
  const { items } = evidence.result;
  const found = vulnerabilitiesOf({
    items,
    opened: opened.flatMap((one) => one.items),
    asked: osv?.scans ?? [],
    image: namesOf(evidence.image),
  });
  return {
    found,
    table: found === null ? null : createVulnerabilityTable(found),
    view: {
      summary: found === null ? null : vulnerabilitySummary(found, new Date()),
      osvBlocked: !items.some(listsComponents)
        ? "There is no SBOM whose packages it could be asked about."
        : null,
      problems: [
        ...lost,
        ...opened.flatMap(({ problem }) => problem ?? []),
        ...(found?.problems ?? []),
        ...(osv?.problems ?? []),
      ].map(shownText),
    },
  };
}

function listsComponents({ verdict, documents }: EvidenceItem): boolean {
  return (
    verdict !== "failed" &&
    documents.some((one) => one.kind === "sbom" && one.sbom.components.length > 0)
  );
}
