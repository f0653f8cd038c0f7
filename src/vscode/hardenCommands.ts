import * as vscode from "vscode";
import { isDockerfile, isForeign } from "./documents";
import { originalOf } from "./hardenedUri";
import { documentOf } from "./images";
import type { Linter } from "./linter";
import { sayNoPlan } from "./noPlan";
import { patiently } from "./patience";
import { planIn, type DocumentPlan } from "./plans";
import { previewEdit, showLabels } from "./planPreview";

/** A document with its plan, of which there is something to make. */
export interface Planned extends DocumentPlan {
  readonly document: vscode.TextDocument;
}

/** `Drydock: Harden This Dockerfile…`: the plan as a preview, from which single items can be taken out. */
export async function hardenDockerfile(
  linter: Linter,
  memory: vscode.Memento,
  argument: unknown,
): Promise<void> {
  const planned = await plannedFor(linter, argument);
  if (planned === null) return;
  const { document, linted } = planned;
  if (!isCurrent(planned)) {
    return say("The file has changed since, so there is nothing to preview. Please run it again.");
  }
  const edit = previewEdit(document.uri, planned);
  let isOver = false;
  void showLabels(memory, () => isOver);
  const isApplied = await vscode.workspace.applyEdit(edit, { isRefactoring: true });
  isOver = true;
  // Items that are only to be read can be applied too.
  if (isApplied && document.version !== linted.version) sayDone();
}

/** The plan for the document that a command is about; null where there is none, which is said. */
export async function plannedFor(linter: Linter, argument: unknown): Promise<Planned | null> {
  const document = documentMeant(argument);
  if (document === null || !isDockerfile(document) || isForeign(document)) {
    say("There is no Dockerfile to harden here: please open one.");
    return null;
  }
  const found = await patiently(
    "Working out how to harden the Dockerfile",
    planIn(linter, document),
  );
  if (found === null) return null;
  const { value } = found;
  if (value === null) {
    say("Drydock is switched off for this file: see the setting drydock.enable.");
    return null;
  }
  if (value.plan.changes.length > 0) return { document, ...value };
  // Nobody has to answer before the command is done.
  void sayNoPlan(document, value);
  return null;
}

/** The text is still the one that the plan was made for. */
export function isCurrent({ document, linted }: Planned): boolean {
  return !document.isClosed && document.version === linted.version;
}

export function sayDone(): void {
  vscode.window.setStatusBarMessage("The changes are made; one Undo takes them back.", 10_000);
}

export function say(text: string): void {
  void vscode.window.showInformationMessage(text);
}

/** By a menu, the place of a file; by a link of ours, the number of a document; else what is being edited. */
function documentMeant(argument: unknown): vscode.TextDocument | null {
  if (argument instanceof vscode.Uri) return openDocument(argument);
  if (typeof argument === "object" && argument !== null && "document" in argument)
    return documentOf(argument.document);
  const active = vscode.window.activeTextEditor?.document.uri;
  return active === undefined ? null : openDocument(active);
}

function openDocument(uri: vscode.Uri): vscode.TextDocument | null {
  const key = uri.toString();
  const open = vscode.workspace.textDocuments.find((one) => one.uri.toString() === key) ?? null;
  return originalOf(uri) ?? open;
}
