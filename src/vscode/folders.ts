import * as vscode from "vscode";
import { exists, folderOf } from "./files";

/** The folder of a file and those above it whose files may say something about it, nearest first. */
export interface Folders {
  readonly folders: readonly vscode.Uri[];
  /** Whether the last one is that of a whole project, and not just where the file lies. */
  readonly reachRoot: boolean;
}

/**
 * Goes up to the workspace folder; for a file outside of any, to the root of its repository, and
 * where there is none, nowhere. There are no folders for a file that has never been saved.
 */
export async function foldersAround(file: vscode.Uri): Promise<Folders> {
  if (file.scheme === "untitled") return { folders: [], reachRoot: false };
  const folder = folderOf(file);
  const workspaceFolder = vscode.workspace.getWorkspaceFolder(file);
  if (workspaceFolder !== undefined) {
    const end = withoutSlash(workspaceFolder.uri.path);
    const above = [...upwards(folder)];
    const last = above.findIndex(({ path }) => withoutSlash(path) === end);
    return { folders: above.slice(0, last + 1), reachRoot: true };
  }
  const seen: vscode.Uri[] = [];
  for (const above of upwards(folder)) {
    seen.push(above);
    if (await exists(vscode.Uri.joinPath(above, ".git"))) return { folders: seen, reachRoot: true };
  }
  return { folders: [folder], reachRoot: false };
}

function* upwards(folder: vscode.Uri): Generator<vscode.Uri> {
  for (let at = folder; ;) {
    yield at;
    const parent = vscode.Uri.joinPath(at, "..");
    if (parent.path === at.path) return;
    at = parent;
  }
}

const withoutSlash = (path: string) => (path.length > 1 ? path.replace(/\/$/, "") : path);
