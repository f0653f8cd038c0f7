import * as vscode from "vscode";
import { evidenceScheme, isLinted } from "./documents";
import type { EvidencePanels } from "./evidencePanels";
import type { Linter } from "./linter";
import type { PanelContext } from "./panelSources";

/**
 * `Drydock: Show Image Evidence…`, `Drydock: Compare Images…` and their panels. What they do is a bundle of its own,
 * loaded when the first one is shown.
 */
export function registerEvidence(context: PanelContext, linter: Linter): vscode.Disposable {
  let loading: Promise<EvidencePanels> | undefined;
  const panels = (): Promise<EvidencePanels> =>
    (loading ??= import("./evidence.js").then(({ createEvidencePanels }) =>
      createEvidencePanels(context),
    ));
  const show = async (target?: unknown): Promise<void> => {
    const isFile = target instanceof vscode.Uri && !isShown(target);
    if (isFile) return (await panels()).showFile(target);
    const { imageToShow } = await import("./harden.js");
    const image = typeof target === "string" ? target : await imageToShow(linter, target);
    if (image !== null) (await panels()).showImage(image);
  };
  const compare = async (target?: unknown, other?: unknown): Promise<void> => {
    const { imagesToCompare } = await import("./harden.js");
    const images = await imagesToCompare(linter, target, other);
    if (images !== null) (await panels()).compareImages(images.before, images.after);
  };
  return vscode.Disposable.from(
    vscode.commands.registerCommand("drydock.compareImages", compare),
    vscode.commands.registerCommand("drydock.showEvidence", show),
    vscode.commands.registerCommand("drydock.trustSigner", async () =>
      (await panels()).trustSigner(),
    ),
    vscode.window.registerWebviewPanelSerializer("drydock.evidence", {
      deserializeWebviewPanel: async (panel, state) => (await panels()).restore(panel, state),
    }),
    vscode.window.registerCustomEditorProvider("drydock.evidenceFile", {
      openCustomDocument: (uri) => ({ uri, dispose: () => undefined }),
      resolveCustomEditor: async ({ uri }: vscode.CustomDocument, panel) =>
        (await panels()).showIn(panel, uri),
    }),
    vscode.workspace.registerTextDocumentContentProvider(evidenceScheme, {
      provideTextDocumentContent: async (uri) => (await panels()).textOf(uri),
    }),
  );
}

/** The menu of an editor hands in its file, where the image at the cursor is meant. */
function isShown(uri: vscode.Uri): boolean {
  const document = vscode.window.activeTextEditor?.document;
  return document?.uri.toString() === uri.toString() && isLinted(document);
}
