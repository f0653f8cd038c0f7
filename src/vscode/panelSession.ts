import type { Provenance } from "../attestations/provenance/model";
import type { Handlers, PanelSource, RawForm } from "../protocol";
import { createComponentTable, type ComponentTable } from "../view/componentTable";
import type { EvidenceItem } from "../verify/item";
import { sbomOf, type ShownEvidence } from "../view/evidence";
import { componentVex } from "../view/componentVex";
import { createVexTable, type VexTable } from "../view/vexTable";
import { createInputTable, type InputTable } from "../view/inputTable";
import { provenanceOf, provenanceView } from "../view/provenance";
import { decodedOf } from "../view/statementRow";
import { overviewBefore, overviewOf, type Known, type Overview } from "../view/overview";
import { lookingView, unknownView } from "../view/verdicts";

/** What a session needs of the world around it. */
export interface PanelWorld {
  /** What is known of the source without asking anybody. */
  known(source: PanelSource): Promise<Pick<Known, "name" | "facts" | "factsSource">>;
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
  copy(text: string): Promise<void>;
  /** Opens a text in an editor; `name` is for its tab. */
  openRaw(raw: Raw): Promise<void>;
  /** Opens a Dockerfile that came with evidence; `digest` is of that evidence. */
  openDockerfile(text: string, digest: string): Promise<void>;
  openLink(url: string): Promise<void>;
}

/** A piece of evidence to be read as it is. */
export interface Raw {
  readonly item: EvidenceItem;
  readonly form: RawForm;
  readonly bytes: Uint8Array;
}

/** One panel: it owns the evidence, and hands the page what is looked at. */
export interface PanelSession {
  readonly handlers: Handlers;
  /** What it is about now; the platform may have been chosen. */
  source(): PanelSource;
  dispose(): void;
}

/** Starts with what is known, and gets the rest by itself. */
export function createPanelSession(first: PanelSource, world: PanelWorld): PanelSession {
  let source = first;
  let known: Known = { name: nameOf(first), facts: [], factsSource: null, ...idle };
  let evidence: ShownEvidence | null = null;
  let tables: ReadonlyMap<number, ComponentTable> = new Map();
  let vex: VexTable | null = null;
  const inputTables = new WeakMap<Provenance, InputTable>();
  let running: AbortController | null = null;
  let isDisposed = false;

  const overview = (): Overview =>
    evidence === null
      ? overviewBefore(known, running === null ? unknownView : lookingView)
      : overviewOf(known, evidence, tables, vex?.summary ?? null);
  const tell = (changes: Partial<Known>): void => {
    known = { ...known, ...changes };
    if (!isDisposed) world.show(overview());
  };

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
      const found = await world.load(source, isRefresh, progress, signal);
      signal.throwIfAborted();
      if (!isLatest()) return;
      evidence = found;
      tables = tablesOf(found);
      vex = createVexTable(found.result.items);
      running = null;
      tell(idle);
    } catch (error) {
      if (!isLatest()) return;
      running = null;
      const isStopped = controller.signal.aborted;
      tell({ progress: null, notice: isStopped ? stopped : world.explain(error) });
    }
  };

  const start = async (): Promise<void> => {
    try {
      tell(await world.known(source));
    } catch (error) {
      tell({ notice: world.explain(error) });
    }
    // The person may have asked by then.
    if (!isDisposed && running === null && evidence === null) await load(false);
  };
  void start();

  const rawAt = (index: number, form: RawForm): Raw => {
    const item = evidence?.result.items[index];
    if (evidence === null || item === undefined) throw new Error(gone);
    const { found } = evidence;
    const bytes = form === "found" ? (found.get(item.digest) ?? null) : decodedOf(item, found);
    if (bytes === null) throw new Error("This piece of evidence could not be had.");
    return { item, form, bytes };
  };
  const provenanceAt = (index: number) => {
    const item = evidence?.result.items[index];
    const provenance = item === undefined ? null : provenanceOf(item);
    if (item === undefined || provenance === null) throw new Error(gone);
    return { item, provenance };
  };
  const inputsAt = (index: number): InputTable => {
    const { provenance } = provenanceAt(index);
    const table = inputTables.get(provenance) ?? createInputTable(provenance.inputs);
    inputTables.set(provenance, table);
    return table;
  };
  const tableAt = (index: number): ComponentTable => {
    const table = tables.get(index);
    if (table === undefined) throw new Error(gone);
    return table;
  };

  const handlers: Handlers = {
    open: () => Promise.resolve({ overview: overview(), source }),
    components: async ({ statement, query, from, count }) =>
      Promise.resolve(tableAt(statement).page(query, from, count)),
    component: async ({ statement, index }) => Promise.resolve(tableAt(statement).detail(index)),
    provenance: async ({ statement }) =>
      Promise.resolve(evidence === null ? null : provenanceView(evidence, statement)),
    inputs: async ({ statement, filter, from, count }) =>
      Promise.resolve(inputsAt(statement).page(filter, from, count)),
    vex: async ({ query, from, count }) => {
      if (vex === null) throw new Error(gone);
      return Promise.resolve(vex.page(query, from, count));
    },
    vexStatement: async ({ index }) => Promise.resolve(vex?.detail(index) ?? null),
    openDockerfile: async ({ statement }) => {
      const { item, provenance } = provenanceAt(statement);
      if (provenance.dockerfile === null) throw new Error("This provenance holds no Dockerfile.");
      await world.openDockerfile(provenance.dockerfile.text, item.digest);
      return null;
    },
    refresh: async ({ platform }) => {
      if (platform !== null) source = { ...source, platform };
      await load(true);
      return null;
    },
    cancel: () => {
      running?.abort();
      return Promise.resolve(null);
    },
    copy: async ({ text }) => {
      await world.copy(text);
      return null;
    },
    openRaw: async ({ statement, form }) => {
      await world.openRaw(rawAt(statement, form));
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
    dispose: () => {
      isDisposed = true;
      running?.abort();
    },
  };
}

const idle = { progress: null, notice: null } as const;
const stopped = "Stopped. The button at the top right asks again.";
const gone = "The evidence is another one by now.";

function nameOf(source: PanelSource): string {
  return source.kind === "image" ? source.reference : source.uri;
}

function tablesOf(evidence: ShownEvidence): ReadonlyMap<number, ComponentTable> {
  return new Map(
    evidence.result.items.flatMap((item, index) => {
      const sbom = sbomOf(item);
      return sbom === null
        ? []
        : [[index, createComponentTable(sbom, componentVex(sbom, evidence))] as const];
    }),
  );
}
