import * as vscode from "vscode";
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
  const open = async (rule: string | null): Promise<void> =>
    (await import("./harden.js")).explainRule(extension, rule);
  return vscode.Disposable.from(
    vscode.window.registerUriHandler({
      handleUri: ({ path }) => open(ruleOfLink(path)),
    }),
    vscode.commands.registerCommand("drydock.explainRule", (rule?: unknown) =>
      open(typeof rule === "string" ? rule : null),
    ),
  );
}
