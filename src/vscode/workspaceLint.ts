import * as vscode from "vscode";
import { findDockerfiles } from "./dockerfileSearch";
import { dockerfileGlob, isLinted } from "./documents";
import { isAtOrIn, readText } from "./files";
import type { Linter } from "./linter";
import { toDiagnostics, type RuleUri } from "./translate";

/** Lints the Dockerfiles of the workspace, and follows them from then on. */
export interface WorkspaceLint extends vscode.Disposable {
  /** Looks for all of them, and lints them anew. */
  run(): Promise<void>;
}

/**
 * The findings of Dockerfiles that are not open. They stay in Problems, and follow their files, until the
 * command is run again; an open file has its own.
 */
export function createWorkspaceLint(
  linter: Linter,
  onDidChangeSurroundings: vscode.Event<void>,
  ruleUri: RuleUri,
  log: vscode.LogOutputChannel,
): WorkspaceLint {
  const collection = vscode.languages.createDiagnosticCollection("drydock-workspace");
  const files = new Map<string, vscode.Uri>();
  const latest = new Map<string, object>();

  const lint = async (file: vscode.Uri): Promise<void> => {
    const key = file.toString();
    if (!files.has(key) || isOpen(file)) return;
    // Two events of one file may be read in either order: the last one counts.
    const turn = {};
    latest.set(key, turn);
    const isWanted = (): boolean => latest.get(key) === turn && !isOpen(file);
    try {
      const text = await readText(file);
      const result = text === null ? null : await linter.lintText(file, text);
      if (!isWanted()) return;
      if (result === null) collection.delete(file);
      else collection.set(file, toDiagnostics(file, result, ruleUri));
    } catch (error) {
      log.error(`${file.toString(true)} could not be linted.`, error);
    }
  };
  const lintAll = async (token: vscode.CancellationToken, report: Report): Promise<void> => {
    const found = await findDockerfiles(token);
    files.clear();
    latest.clear();
    collection.clear();
    for (const [index, file] of found.entries()) {
      if (token.isCancellationRequested) break;
      report({
        message: `${index + 1} of ${found.length}`,
        increment: 100 / found.length,
      });
      files.set(file.toString(), file);
      await lint(file);
    }
    log.info(`Linted ${files.size} of ${found.length} Dockerfiles of the workspace.`);
  };

  const run = async (): Promise<void> =>
    vscode.window.withProgress(
      {
        location: vscode.ProgressLocation.Notification,
        title: "Linting Dockerfiles",
        cancellable: true,
      },
      async (progress, token) => {
        try {
          await lintAll(token, (step) => progress.report(step));
        } catch (error) {
          log.error("The workspace could not be searched for Dockerfiles.", error);
          void vscode.window.showErrorMessage(
            "The workspace could not be searched for Dockerfiles. Drydock's log says why.",
          );
        }
      },
    );

  const watcher = vscode.workspace.createFileSystemWatcher(dockerfileGlob, false, false, true);
  // A folder that goes is one event, which names none of the files in it.
  const deletions = vscode.workspace.createFileSystemWatcher("**/*", true, true);
  const parts = vscode.Disposable.from(
    collection,
    vscode.workspace.onDidOpenTextDocument((document) => {
      if (isLinted(document)) collection.delete(document.uri);
    }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => void lint(uri)),
    watcher,
    watcher.onDidChange((file) => void lint(file)),
    // A file that is written anew may be told as one that went and came.
    watcher.onDidCreate((file) => void lint(file)),
    deletions,
    deletions.onDidDelete((place) => {
      for (const [key, file] of files) {
        if (!isAtOrIn(key, place.toString())) continue;
        collection.delete(file);
        void lint(file);
      }
    }),
    onDidChangeSurroundings(() => files.forEach((file) => void lint(file))),
  );
  return { run, dispose: () => parts.dispose() };
}

type Report = (step: { readonly message: string; readonly increment: number }) => void;

function isOpen(file: vscode.Uri): boolean {
  const key = file.toString();
  return vscode.workspace.textDocuments.some(
    (document) => !document.isClosed && isLinted(document) && document.uri.toString() === key,
  );
}
