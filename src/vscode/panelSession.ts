import type { Handlers, NamedSource, PanelMemory, PanelSource } from "../protocol";
import type { EvidenceItem } from "../verify/item";
import type { ShownEvidence } from "../view/evidence";
import { imageChoice, noChoice } from "../view/header";
import { overviewBefore, overviewOf, type Known, type Overview } from "../view/overview";
import { lookingView, unknownView } from "../view/verdicts";
import { createPanelComparison, type ComparisonWorld } from "./panelComparison";
import {
  evidenceAnswers,
  panelEvidence,
  type OpensTexts,
  type PanelEvidence,
} from "./panelEvidence";
import { createPanelVulnerabilities, type VulnerabilityWorld } from "./panelVulnerabilities";

/** What a session needs of the world around it. */
export interface PanelWorld extends OpensTexts, VulnerabilityWorld, ComparisonWorld {
  /** What is known of the source without asking anybody. */
  known(source: PanelSource): Promise<Pick<Known, "name" | "facts" | "factsSource">>;
  /** The images of which one has to be chosen; none where there is no choice. */
  choices(
    source: PanelSource,
    signal: AbortSignal,
  ): Promise<readonly { readonly digest: string; readonly names: readonly string[] }[]>;
  /**
   * Gets and verifies the evidence.
   * @param isRefresh whether what was kept from before is asked for again
   * @param progress is told what is being done, in a sentence
   */
  load(
    source: PanelSource,
    isRefresh: boolean,
    progress: (text: string) => void,
    signal: AbortSignal,
  ): Promise<ShownEvidence>;
  /** A sentence for what went wrong, with the way out. */
  explain(error: unknown): string;
  /** Shows the page what there is now. */
  show(overview: Overview): void;
  /** Has the page keep what the panel is brought back by. */
  remember(memory: PanelMemory): void;
  /** Lets the person add the signer of evidence to their list, or name the key that signed it. */
  trustSigner(evidence: ShownEvidence | null): Promise<void>;
  copy(text: string): Promise<void>;
  openLink(url: string): Promise<void>;
}

/** One panel: it owns the evidence, and hands the page what is looked at. */
export interface PanelSession {
  readonly handlers: Handlers;
  /** What it is about now; the platform may have been chosen. */
  source(): PanelSource;
  /** Compares with another image, on the tab for it. */
  compare(other: PanelSource): void;
  /** What the person looked at just before, which is then offered to be compared with. */
  comesFrom(previous: NamedSource): void;
  /** A file that was opened beside the evidence is another one now. */
  reread(uri: string): void;
  /** Gets and verifies the evidence anew; what registries said before still counts. */
  reload(): void;
  dispose(): void;
}

/**
 * Starts with what is known, and gets the rest by itself.
 *
 * @param first what it is about, and what was opened and asked beside that before a reload
 */
export function createPanelSession(first: PanelMemory, world: PanelWorld): PanelSession {
  let { source } = first;
  let known: Known = {
    name: nameOf(source),
    facts: [],
    factsSource: null,
    choice: noChoice,
    ...idle,
  };
  let shown: PanelEvidence | null = null;
  let running: AbortController | null = null;
  let isDisposed = false;
  let isSettled = false;
  const overview = (): Overview =>
    shown === null
      ? overviewBefore(known, running === null ? unknownView : lookingView)
      : overviewOf(
          known,
          shown.evidence,
          shown.components,
          shown.vex?.summary ?? null,
          vulnerabilities.view(),
          vulnerabilities.opened(),
        );
  const tell = (changes: Partial<Known>): void => {
    known = { ...known, ...changes };
    if (!isDisposed) world.show(overview());
  };

  const memory = (): PanelMemory => ({ source, beside: vulnerabilities.beside() });
  const remember = (): void => {
    if (!isDisposed) world.remember(memory());
  };
  const vulnerabilities = createPanelVulnerabilities(world, first.beside, (progress) => {
    if (shown !== null) shown = withOpenedVex(shown, vulnerabilities.openedVex());
    // What the person did not ask for, as when a file is read again, takes no sentence away.
    const changes = progress === null ? {} : { notice: null };
    if (running === null) tell({ progress: vulnerabilities.progress(), ...changes });
    if (progress !== null) return;
    remember();
    comparison.vulnerabilitiesChanged();
  });
  const comparison = createPanelComparison(world, () => ({
    source,
    evidence: shown?.evidence ?? null,
    vulnerabilities: vulnerabilities.found(),
    isOsvAsked: vulnerabilities.isOsvAsked(),
    isLoading: !isSettled || running !== null,
  }));

  const load = async (isRefresh: boolean): Promise<void> => {
    running?.abort();
    const controller = new AbortController();
    running = controller;
    const isLatest = (): boolean => running === controller;
    tell({ progress: "Looking for evidence…", notice: null });
    try {
      const { signal } = controller;
      const progress = (text: string): void => {
        if (isLatest()) tell({ progress: text });
      };
      const images = await world.choices(source, signal);
      const chosen = source.kind === "image" ? null : source.digest;
      signal.throwIfAborted();
      if (!isLatest()) return;
      if (images.length !== known.choice.images.length || chosen !== known.choice.chosen)
        tell({ choice: imageChoice(images, chosen) });
      if (images.length > 1 && chosen === null) {
        running = null;
        tell({ progress: null, notice: severalText(images.length) });
        return;
      }
      const found = await world.load(source, isRefresh, progress, signal);
      signal.throwIfAborted();
      if (!isLatest()) return;
      vulnerabilities.begin(found);
      shown = panelEvidence(found, vulnerabilities.openedVex());
      remember();
      running = null;
      isSettled = true;
      tell(idle);
    } catch (error) {
      if (!isLatest()) return;
      running = null;
      const isStopped = controller.signal.aborted;
      isSettled = true;
      const notice = isStopped ? stopped : world.explain(error);
      tell({ progress: vulnerabilities.progress(), notice });
    }
    comparison.baseChanged();
  };

  const start = async (): Promise<void> => {
    try {
      tell(await world.known(source));
    } catch (error) {
      tell({ notice: world.explain(error) });
    }
    // The person may have asked by then.
    if (!isDisposed && running === null && shown === null) await load(false);
  };
  void start();

  const handlers: Handlers = {
    open: () =>
      Promise.resolve({ overview: overview(), comparison: comparison.now(), memory: memory() }),
    ...evidenceAnswers(() => shown, world),
    ...vulnerabilities.handlers,
    ...comparison.handlers,
    askOsvOfBoth: async (_, signal) => {
      // Without a list of this image there is still the other one.
      const isWanted = !vulnerabilities.isOsvAsked() && vulnerabilities.view().osvBlocked === null;
      if (isWanted) await vulnerabilities.handlers.askOsv(null, signal);
      // Where that was stopped, all of it was.
      if (!isWanted || vulnerabilities.isOsvAsked()) await comparison.askOsv(signal);
      return null;
    },
    refresh: async ({ platform }) => {
      if (platform !== null) source = { ...source, platform };
      remember();
      await load(true);
      return null;
    },
    choose: async ({ digest }) => {
      if (source.kind === "image") throw new Error("There is one image here.");
      // Another image has platforms of its own.
      source = { ...source, digest, platform: null };
      shown = null;
      vulnerabilities.end();
      remember();
      await load(false);
      return null;
    },
    cancel: () => {
      running?.abort();
      vulnerabilities.cancel();
      return Promise.resolve(null);
    },
    trustSigner: async () => {
      await world.trustSigner(shown?.evidence ?? null);
      return null;
    },
    copy: async ({ text }) => {
      await world.copy(text);
      return null;
    },
    openLink: async ({ url }) => {
      await world.openLink(url);
      return null;
    },
  };
  return {
    handlers,
    source: () => source,
    compare: comparison.ask,
    comesFrom: comparison.comesFrom,
    reread: (uri) => void vulnerabilities.reread(uri),
    reload: () => void load(false),
    dispose: () => {
      isDisposed = true;
      running?.abort();
      vulnerabilities.cancel();
      comparison.dispose();
    },
  };
}

/** Tables are made anew only where there is other VEX: of a long list that takes a moment. */
function withOpenedVex(shown: PanelEvidence, opened: readonly EvidenceItem[]): PanelEvidence {
  const { evidence, openedVex } = shown;
  const isSame =
    opened.length === openedVex.length && opened.every((item, at) => item === openedVex[at]);
  return isSame ? shown : panelEvidence(evidence, opened);
}

const idle = { progress: null, notice: null } as const;

function severalText(count: number): string {
  return `There are ${count.toLocaleString("en-US")} images here. Choose one in the first line.`;
}

const stopped = "Stopped. The button at the top right asks again.";
function nameOf(source: PanelSource): string {
  return source.kind === "image" ? source.reference : source.uri;
}
