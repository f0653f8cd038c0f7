import * as vscode from "vscode";
import { rules } from "../lint/rules/index";
import { exists } from "./files";
import { linkPath, ruleOfLink } from "./ruleLinks";
import type { RuleUri } from "./translate";

/**
 * A link to the page of a rule that ships with the extension. The desktop and the browser hand it
 * to our URI handler.
 */
export function createRuleUri(extensionId: string): RuleUri {
  return (rule) =>
    vscode.Uri.from({
      scheme: vscode.env.uriScheme,
      authority: extensionId,
      path: linkPath(rule),
    });
}

/** Opens the pages: from links, and from `Drydock: Explain Rule…`. */
export function registerRulePages(extension: vscode.Uri): vscode.Disposable {
  const open = (rule: string): Promise<void> => openPage(extension, rule);
  return vscode.Disposable.from(
    vscode.window.registerUriHandler({
      handleUri: ({ path }) => open(ruleOfLink(path)),
    }),
    vscode.commands.registerCommand("drydock.explainRule", async (rule?: unknown) => {
      const chosen = typeof rule === "string" ? rule : await chooseRule();
      if (chosen !== undefined) await open(chosen);
    }),
  );
}

async function chooseRule(): Promise<string | undefined> {
  const items = rules.map(({ id, summary }) => ({ label: id, detail: summary }));
  const options = { placeHolder: "The rule to explain", matchOnDetail: true };
  return (await vscode.window.showQuickPick(items, options))?.label;
}

async function openPage(extension: vscode.Uri, id: string): Promise<void> {
  const rule = rules.find((candidate) => candidate.id === id);
  if (rule === undefined) {
    void vscode.window.showErrorMessage(`Drydock has no rule "${id}".`);
    return;
  }
  const page = vscode.Uri.joinPath(extension, "docs", "rules", `${rule.id}.md`);
  if (await exists(page)) await vscode.commands.executeCommand("markdown.showPreview", page);
  else void vscode.window.showInformationMessage(`${rule.id}: ${rule.summary}.`);
}
