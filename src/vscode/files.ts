import * as vscode from "vscode";

/** The path by which src/project knows a file: that of the operating system where it is on a disk. */
export function pathOf(uri: vscode.Uri): string {
  return uri.scheme === "file" ? uri.fsPath.replaceAll("\\", "/") : uri.path;
}

/** The file at a path, in the same file system as another. */
export function uriAt(sibling: vscode.Uri, path: string): vscode.Uri {
  return sibling.scheme === "file" ? vscode.Uri.file(path) : sibling.with({ path });
}

/** The folder of a file. */
export function folderOf(uri: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(uri, "..");
}

/** Whether a file is this one, or lies in this folder; both as the text of a URI. */
export function isAtOrIn(file: string, place: string): boolean {
  return file === place || file.startsWith(place.endsWith("/") ? place : `${place}/`);
}

export function nameOf(uri: vscode.Uri): string {
  return uri.path.slice(uri.path.lastIndexOf("/") + 1);
}

/** Null where it is not there or can't be read; every use only adds to what is known. */
export async function readText(uri: vscode.Uri): Promise<string | null> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return null;
  }
}

/** The names in a folder; none where it can't be read. */
export async function listNames(folder: vscode.Uri): Promise<ReadonlySet<string>> {
  try {
    const entries = await vscode.workspace.fs.readDirectory(folder);
    return new Set(entries.map(([name]) => name));
  } catch {
    return new Set();
  }
}

export async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}
