import { familiarReference, parseReference } from "../image/reference";
import type { Handlers, NamedSource, PanelComparison, PanelSource } from "../protocol";
import type { Vulnerabilities } from "../verify/vulnerabilities";
import type { ComparedImage } from "../view/comparedImage";
import { compare, type Comparison } from "../view/comparison";
import { comparisonMarkdown } from "../view/comparisonMarkdown";
import { createComparisonTable, type ComparisonTable } from "../view/comparisonTable";
import { comparisonView, type ComparisonSuggestion } from "../view/comparisonView";
import type { ShownEvidence } from "../view/evidence";
import { shownText } from "../view/text";

/** What a comparison needs of the world around it. */
export interface ComparisonWorld {
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
  ): Promise<ComparedImage>;
  /** Lets the person choose a file; null where they choose none. */
  chooseFile(): Promise<PanelSource | null>;
  showComparison(comparison: PanelComparison): void;
  openMarkdown(text: string): Promise<void>;
  copy(text: string): Promise<void>;
  explain(error: unknown): string;
}

/** The image that is compared with others: that of the panel. */
export interface ComparedBase {
  readonly source: PanelSource;
  /** Null while there is none. */
  readonly evidence: ShownEvidence | null;
  /** With those of reports that the person opened and of databases that they had asked; null where nobody looked. */
  readonly vulnerabilities: Vulnerabilities | null;
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
  /** The person comes from another panel. */
  comesFrom(previous: NamedSource): void;
  dispose(): void;
}

/** Compares nothing before somebody asks. */
export function createPanelComparison(
  world: ComparisonWorld,
  base: () => ComparedBase,
): PanelComparing {
  let state: PanelComparison = nothing;
  let answer: { comparison: Comparison; table: ComparisonTable | null } | null = null;
  let running: AbortController | null = null;
  let isDisposed = false;

  const tell = (changes: Partial<PanelComparison>): void => {
    state = { ...state, ...changes };
    if (!isDisposed) world.showComparison(state);
  };
  const start = async (): Promise<void> => {
    const { source } = base();
    const suggestions = await world.suggestions(source);
    const repository = repositoryOf(source);
    if (suggestions.length > 0 || repository !== null) tell({ suggestions, repository });
  };
  void start();

  const run = async (): Promise<void> => {
    const { other } = state;
    if (other === null || isDisposed) return;
    running?.abort();
    const controller = new AbortController();
    running = controller;
    const { signal } = controller;
    const isLatest = (): boolean => running === controller;
    tell({ progress: "Waiting for the evidence of this image…", notice: null });
    if (base().isLoading) return;
    const { source, evidence, vulnerabilities } = base();
    try {
      tell({ progress: "Comparing…" });
      const progress = (text: string): void => {
        if (isLatest()) tell({ progress: text });
      };
      const platform = other.platform ?? source.platform;
      const [own, others] = await Promise.all([
        world.knownSide(source, evidence, signal),
        world.loadSide({ ...other, platform }, progress, signal),
      ]);
      signal.throwIfAborted();
      if (!isLatest()) return;
      running = null;
      const comparison = compare(
        vulnerabilities === null ? own : { ...own, vulnerabilities },
        others,
      );
      const { packages } = comparison;
      const table = packages === null ? null : createComparisonTable(packages);
      answer = { comparison, table };
      tell({ progress: null, view: comparisonView(comparison, table) });
    } catch (error) {
      if (!isLatest()) return;
      running = null;
      const notice = signal.aborted ? stopped : world.explain(error);
      // What is shown would be of another image than the one that is named.
      answer = null;
      tell({ progress: null, notice, view: null });
    }
  };
  const choose = async (other: PanelSource, askedAt: number | null): Promise<void> => {
    const isSame = JSON.stringify(other) === JSON.stringify(state.other);
    if (!isSame) answer = null;
    tell({ other, ...(askedAt === null ? {} : { askedAt }), ...(isSame ? {} : { view: null }) });
    await run();
  };
  const there = (): { comparison: Comparison; table: ComparisonTable | null } => {
    if (answer === null) throw new Error("There is no comparison any more.");
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
    comesFrom: (previous) => tell({ previous: { ...previous, name: shownText(previous.name) } }),
    dispose: () => {
      isDisposed = true;
      running?.abort();
    },
  };
}

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
  view: null,
};

const stopped = "Stopped. Compare asks again.";
