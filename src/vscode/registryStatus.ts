import * as vscode from "vscode";
import { selector } from "./documents";
import type { LiveImages } from "./liveImages";
import { plain } from "./markdown";

/** A language status item for as long as the last registry that was asked did not answer as it should. */
export function showRegistryStatus({ onDidAsk }: LiveImages): vscode.Disposable {
  let item: vscode.LanguageStatusItem | null = null;
  const remove = () => {
    item?.dispose();
    item = null;
  };
  const listener = onDidAsk(({ registry, problems }) => {
    const [problem] = problems;
    if (problem === undefined) return remove();
    item ??= vscode.languages.createLanguageStatusItem("drydock.registry", selector);
    item.name = "Drydock: Registry";
    item.text = `${plain(registry)} did not answer as it should`;
    item.detail = plain(problem);
    item.severity = vscode.LanguageStatusSeverity.Warning;
    item.command = { title: "Show Log", command: "drydock.showLog" };
  });
  return vscode.Disposable.from(listener, { dispose: remove });
}
