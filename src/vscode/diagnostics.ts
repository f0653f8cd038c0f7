import * as vscode from "vscode";
import { isLinted } from "./documents";
import type { Linter } from "./linter";
import { toDiagnostics, type RuleUri } from "./translate";

/** What the last lint of an open document came to. */
export type LintState =
  | { readonly kind: "linted"; readonly findings: number; readonly problems: number }
  | { readonly kind: "off" }
  | { readonly kind: "failed"; readonly cause: unknown };

export interface Publisher extends vscode.Disposable {
  stateOf(file: vscode.Uri): LintState | undefined;
  readonly onDidPublish: vscode.Event<vscode.Uri>;
}

/** A pause in typing. */
const delayMs = 150;

/** Lints open Dockerfiles, when they are opened at once and while they change, until they are closed. */
export function publishDiagnostics(
  linter: Linter,
  onDidChangeSurroundings: vscode.Event<void>,
  ruleUri: RuleUri,
  log: vscode.LogOutputChannel,
): Publisher {
  const collection = vscode.languages.createDiagnosticCollection("drydock");
  const published = new vscode.EventEmitter<vscode.Uri>();
  const states = new Map<string, LintState>();
  const timers = new Map<string, NodeJS.Timeout>();
  const latest = new WeakMap<vscode.TextDocument, object>();

  const lint = async (document: vscode.TextDocument): Promise<void> => {
    const { uri } = document;
    stopWaiting(uri);
    const turn = {};
    latest.set(document, turn);
    let state: LintState;
    try {
      const linted = await linter.lint(document);
      // A newer edit, or a change of settings, has a lint of its own; a closed document has nothing to show.
      if (latest.get(document) !== turn) return;
      if (!isOpen(document) || (linted !== null && linted.version !== document.version)) return;
      if (linted === null) collection.delete(uri);
      else collection.set(uri, toDiagnostics(uri, linted.result, ruleUri));
      state = linted === null ? { kind: "off" } : toState(linted.result);
    } catch (cause) {
      log.error(`${uri.toString(true)} could not be linted.`, cause);
      if (latest.get(document) !== turn) return;
      collection.delete(uri);
      state = { kind: "failed", cause };
    }
    states.set(uri.toString(), state);
    published.fire(uri);
  };
  const stopWaiting = (uri: vscode.Uri): void => {
    clearTimeout(timers.get(uri.toString()));
    timers.delete(uri.toString());
  };
  const lintNow = (document: vscode.TextDocument): void => {
    if (isLinted(document)) void lint(document);
  };
  const lintSoon = (document: vscode.TextDocument): void => {
    if (!isLinted(document)) return;
    stopWaiting(document.uri);
    timers.set(
      document.uri.toString(),
      setTimeout(() => void lint(document), delayMs),
    );
  };
  const forget = ({ uri }: vscode.TextDocument): void => {
    stopWaiting(uri);
    collection.delete(uri);
    states.delete(uri.toString());
    published.fire(uri);
  };
  // A change of language comes as a close and an open of the same document.
  const isOpen = (document: vscode.TextDocument): boolean =>
    !document.isClosed && isLinted(document);

  const parts = [
    collection,
    published,
    vscode.workspace.onDidOpenTextDocument(lintNow),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0) lintSoon(document);
    }),
    vscode.workspace.onDidCloseTextDocument(forget),
    onDidChangeSurroundings(() => vscode.workspace.textDocuments.forEach(lintNow)),
  ];
  vscode.workspace.textDocuments.forEach(lintNow);
  return {
    stateOf: (file) => states.get(file.toString()),
    onDidPublish: published.event,
    dispose() {
      timers.forEach((timer) => clearTimeout(timer));
      vscode.Disposable.from(...parts).dispose();
    },
  };
}

function toState({
  findings,
  problems,
}: {
  findings: readonly unknown[];
  problems: readonly unknown[];
}): LintState {
  return { kind: "linted", findings: findings.length, problems: problems.length };
}
