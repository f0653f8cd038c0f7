import * as vscode from "vscode";
import { overviewOf, type ImageFile, type Overview } from "./baseImageOverview";
import { hasImageName, isInWorkspace, readImageFile } from "./baseImageReader";
import { findImageFiles } from "./dockerfileSearch";
import { dockerfileGlob, isLinted, serviceFileGlob } from "./documents";
import { isAtOrIn } from "./files";
import { createGitIgnores } from "./gitIgnores";
import type { Linter } from "./linter";

/** Where reading the files of the workspace is. */
export type SearchState =
  /** Nobody has asked yet. */
  | { readonly kind: "unasked" }
  | { readonly kind: "reading"; readonly done: number; readonly total: number }
  | { readonly kind: "done" }
  /** What is known is not all: why, as a sentence, and whether another try may know more. */
  | { readonly kind: "partly"; readonly why: string; readonly isFinal: boolean };

/** What the files of the workspace use, kept up to date while somebody looks. */
export interface ImageSearch extends vscode.Disposable {
  readonly state: SearchState;
  files(): Iterable<ImageFile>;
  overview(): Overview;
  /** Looks for all files again and reads them; resolves when that is done or stopped. */
  refresh(): Promise<void>;
  /** Resolves when everything is read that is not yet; what was stopped begins again. */
  complete(): Promise<void>;
  stop(): void;
  /** Only while somebody looks are files read when they change. */
  watch(isWatched: boolean): void;
}

/**
 * Reads each file once, and again only where it or what is around it has changed.
 *
 * @param onDidChangeSurroundings what is known of every file may be wrong now
 * @param changed is called when there is something new to show; as often as with every file
 */
export function createImageSearch(
  linter: Linter,
  onDidChangeSurroundings: vscode.Event<void>,
  changed: () => void,
  log: vscode.LogOutputChannel,
): ImageSearch {
  const { workspace } = vscode;
  const files = new Map<string, ImageFile>();
  /** All that was looked at, whether it is one of ours or not. */
  const seen = new Map<string, vscode.Uri>();
  const waiting = new Map<string, vscode.Uri>();
  let outcome: SearchState = { kind: "unasked" };
  let reading: { readonly done: number; readonly total: number } | null = null;
  let isIgnored = createGitIgnores();
  let isWatched = false;
  let running: Promise<void> | null = null;
  let searching = new vscode.CancellationTokenSource();
  let timer: NodeJS.Timeout | undefined;

  const read = async (file: vscode.Uri): Promise<ImageFile | null> => {
    try {
      const isPart = isInWorkspace(file) && !(await isIgnored(file));
      return isPart ? await readImageFile(linter, file) : null;
    } catch (error) {
      log.error(`${file.toString(true)} could not be read for its base images.`, error);
      const problem = "Reading it failed: Drydock's log says why.";
      return { key: file.toString(), path: workspace.asRelativePath(file), images: [], problem };
    }
  };
  const readWaiting = async ({ token }: vscode.CancellationTokenSource): Promise<void> => {
    let done = 0;
    // What is added meanwhile comes up too.
    for (const [key, file] of waiting) {
      reading = { done, total: done + waiting.size };
      changed();
      waiting.delete(key);
      seen.set(key, file);
      const found = await read(file);
      if (token.isCancellationRequested) return;
      if (found === null) files.delete(key);
      else files.set(key, found);
      done++;
    }
  };
  const search = async (source: vscode.CancellationTokenSource): Promise<void> => {
    const { token } = source;
    isIgnored = createGitIgnores();
    const { files: found, isWhole } = await findImageFiles(token);
    if (token.isCancellationRequested) return;
    const open = workspace.textDocuments.filter(isLinted).map(({ uri }) => uri);
    waiting.clear();
    seen.clear();
    for (const file of [...found, ...open]) waiting.set(file.toString(), file);
    for (const key of files.keys()) if (!waiting.has(key)) files.delete(key);
    await readWaiting(source);
    if (token.isCancellationRequested) return;
    outcome = isWhole ? { kind: "done" } : { kind: "partly", why: tooMany, isFinal: true };
    log.info(`Read ${files.size} files for the base images that they use.`);
  };
  const begin = (work: typeof search): Promise<void> => {
    reading = { done: 0, total: 0 };
    changed();
    const source = searching;
    const mine = work(source)
      .catch((error: unknown) => {
        log.error("The workspace could not be searched for base images.", error);
        if (source === searching) outcome = { kind: "partly", why: failed, isFinal: false };
      })
      .finally(() => {
        if (source !== searching) return;
        running = null;
        reading = null;
        changed();
      });
    return (running = mine);
  };
  /** What was begun notices that it is not wanted any more, and says nothing. */
  const abandon = (): void => {
    clearTimeout(timer);
    searching.cancel();
    searching.dispose();
    searching = new vscode.CancellationTokenSource();
    running = null;
    reading = null;
  };
  const stop = (): void => {
    if (reading === null) return;
    const { done, total } = reading;
    abandon();
    waiting.clear();
    const why = `Stopped after ${done} of ${total} files.`;
    outcome = { kind: "partly", why, isFinal: false };
    changed();
  };
  const refresh = (): Promise<void> => {
    abandon();
    return begin(search);
  };
  /** Reads what has changed; all files where nobody has asked before. */
  const settle = async (): Promise<void> => {
    clearTimeout(timer);
    if (running !== null) return running;
    if (outcome.kind === "unasked") return refresh();
    if (waiting.size > 0) return begin(readWaiting);
  };
  const soon = (): void => {
    clearTimeout(timer);
    if (isWatched) timer = setTimeout(() => void settle(), pauseMs);
  };
  const mark = (file: vscode.Uri): void => {
    if ((outcome.kind === "unasked" && running === null) || !isInWorkspace(file)) return;
    waiting.set(file.toString(), file);
    soon();
  };
  const markNamed = (file: vscode.Uri): void => {
    if (hasImageName(file)) mark(file);
  };
  const markDocument = (document: vscode.TextDocument): void => {
    if (isLinted(document)) mark(document.uri);
  };
  const watchers = [dockerfileGlob, serviceFileGlob].map((glob) => {
    const watcher = workspace.createFileSystemWatcher(glob, false, false, true);
    return vscode.Disposable.from(
      watcher,
      watcher.onDidCreate(markNamed),
      watcher.onDidChange(markNamed),
    );
  });
  // A folder that goes is one event, which names none of the files in it.
  const deletions = workspace.createFileSystemWatcher("**/*", true, true);
  const markIn = (place: vscode.Uri): void => {
    for (const [key, file] of seen) if (isAtOrIn(key, place.toString())) mark(file);
  };
  const parts = vscode.Disposable.from(
    ...watchers,
    deletions,
    deletions.onDidDelete(markIn),
    workspace.onDidOpenTextDocument(markDocument),
    workspace.onDidChangeTextDocument(({ document }) => markDocument(document)),
    workspace.onDidCloseTextDocument(markDocument),
    workspace.onDidChangeWorkspaceFolders(() => {
      if (outcome.kind !== "unasked") void refresh();
    }),
    onDidChangeSurroundings(() => seen.forEach(mark)),
  );
  return {
    get state(): SearchState {
      return reading === null ? outcome : { kind: "reading", ...reading };
    },
    files: () => files.values(),
    overview: () => overviewOf(files.values()),
    refresh,
    complete: () =>
      running === null && outcome.kind === "partly" && !outcome.isFinal ? refresh() : settle(),
    stop,
    watch(watched) {
      isWatched = watched;
      if (watched) void settle();
    },
    dispose() {
      abandon();
      searching.dispose();
      parts.dispose();
    },
  };
}

const tooMany = "There are too many files: not all of them are read.";
const failed = "The workspace could not be searched: Drydock's log says why.";

/** Somebody who types, or a checkout, changes a file many times. */
const pauseMs = 300;
