import { familiarReference, parseReference } from "../image/reference";
import type { Handlers, NamedSource, PanelComparison, PanelSource } from "../protocol";
import type { EvidenceItem } from "../verify/item";
import { vulnerabilitiesOf, type Vulnerabilities } from "../verify/vulnerabilities";
import type { ComparedImage } from "../view/comparedImage";
import { compare, type Comparison } from "../view/comparison";
import { comparisonMarkdown } from "../view/comparisonMarkdown";
import { createComparisonTable, type ComparisonTable } from "../view/comparisonTable";
import { namesOf } from "../view/componentVex";
import { comparisonView, type ComparisonSuggestion } from "../view/comparisonView";
import type { ShownEvidence } from "../view/evidence";
import { shownText } from "../view/text";
import type { OsvSaid, VulnerabilityWorld } from "./panelVulnerabilities";

/** What a comparison needs of the world around it. */
export interface ComparisonWorld extends Pick<
  VulnerabilityWorld,
  "osvBlocked" | "askOsv" | "keptOsv"
> {
  /** The hardened images that could take the place of an image, best first, without asking anybody. */
  suggestions(source: PanelSource): Promise<readonly ComparisonSuggestion[]>;
  /**
   * All that is known of one side.
   * @param evidence what is there already; null where it could not be had, so that only the catalog is left
   */
  knownSide(
    source: PanelSource,
    evidence: ShownEvidence | null,
    signal: AbortSignal,
  ): Promise<ComparedImage>;
  /** The same of the other side, whose evidence is asked for. */
  loadSide(
    source: PanelSource,
    progress: (text: string) => void,
    signal: AbortSignal,
  ): Promise<LoadedSide>;
  /** Lets the person choose a file; null where they choose none. */
  chooseFile(): Promise<PanelSource | null>;
  showComparison(comparison: PanelComparison): void;
  openMarkdown(text: string): Promise<void>;
  copy(text: string): Promise<void>;
  explain(error: unknown): string;
}

/** A side of a comparison, with the evidence that it is made of; null where only the catalog knows it. */
export interface LoadedSide {
  readonly image: ComparedImage;
  readonly evidence: ShownEvidence | null;
}

/** The image that is compared with others: that of the panel. */
export interface ComparedBase {
  readonly source: PanelSource;
  /** Null while there is none. */
  readonly evidence: ShownEvidence | null;
  /** With those of reports that the person opened and of databases that they had asked; null where nobody looked. */
  readonly vulnerabilities: Vulnerabilities | null;
  /** Whether osv.dev was asked about its packages, and answered. */
  readonly isOsvAsked: boolean;
  /** Whether it is still being looked for. */
  readonly isLoading: boolean;
}

/** The comparison of a panel, and the answers to what its page asks of it. */
export interface PanelComparing {
  readonly handlers: Pick<
    Handlers,
    | "compare"
    | "compareFile"
    | "stopComparing"
    | "comparedPackages"
    | "copyComparison"
    | "openComparison"
  >;
  now(): PanelComparison;
  /** Compares with another image, and has the page show it. */
  ask(other: PanelSource): void;
  /** There is other evidence of the panel's image, or none could be had. */
  baseChanged(): void;
  /** Other vulnerabilities are known of it; its evidence is the same. */
  vulnerabilitiesChanged(): void;
  /** Asks osv.dev about the packages of the other side, and shows the comparison with its answer. */
  askOsv(signal: AbortSignal): Promise<void>;
  /** The person comes from another panel. */
  comesFrom(previous: NamedSource): void;
  dispose(): void;
}

/** Compares nothing before somebody asks. */
export function createPanelComparison(
  world: ComparisonWorld,
  base: () => ComparedBase,
): PanelComparing {
  const { source: first } = base();
  let state: PanelComparison = { ...nothing, repository: repositoryOf(first) };
  let sides: Sides | null = null;
  let answer: { comparison: Comparison; table: ComparisonTable | null } | null = null;
  let running: AbortController | null = null;
  const closed = new AbortController();

  const tell = (changes: Partial<PanelComparison>): void => {
    state = { ...state, ...changes };
    if (!closed.signal.aborted) world.showComparison(state);
  };
  const start = async (): Promise<void> => {
    const suggestions = await world.suggestions(first);
    if (suggestions.length > 0) tell({ suggestions });
  };
  void start();

  const begin = (): { signal: AbortSignal; isLatest: () => boolean; end: () => void } => {
    running?.abort();
    const controller = new AbortController();
    running = controller;
    const isLatest = (): boolean => running === controller;
    return { signal: controller.signal, isLatest, end: () => (running = null) };
  };
  const progress = (text: string): void => tell({ progress: text });

  /** What is known of both sides by now; nobody is asked. */
  const show = (): void => {
    if (sides === null) return;
    const { vulnerabilities, isOsvAsked } = base();
    const { own } = sides;
    const comparison = compare(
      vulnerabilities === null ? own : { ...own, vulnerabilities },
      withOsv(sides),
    );
    const { packages } = comparison;
    const table = packages === null ? null : createComparisonTable(packages);
    answer = { comparison, table };
    const isOsvWhole = isOsvAsked && sides.osv !== null;
    tell({
      progress: null,
      canAskOsv: !isOsvWhole && packages !== null && world.osvBlocked() === null,
      view: comparisonView(comparison, table),
    });
  };

  const run = async (): Promise<void> => {
    const { other } = state;
    if (other === null || closed.signal.aborted) return;
    const { signal, isLatest, end } = begin();
    tell({ progress: "Waiting for the evidence of this image…", notice: null });
    if (base().isLoading) return;
    const { source, evidence } = base();
    try {
      progress("Comparing…");
      const platform = other.platform ?? source.platform;
      const [own, loaded] = await Promise.all([
        world.knownSide(source, evidence, signal),
        world.loadSide({ ...other, platform }, (text) => isLatest() && progress(text), signal),
      ]);
      signal.throwIfAborted();
      if (!isLatest()) return;
      end();
      sides = { own, other: loaded, osv: null };
      show();
      await recallOsv();
    } catch (error) {
      if (!isLatest()) return;
      end();
      const notice = signal.aborted ? stopped : world.explain(error);
      // What is shown would be of another image than the one that is named.
      sides = answer = null;
      tell({ progress: null, notice, canAskOsv: false, view: null });
    }
  };
  /** Where osv.dev was asked about this side, what it said of the other one before costs no question. */
  const recallOsv = async (): Promise<void> => {
    const now = sides;
    const isOsvAsked = base().isOsvAsked && world.osvBlocked() === null;
    if (now === null || now.osv !== null || !isOsvAsked) return;
    try {
      const osv = await world.keptOsv(itemsOf(now.other), closed.signal);
      if (osv === null || sides !== now) return;
      sides = { ...now, osv };
      if (running === null) show();
    } catch (error) {
      tell({ notice: world.explain(error) });
    }
  };
  const askOsv = async (asked: AbortSignal): Promise<void> => {
    const now = sides;
    if (now === null) throw new Error(gone);
    const { signal, isLatest, end } = begin();
    tell({ progress: `Asking osv.dev about ${shownText(now.other.image.name)}…`, notice: null });
    let notice: string | null = null;
    try {
      const osv = await world.askOsv(itemsOf(now.other), AbortSignal.any([signal, asked]));
      if (sides?.other === now.other) sides = { ...sides, osv };
    } catch (error) {
      notice = signal.aborted ? "Stopped." : world.explain(error);
    }
    if (!isLatest()) return;
    end();
    tell({ notice });
    show();
  };
  const choose = async (other: PanelSource, askedAt: number | null): Promise<void> => {
    const isSame = JSON.stringify(other) === JSON.stringify(state.other);
    if (!isSame) sides = answer = null;
    tell({ other, ...(askedAt === null ? {} : { askedAt }), ...(isSame ? {} : { view: null }) });
    await run();
  };
  const there = (): { comparison: Comparison; table: ComparisonTable | null } => {
    if (answer === null) throw new Error(gone);
    return answer;
  };

  return {
    handlers: {
      compare: async ({ other }) => {
        await choose(other, null);
        return null;
      },
      compareFile: async () => {
        const other = await world.chooseFile();
        if (other !== null) await choose(other, null);
        return null;
      },
      stopComparing: () => {
        const wasWaiting = running !== null && base().isLoading;
        running?.abort();
        if (wasWaiting) {
          running = null;
          tell({ progress: null, notice: stopped, other: null });
        }
        return Promise.resolve(null);
      },
      comparedPackages: ({ query, from, count }) => {
        const page = there().table?.page(query, from, count);
        return Promise.resolve(page ?? { total: 0, matched: 0, from, rows: [] });
      },
      copyComparison: async () => {
        await world.copy(comparisonMarkdown(there().comparison));
        return null;
      },
      openComparison: async () => {
        await world.openMarkdown(comparisonMarkdown(there().comparison));
        return null;
      },
    },
    now: () => state,
    ask: (other) => void choose(other, Date.now()),
    baseChanged: () => void run(),
    vulnerabilitiesChanged: () => {
      // What is being done shows them when it ends.
      if (running !== null) return;
      show();
      void recallOsv();
    },
    askOsv,
    comesFrom: (previous) => tell({ previous: { ...previous, name: shownText(previous.name) } }),
    dispose: () => {
      closed.abort();
      running?.abort();
    },
  };
}

/** Both sides as they were loaded, and what osv.dev said of the other one; null where it was not asked. */
interface Sides {
  readonly own: ComparedImage;
  readonly other: LoadedSide;
  readonly osv: OsvSaid | null;
}

function withOsv({ other: { image, evidence }, osv }: Sides): ComparedImage {
  if (osv === null || evidence === null) return image;
  const { items } = evidence.result;
  const asked = osv.scans;
  const names = namesOf(evidence.image);
  return {
    ...image,
    vulnerabilities: vulnerabilitiesOf({ items, opened: [], asked, image: names }),
    problems: [...image.problems, ...osv.problems],
  };
}

function itemsOf({ evidence }: LoadedSide): readonly EvidenceItem[] {
  return evidence?.result.items ?? [];
}

const gone = "There is no comparison any more.";

function repositoryOf(source: PanelSource): string | null {
  const reference = source.kind === "image" ? parseReference(source.reference) : null;
  return reference === null ? null : familiarReference({ ...reference, tag: null, digest: null });
}

const nothing: PanelComparison = {
  suggestions: [],
  repository: null,
  previous: null,
  other: null,
  askedAt: null,
  progress: null,
  notice: null,
  canAskOsv: false,
  view: null,
};

const stopped = "Stopped. Compare asks again.";
