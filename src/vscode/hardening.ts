import type * as vscode from "vscode";
import { applyHardened, compareHardened } from "./compareHardened";
import { provideHardenActions } from "./hardenActions";
import { hardenDockerfile } from "./hardenCommands";
import { createHardenedTexts } from "./hardenedTexts";
import type { Linter } from "./linter";

/** What the editor does with plans, joined. */
export interface Hardening extends vscode.Disposable {
  harden(argument: unknown): Promise<void>;
  compare(argument: unknown): Promise<void>;
  apply(argument: unknown): Promise<void>;
  provideText(uri: vscode.Uri): Promise<string>;
  provideActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    context: vscode.CodeActionContext,
  ): Promise<vscode.CodeAction[]>;
}

/**
 * @param memory what the extension remembers
 * @param changed gets the URI of each hardened text that has to be asked for again
 * @param onDidChange settings or files around the documents are others now
 */
export function createHardening(
  linter: Linter,
  memory: vscode.Memento,
  changed: vscode.EventEmitter<vscode.Uri>,
  onDidChange: vscode.Event<void>,
): Hardening {
  const texts = createHardenedTexts(linter, changed, onDidChange);
  return {
    harden: (argument) => hardenDockerfile(linter, memory, argument),
    compare: (argument) => compareHardened(linter, argument),
    apply: (argument) => applyHardened(texts, argument),
    provideText: (uri) => texts.provide(uri),
    provideActions: (...args) => provideHardenActions(linter, ...args),
    dispose: () => texts.dispose(),
  };
}
