import * as vscode from "vscode";
import type { Dockerfile } from "../dockerfile/model";
import { contextOf } from "../lint/reading";
import type { LintRequest } from "../lint/result";
import type { DocumentPlan } from "./plans";
import { itemRange, planItems, workspaceItems, type PlanItem, type ShownPlan } from "./planItems";
import { toRange } from "./translate";

/**
 * A plan as an edit that the editor shows before it makes it.
 *
 * The preview opens only where an item asks to be confirmed, and such an item comes without its tick. So
 * those ask which are only there to be read, and every change comes ticked.
 */
export function previewEdit(
  file: vscode.Uri,
  { linted, plan }: DocumentPlan,
): vscode.WorkspaceEdit {
  const { dockerfile } = contextOf(linted.request);
  const edit = new vscode.WorkspaceEdit();
  edit.set(file, toEntries(planItems(plan, dockerfile), dockerfile));
  return edit;
}

/** What is shown of one of several files. */
export interface FilePlan {
  readonly file: vscode.Uri;
  /** As people are shown it. */
  readonly path: string;
  readonly request: LintRequest;
  readonly plan: ShownPlan;
}

/** The plans of several files as one such edit. */
export function workspacePreviewEdit(plans: readonly FilePlan[]): vscode.WorkspaceEdit {
  const files = plans.map(({ file, path, request, plan }) => {
    return { file, path, plan, dockerfile: contextOf(request).dockerfile };
  });
  const items = workspaceItems(files);
  const edit = new vscode.WorkspaceEdit();
  files.forEach(({ file, dockerfile }, index) =>
    edit.set(file, toEntries(items[index] ?? [], dockerfile)),
  );
  return edit;
}

function toEntries(items: readonly PlanItem[], dockerfile: Dockerfile): Entry[] {
  return items.map((item) => {
    const range = toRange(itemRange(item, dockerfile));
    return [vscode.TextEdit.replace(range, item.edit.newText), metadata(item)];
  });
}

type Entry = [vscode.TextEdit, vscode.WorkspaceEditEntryMetadata];

function metadata({ kind, label, description }: PlanItem): vscode.WorkspaceEditEntryMetadata {
  return { label, description, iconPath: icons[kind], needsConfirmation: kind !== "change" };
}

const icons: Readonly<Record<PlanItem["kind"], vscode.ThemeIcon>> = {
  change: new vscode.ThemeIcon("shield"),
  about: new vscode.ThemeIcon("book"),
  left: new vscode.ThemeIcon("account"),
  known: new vscode.ThemeIcon("info"),
};

/**
 * Turns the preview that is about to open so that labels and explanations are seen: by file it shows only the
 * text that changes. Only the first one: the editor remembers how a person turned it since.
 *
 * @param isOver whether the preview has been closed
 */
export async function showLabels(memory: vscode.Memento, isOver: () => boolean): Promise<void> {
  if (memory.get(turnedKey) === true) return;
  await memory.update(turnedKey, true);
  // Nothing tells when the preview is there, and to turn it before, or twice, does nothing.
  for (const timeMs of [200, 300, 500, 1_000]) {
    await new Promise((resolve) => setTimeout(resolve, timeMs));
    if (isOver()) return;
    try {
      await vscode.commands.executeCommand("refactorPreview.groupByType");
    } catch {
      // An editor without that command shows the labels when one points at an item.
      return;
    }
  }
}

const turnedKey = "planPreviewTurned";
