import * as vscode from "vscode";
import { selector } from "./documents";
import type { Linter } from "./linter";
import type { LiveImages } from "./liveImages";

/**
 * What the editor shows of images: hover, completion, `Drydock: Swap Base Image…`, `Drydock: Ask Registry About Image`, and where somebody wants
 * them code lenses and inlay hints. How is known by a bundle of its own, which each of them loads when it is
 * first needed.
 *
 * @param onDidChange settings or files around the documents are others now
 */
export function registerImageFeatures(
  linter: Linter,
  onDidChange: vscode.Event<void>,
  live: LiveImages,
): vscode.Disposable {
  const { languages, commands } = vscode;
  const load = () => import("./harden.js");
  return vscode.Disposable.from(
    languages.registerHoverProvider(selector, {
      provideHover: async (document, position) =>
        (await load()).provideHover(linter, live, document, position),
    }),
    languages.registerCompletionItemProvider(
      selector,
      {
        provideCompletionItems: async (document, position) =>
          (await load()).provideCompletions(linter, document, position),
        resolveCompletionItem: async (item) => (await load()).resolveCompletion(item),
      },
      ":",
      "/",
      "=",
      // The editor does not suggest by itself while strings are typed, which values of YAML are.
      " ",
    ),
    languages.registerCodeLensProvider(selector, {
      onDidChangeCodeLenses: onDidChange,
      provideCodeLenses: async (document) =>
        isOn("codeLens", document) ? (await load()).provideLenses(linter, document) : [],
    }),
    languages.registerInlayHintsProvider(selector, {
      onDidChangeInlayHints: onDidChange,
      provideInlayHints: async (document, range) =>
        isOn("inlayHints", document) ? (await load()).provideInlays(linter, document, range) : [],
    }),
    commands.registerCommand("drydock.swapImage", async (link?: unknown) =>
      (await load()).swapLinked(linter, link),
    ),
    commands.registerCommand("drydock.askRegistry", async (link?: unknown) =>
      (await load()).askRegistry(linter, live, link),
    ),
    commands.registerCommand("drydock.swapBaseImage", async (link?: unknown) =>
      (await load()).chooseSwap(linter, link),
    ),
  );
}

function isOn(setting: string, document: vscode.TextDocument): boolean {
  return vscode.workspace.getConfiguration("drydock", document).get(setting) === true;
}
