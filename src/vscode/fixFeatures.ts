import * as vscode from "vscode";
import { isDockerfile, isLinted, selector } from "./documents";
import type { Linter } from "./linter";

/**
 * Offers the fixes of findings, comments that hide them, their explanation, `source.fixAll.drydock` and the
 * command for it. How they are made is in a bundle of its own, loaded when somebody asks for one.
 */
export function registerFixFeatures(linter: Linter): vscode.Disposable {
  const { languages, commands, CodeActionKind } = vscode;
  const fixAllKind = CodeActionKind.SourceFixAll.append("drydock");
  const load = () => import("./harden.js");
  return vscode.Disposable.from(
    languages.registerCodeActionsProvider(
      selector,
      {
        async provideCodeActions(document, range, { diagnostics, only, triggerKind }, token) {
          const quickFixes = only?.contains(CodeActionKind.QuickFix) ?? true;
          const fixAll = only?.contains(fixAllKind) === true ? fixAllKind : null;
          if (!isLinted(document) || !(quickFixes || fixAll)) return [];
          const { provideActions } = await load();
          const isInvoked = triggerKind === vscode.CodeActionTriggerKind.Invoke;
          const wanted = { quickFixes, fixAll, isInvoked };
          return provideActions(linter, document, range, diagnostics, wanted, token);
        },
        resolveCodeAction: async (action) => (await load()).resolveAction(action),
      },
      { providedCodeActionKinds: [CodeActionKind.QuickFix, fixAllKind] },
    ),
    commands.registerCommand("drydock.fixAll", async () => {
      const document = vscode.window.activeTextEditor?.document;
      if (document === undefined || !isDockerfile(document)) return;
      const { fixAllEdit } = await load();
      await vscode.workspace.applyEdit(await fixAllEdit(linter, document));
    }),
  );
}
