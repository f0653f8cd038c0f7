import assert from "node:assert/strict";
import { realpathSync } from "node:fs";
import * as vscode from "vscode";

/** The identity under which the editor knows us. */
export const extensionId = "drydock.drydock";

/**
 * Only these rules for the tests of a suite: what others say of an image changes with the catalog
 * and the date.
 */
export function useRules(rules: Readonly<Record<string, string>>): void {
  const set = async (profile?: string, severities?: typeof rules): Promise<void> => {
    const settings = vscode.workspace.getConfiguration("drydock");
    await settings.update("profile", profile, vscode.ConfigurationTarget.Workspace);
    await settings.update("rules", severities, vscode.ConfigurationTarget.Workspace);
  };
  before(() => set("off", rules));
  after(() => set());
}

/** A file of this test in the workspace; each name is a folder that no other test uses. */
export async function write(path: string, text: string): Promise<vscode.Uri> {
  const uri = at(path);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  return uri;
}

/**
 * A new folder that the editor watches. The editor misses what happens in folders that are made one
 * inside the other at once, as `write` makes them, so a test that follows a file's changes makes
 * them first, each with this.
 */
export async function watchedFolder(path: string): Promise<void> {
  const uri = at(path);
  const watcher = vscode.workspace.createFileSystemWatcher("**/*", false, true, true);
  const told = new Promise<void>((resolve) => {
    watcher.onDidCreate((created) => {
      if (created.toString() === uri.toString()) resolve();
    });
  });
  try {
    await vscode.workspace.fs.createDirectory(uri);
    await told;
  } finally {
    watcher.dispose();
  }
}

/**
 * Whether a test can answer the extension's dialogs in the place of a person: where both have the same `vscode`,
 * which they have not when the extension runs from a package.
 */
export function answersDialogs(): boolean {
  const extension = vscode.extensions.getExtension(extensionId);
  // The editor may be given a link to the checkout.
  return (
    extension !== undefined &&
    realpathSync(__dirname).startsWith(realpathSync(extension.extensionPath))
  );
}

export function at(path: string): vscode.Uri {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder, "The suite needs a folder.");
  return vscode.Uri.joinPath(folder.uri, path);
}

export async function open(uri: vscode.Uri): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document, { preview: false });
  return document;
}

/**
 * Opens a file as a person does. `openTextDocument` would hold the document for three minutes, even
 * when its editor is closed.
 */
export async function show(uri: vscode.Uri): Promise<void> {
  await vscode.commands.executeCommand("vscode.open", uri, { preview: false });
}

export async function openText(content: string): Promise<vscode.TextDocument> {
  const document = await openUntitled(content, "dockerfile");
  await vscode.window.showTextDocument(document, { preview: false });
  return document;
}

/**
 * A new document without a file. The editor gives it the name of one that was closed before, and where that had just
 * been edited at times its text too, from the copy that it keeps for a restart.
 */
export async function openUntitled(
  content: string,
  language?: string,
): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument({
    content,
    ...(language === undefined ? {} : { language }),
  });
  if (document.getText() !== content) {
    const all = new vscode.Range(0, 0, document.lineCount, 0);
    await edit(document, all, content);
  }
  return document;
}

/** What of a file is underlined, and by which rule, in the order of the file. */
export function shown(uri: vscode.Uri): string[] {
  const document = vscode.workspace.textDocuments.find(
    (one) => one.uri.toString() === uri.toString(),
  );
  return ours(uri).map((diagnostic) => {
    const { range, severity } = diagnostic;
    const words = document?.getText(range) ?? `line ${range.start.line + 1}`;
    const level = vscode.DiagnosticSeverity[severity].toLowerCase();
    return `${range.start.line + 1} ${words}: ${level} ${ruleOf(diagnostic)}`;
  });
}

export function ours(uri: vscode.Uri): vscode.Diagnostic[] {
  return vscode.languages
    .getDiagnostics(uri)
    .filter(({ source }) => source === "drydock")
    .sort((one, other) => one.range.start.compareTo(other.range.start));
}

export function ruleOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === "object" ? code.value : (code ?? "none"));
}

/** Waits until what `look` sees is as expected; fails with the difference when it does not get there. */
export async function until<T>(look: () => T | Promise<T>, expected: T): Promise<void> {
  const end = Date.now() + 10_000;
  for (;;) {
    const seen = await look();
    try {
      assert.deepEqual(seen, expected);
      return;
    } catch (error) {
      if (Date.now() > end) throw error;
    }
    await pause(30);
  }
}

/** For what must not happen: longer than a lint takes to be started and shown. */
export function pause(timeMs = 600): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, timeMs));
}

export async function edit(
  document: vscode.TextDocument,
  range: vscode.Range,
  text: string,
): Promise<void> {
  const change = new vscode.WorkspaceEdit();
  change.replace(document.uri, range, text);
  assert.ok(await vscode.workspace.applyEdit(change));
}

/** The actions offered at a place, ready to be taken. */
export async function actionsAt(
  document: vscode.TextDocument,
  range: vscode.Range,
  kind?: vscode.CodeActionKind,
): Promise<vscode.CodeAction[]> {
  return vscode.commands.executeCommand<vscode.CodeAction[]>(
    "vscode.executeCodeActionProvider",
    document.uri,
    range,
    kind?.value,
    100,
  );
}

export async function take(action: vscode.CodeAction): Promise<void> {
  assert.ok(action.edit, `${action.title} has no edit`);
  assert.ok(await vscode.workspace.applyEdit(action.edit));
}

/** Where a text first stands in a document. */
export function rangeOf(document: vscode.TextDocument, text: string): vscode.Range {
  const start = document.getText().indexOf(text);
  assert.notEqual(start, -1, `${text} is not in the document`);
  return new vscode.Range(document.positionAt(start), document.positionAt(start + text.length));
}

/** Changes a setting of the workspace, and takes it back when the work is done. */
export async function withSetting(
  name: string,
  value: unknown,
  work: () => Promise<void>,
): Promise<void> {
  const settings = vscode.workspace.getConfiguration("drydock");
  const before = settings.inspect(name)?.workspaceValue;
  const set = (to: unknown): Thenable<void> =>
    settings.update(name, to, vscode.ConfigurationTarget.Workspace);
  await set(value);
  try {
    await work();
  } finally {
    await set(before);
  }
}

/** Closes everything without a question about unsaved text. */
export async function closeAll(): Promise<void> {
  for (const document of vscode.workspace.textDocuments) {
    if (!document.isDirty) continue;
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  }
  await vscode.commands.executeCommand("workbench.action.closeAllEditors");
}
