import * as vscode from "vscode";
import { rules } from "../lint/rules/index";
import { exists } from "./files";

/** Shows the page of a rule that ships with the extension: of the one that is named, else of one that is chosen. */
export async function explainRule(extension: vscode.Uri, named: string | null): Promise<void> {
  const id = named ?? (await chooseRule());
  if (id === undefined) return;
  const rule = rules.find((candidate) => candidate.id === id);
  if (rule === undefined) {
    void vscode.window.showErrorMessage(`Drydock has no rule "${id}".`);
    return;
  }
  const page = vscode.Uri.joinPath(extension, "docs", "rules", `${rule.id}.md`);
  if (await exists(page)) await vscode.commands.executeCommand("markdown.showPreview", page);
  else void vscode.window.showInformationMessage(`${rule.id}: ${rule.summary}.`);
}

async function chooseRule(): Promise<string | undefined> {
  const items = rules.map(({ id, summary }) => ({ label: id, detail: summary }));
  const options = { placeHolder: "The rule to explain", matchOnDetail: true };
  return (await vscode.window.showQuickPick(items, options))?.label;
}
