import * as vscode from "vscode";
import { hardenedUri, originalOf } from "./hardenedUri";
import type { Linter } from "./linter";
import { planIn, type DocumentPlan } from "./plans";

/** The texts beside which documents are compared. */
export interface HardenedTexts extends vscode.Disposable {
  /** The text of a document after its plan; where there is none, the document's own. */
  provide(uri: vscode.Uri): Promise<string>;
  /** The plan of which the text is the outcome, null where there is none. */
  shown(uri: vscode.Uri): DocumentPlan | null;
}

/**
 * @param changed gets the URI of each text that has to be asked for again
 * @param onDidChange settings or files around the documents are others now
 */
export function createHardenedTexts(
  linter: Linter,
  changed: vscode.EventEmitter<vscode.Uri>,
  onDidChange: vscode.Event<void>,
): HardenedTexts {
  const plans = new Map<string, DocumentPlan>();
  const waiting = new Map<string, NodeJS.Timeout>();

  const stopWaiting = (uri: vscode.Uri): void => {
    clearTimeout(waiting.get(uri.toString()));
    waiting.delete(uri.toString());
  };
  const refreshLater = (document: vscode.TextDocument): void => {
    const uri = hardenedUri(document);
    if (!isOpen(uri)) return;
    stopWaiting(uri);
    const timer = setTimeout(() => changed.fire(uri), pauseMs);
    waiting.set(uri.toString(), timer);
  };
  const subscriptions = vscode.Disposable.from(
    vscode.workspace.onDidChangeTextDocument(({ document }) => refreshLater(document)),
    vscode.workspace.onDidOpenTextDocument(refreshLater),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      stopWaiting(uri);
      plans.delete(uri.toString());
    }),
    onDidChange(() => vscode.workspace.textDocuments.forEach(refreshLater)),
  );

  return {
    async provide(uri) {
      stopWaiting(uri);
      const document = originalOf(uri);
      const found = document === null ? null : await planIn(linter, document);
      if (found === null) plans.delete(uri.toString());
      else plans.set(uri.toString(), found);
      return found?.plan.text ?? document?.getText() ?? "";
    },
    shown: (uri) => plans.get(uri.toString()) ?? null,
    dispose() {
      waiting.forEach((timer) => clearTimeout(timer));
      subscriptions.dispose();
    },
  };
}

/** As long as it takes to see that somebody has stopped typing. */
const pauseMs = 300;

function isOpen(uri: vscode.Uri): boolean {
  const key = uri.toString();
  return vscode.workspace.textDocuments.some((one) => one.uri.toString() === key);
}
