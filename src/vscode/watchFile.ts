import * as vscode from "vscode";
import { folderOf } from "./files";

/** A file is written in pieces; each is an event. */
const quietMs = 150;

/**
 * Tells when a file was written, made or removed.
 *
 * @param file the text of its URI
 */
export function watchFile(file: string, changed: () => void): vscode.Disposable {
  // The name is no part of the pattern, since what it holds may mean something there.
  const pattern = new vscode.RelativePattern(folderOf(vscode.Uri.parse(file)), "*");
  const watcher = vscode.workspace.createFileSystemWatcher(pattern);
  let timer: NodeJS.Timeout | undefined;
  const notice = (uri: vscode.Uri): void => {
    if (uri.toString() !== file) return;
    clearTimeout(timer);
    timer = setTimeout(changed, quietMs);
  };
  return vscode.Disposable.from(
    watcher,
    watcher.onDidChange(notice),
    watcher.onDidCreate(notice),
    watcher.onDidDelete(notice),
    new vscode.Disposable(() => clearTimeout(timer)),
  );
}

/** Files that are watched, each as long as it is among those that are named last. */
export interface WatchedFiles extends vscode.Disposable {
  /** @param files the texts of their URIs */
  watch(files: readonly string[]): void;
}

/** Tells which of them was written, made or removed. */
export function watchFiles(changed: (file: string) => void): WatchedFiles {
  const watchers = new Map<string, vscode.Disposable>();
  const watch = (files: readonly string[]): void => {
    for (const [file, watcher] of watchers)
      if (!files.includes(file)) {
        watcher.dispose();
        watchers.delete(file);
      }
    for (const file of files)
      if (!watchers.has(file))
        watchers.set(
          file,
          watchFile(file, () => changed(file)),
        );
  };
  return { watch, dispose: () => watch([]) };
}
