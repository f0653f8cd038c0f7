import * as vscode from "vscode";
import { dockerfiles, hardenedScheme } from "./documents";
import type { Linter } from "./linter";

/**
 * Hardening a whole Dockerfile: as a preview, and as a comparison. How is known by the bundle of the images,
 * which is loaded when it is first needed.
 *
 * @param onDidChange settings or files around the documents are others now
 */
export function registerHardenFeatures(
  linter: Linter,
  onDidChange: vscode.Event<void>,
  memory: vscode.Memento,
): vscode.Disposable {
  const { commands, languages, workspace } = vscode;
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const start = () =>
    import("./harden.js").then(({ createHardening }) =>
      createHardening(linter, memory, changed, onDidChange),
    );
  let started: ReturnType<typeof start> | undefined;
  const load = () => (started ??= start());
  const running = (step: "harden" | "compare" | "apply") => async (argument?: unknown) =>
    (await load())[step](argument);
  const { QuickFix, RefactorRewrite } = vscode.CodeActionKind;
  return vscode.Disposable.from(
    changed,
    new vscode.Disposable(() => void started?.then((hardening) => hardening.dispose())),
    commands.registerCommand("drydock.hardenDockerfile", running("harden")),
    commands.registerCommand("drydock.compareHardened", running("compare")),
    commands.registerCommand("drydock.applyHardened", running("apply")),
    workspace.registerTextDocumentContentProvider(hardenedScheme, {
      onDidChange: changed.event,
      provideTextDocumentContent: async (uri) => (await load()).provideText(uri),
    }),
    languages.registerCodeActionsProvider(
      dockerfiles,
      {
        provideCodeActions: async (document, range, context) =>
          (await load()).provideActions(document, range, context),
      },
      { providedCodeActionKinds: [QuickFix, RefactorRewrite.append("drydock")] },
    ),
  );
}
