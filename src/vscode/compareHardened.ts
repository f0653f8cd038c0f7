import * as vscode from "vscode";
import { contextOf } from "../lint/reading";
import { hardenedScheme } from "./documents";
import { isCurrent, plannedFor, say, sayDone, type Planned } from "./hardenCommands";
import type { HardenedTexts } from "./hardenedTexts";
import { hardenedUri, originalOf } from "./hardenedUri";
import type { Linter } from "./linter";
import { reveal } from "./noPlan";
import { applyText, comparisonTitle, remarkLines, type RemarkLine } from "./planText";
import { toRange } from "./translate";

/** `Drydock: Compare With Hardened Version`: the document beside what its plan makes of it. */
export async function compareHardened(linter: Linter, argument: unknown): Promise<void> {
  const planned = await plannedFor(linter, argument);
  if (planned === null) return;
  const { document } = planned;
  const uri = hardenedUri(document);
  const hardened = await vscode.workspace.openTextDocument(uri);
  // By its name alone it would not always be taken for a Dockerfile.
  if (hardened.languageId !== document.languageId)
    await vscode.languages.setTextDocumentLanguage(hardened, document.languageId);
  const title = comparisonTitle(document.uri.path);
  await vscode.commands.executeCommand("vscode.diff", document.uri, uri, title);
}

/** `Drydock: Apply Hardened Version`: writes what the comparison shows, and closes it. */
export async function applyHardened(texts: HardenedTexts, argument: unknown): Promise<void> {
  const uri = comparedUri(argument);
  const document = uri === null ? null : originalOf(uri);
  const shown = uri === null ? null : texts.shown(uri);
  if (uri === null || document === null || shown === null) {
    return say("What would be applied is shown first: run Drydock: Compare With Hardened Version.");
  }
  const planned: Planned = { document, ...shown };
  if (planned.plan.changes.length === 0) {
    return say("The file and its hardened version are the same, so there is nothing to apply.");
  }
  if (!isCurrent(planned)) return sayChanged();
  if (!(await isMeant(planned))) return;
  if (!isCurrent(planned)) return sayChanged();
  if (!(await vscode.workspace.applyEdit(wholeEdit(planned)))) return sayChanged();
  await vscode.window.tabGroups.close(tabsOf(uri));
  await vscode.window.showTextDocument(document);
  sayDone();
}

/** The comparison that a button in its title names, else the one that is looked at. */
function comparedUri(argument: unknown): vscode.Uri | null {
  const { activeTab } = vscode.window.tabGroups.activeTabGroup;
  const uri = argument instanceof vscode.Uri ? argument : hardenedSide(activeTab);
  return uri?.scheme === hardenedScheme ? uri : null;
}

function hardenedSide(tab: vscode.Tab | undefined): vscode.Uri | null {
  return tab?.input instanceof vscode.TabInputTextDiff ? tab.input.modified : null;
}

function tabsOf(uri: vscode.Uri): readonly vscode.Tab[] {
  return vscode.window.tabGroups.all.flatMap(({ tabs }) =>
    tabs.filter((tab) => hardenedSide(tab)?.toString() === uri.toString()),
  );
}

interface PickItem extends vscode.QuickPickItem {
  readonly remark?: RemarkLine;
}

/** A comparison shows the text alone, so what has to be known besides is said before it is written. */
async function isMeant({ document, linted, plan }: Planned): Promise<boolean> {
  if (plan.left.length === 0 && plan.warnings.length === 0) return true;
  const { dockerfile } = contextOf(linted.request);
  const apply: PickItem = applyText(plan);
  const listed = (heading: string, remarks: readonly RemarkLine[]): PickItem[] =>
    remarks.length === 0
      ? []
      : [
          { label: heading, kind: vscode.QuickPickItemKind.Separator },
          ...remarks.map(({ label, detail, range }) => {
            return { label, detail, remark: { label, detail, range } };
          }),
        ];
  const items = [
    apply,
    ...listed("Left to you", remarkLines(plan.left, dockerfile)),
    ...listed("To know", remarkLines(plan.warnings, dockerfile)),
  ];
  const picked = await vscode.window.showQuickPick(items, {
    title: "Apply Hardened Version",
    placeHolder: "Apply it, or go to the place of something to know",
    matchOnDetail: true,
  });
  if (picked?.remark !== undefined) await reveal(document, picked.remark);
  return picked === apply;
}

function wholeEdit({ document, linted, plan }: Planned): vscode.WorkspaceEdit {
  const { dockerfile } = contextOf(linted.request);
  const edit = new vscode.WorkspaceEdit();
  edit.set(
    document.uri,
    plan.edits.map(({ span, newText }) =>
      vscode.TextEdit.replace(toRange(dockerfile.rangeOf(span)), newText),
    ),
  );
  return edit;
}

function sayChanged(): void {
  say(
    "The file has changed since it was compared, so nothing was written. Please look at the comparison again.",
  );
}
