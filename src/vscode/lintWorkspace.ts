import * as vscode from "vscode";
import type { Linter } from "./linter";
import type { RuleUri } from "./translate";
import type { WorkspaceLint } from "./workspaceLint";

/** `Drydock: Lint Workspace`. How is known by a bundle of its own, loaded when somebody first runs it. */
export function registerLintWorkspace(
  linter: Linter,
  onDidChangeSurroundings: vscode.Event<void>,
  ruleUri: RuleUri,
  log: vscode.LogOutputChannel,
): vscode.Disposable {
  let loading: Promise<WorkspaceLint> | undefined;
  const load = (): Promise<WorkspaceLint> =>
    (loading ??= import("./harden.js").then(({ createWorkspaceLint }) =>
      createWorkspaceLint(linter, onDidChangeSurroundings, ruleUri, log),
    ));
  return vscode.Disposable.from(
    vscode.commands.registerCommand("drydock.lintWorkspace", async () => (await load()).run()),
    new vscode.Disposable(() => void loading?.then((lint) => lint.dispose())),
  );
}
