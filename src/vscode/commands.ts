import * as vscode from "vscode";
import { fixAllEdit } from "./codeActions";
import { isLinted } from "./documents";
import type { Linter } from "./linter";

/** The commands that belong to no other part. */
export function registerCommands(linter: Linter, log: vscode.LogOutputChannel): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand("drydock.showLog", () => log.show()),
    vscode.commands.registerCommand("drydock.fixAll", async () => {
      const document = vscode.window.activeTextEditor?.document;
      if (document === undefined || !isLinted(document)) return;
      await vscode.workspace.applyEdit(await fixAllEdit(linter, document));
    }),
  );
}
