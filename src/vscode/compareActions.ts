import * as vscode from "vscode";
import type { Finding } from "../lint/finding";
import { imagesOf } from "./fileImages";
import { numberOf } from "./images";
import type { Linted } from "./linter";

/**
 * What shows beforehand what a swap would change: for each image the best of the swaps that are offered for it.
 *
 * @param findings with the swaps among their fixes
 */
export function compareActions(
  document: vscode.TextDocument,
  { request, version }: Linted,
  findings: readonly Finding[],
  diagnosticsOf: (finding: Finding) => vscode.Diagnostic[],
): vscode.CodeAction[] {
  const images = imagesOf(request);
  const offered = new Set<number>();
  return findings.flatMap((finding) => {
    const { start } = finding.range;
    const image = images.find(
      ({ range }) => range.start.line === start.line && range.start.character === start.character,
    );
    if (image === undefined || offered.has(image.index)) return [];
    const choice = image.choices.find(({ target, obstacles }) => {
      const isOffered = finding.fixes.some(({ title }) => title.startsWith(`Swap in ${target}`));
      return obstacles.length === 0 && isOffered;
    });
    if (choice === undefined) return [];
    offered.add(image.index);
    const { family, role } = choice.counterpart;
    const title = `What does this change? Compare with ${choice.target}`;
    const link = { document: numberOf(document), version, image: image.index, family, role };
    const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
    action.command = { title, command: "drydock.compareImages", arguments: [link] };
    action.diagnostics = diagnosticsOf(finding);
    return [action];
  });
}
