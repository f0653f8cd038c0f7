import * as vscode from "vscode";
import type { Catalog } from "../image/catalog";
import { reportBaseImages } from "./baseImageReport";
import { summaryText } from "./baseImageRows";
import { createImageSearch, type ImageSearch } from "./baseImageSearch";
import { showListedEvidence, swapListed } from "./baseImageSwap";
import { asNode, rootNodes, type BaseImageNode } from "./baseImageTree";
import { baseImagesView } from "./baseImageFeatures";
import { say } from "./hardenCommands";
import { hardenWorkspace } from "./hardenWorkspace";
import type { Linter } from "./linter";
import { patiently } from "./patience";

/** What the view needs of the extension. */
export interface BaseImageParts {
  readonly linter: Linter;
  readonly view: vscode.TreeView<BaseImageNode>;
  /** Fires when the tree has to be asked for again. */
  readonly changed: vscode.EventEmitter<undefined>;
  /** Settings or files around the files are others now. */
  readonly onDidChange: vscode.Event<void>;
  /** What the extension remembers. */
  readonly memory: vscode.Memento;
  readonly readCatalog: () => Promise<Catalog | null>;
  readonly version: string;
  readonly log: vscode.LogOutputChannel;
}

/** The view "Base Images" and its commands, joined. */
export interface BaseImages extends vscode.Disposable {
  children(node: BaseImageNode | undefined): readonly BaseImageNode[];
  watch(isWatched: boolean): void;
  refreshBaseImages(): Promise<void>;
  stopBaseImages(): void;
  hardenWorkspace(): Promise<void>;
  reportBaseImages(): Promise<void>;
  swapListedImage(node: unknown): Promise<void>;
  showListedEvidence(node: unknown): Promise<void>;
}

export function createBaseImages(parts: BaseImageParts): BaseImages {
  const { linter, view, changed, memory, readCatalog, version, log } = parts;
  let timer: NodeJS.Timeout | undefined;
  let endProgress: (() => void) | null = null;
  let roots: readonly BaseImageNode[] = [];

  let tookMs = 0;

  const show = (): void => {
    timer = undefined;
    const start = performance.now();
    const { state } = search;
    const overview = search.overview();
    roots = rootNodes(overview);
    view.description = summaryText(overview);
    view.message = messageOf(search);
    const isReading = state.kind === "reading";
    void setContext("isReadingImages", isReading);
    const isKnown = state.kind === "done" || state.kind === "partly";
    const { files, images } = overview.counts;
    const content = files === 0 ? "none" : images === 0 ? "empty" : "some";
    void setContext("baseImages", isKnown ? content : "unknown");
    if (isReading && endProgress === null) {
      const location = { viewId: baseImagesView };
      const isOver = new Promise<void>((resolve) => (endProgress = resolve));
      void vscode.window.withProgress({ location }, () => isOver);
    } else if (!isReading) {
      endProgress?.();
      endProgress = null;
    }
    changed.fire(undefined);
    tookMs = performance.now() - start;
  };
  // However many files there are, most of the time is spent on reading them.
  const showSoon = (): void => {
    timer ??= setTimeout(show, Math.max(shownEveryMs, 10 * tookMs));
  };
  const search = createImageSearch(linter, parts.onDidChange, showSoon, log);

  /** What a command works on; null where somebody did not want to wait. */
  const settled = async (): Promise<ImageSearch | null> => {
    const done = await patiently("Looking for base images", search.complete());
    if (done === null) search.stop();
    return done === null ? null : search;
  };
  /** Null where the catalog can't be read. */
  const catalogDate = async (): Promise<string | null> => {
    const catalog = await readCatalog();
    return catalog === null || catalog.problem != null ? null : catalog.date;
  };
  /** The line whose menu it is; by a key, the one that is selected. */
  const meant = (node: unknown): BaseImageNode | null => asNode(node) ?? asNode(view.selection[0]);
  return {
    children: (node) => (node === undefined ? roots : node.children()),
    watch: (isWatched) => search.watch(isWatched),
    refreshBaseImages: () => search.refresh(),
    stopBaseImages: () => search.stop(),
    async hardenWorkspace() {
      if ((await catalogDate()) === null) return say(noCatalog);
      const found = await settled();
      if (found !== null) await hardenWorkspace(linter, memory, found.files());
    },
    async reportBaseImages() {
      const found = await settled();
      if (found !== null) await reportBaseImages(found, await catalogDate(), version);
    },
    swapListedImage: (node) => swapListed(linter, memory, meant(node)),
    showListedEvidence: (node) => showListedEvidence(meant(node)),
    dispose() {
      clearTimeout(timer);
      endProgress?.();
      search.dispose();
    },
  };
}

const noCatalog =
  "The image catalog can't be read, so no plan can be made. Drydock's log says why.";

function messageOf({ state }: ImageSearch): string {
  switch (state.kind) {
    case "reading":
      return state.total === 0
        ? "Looking for files…"
        : `Reading file ${state.done + 1} of ${state.total}…`;
    case "partly":
      return state.why;
    default:
      return "";
  }
}

function setContext(name: string, value: unknown): Thenable<unknown> {
  return vscode.commands.executeCommand("setContext", `drydock.${name}`, value);
}

/** Often enough to be seen moving, and seldom enough to cost nothing. */
const shownEveryMs = 200;
