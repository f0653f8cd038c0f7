import * as vscode from "vscode";
import { isIgnored, readGitignore } from "../project/gitignore";
import { readText } from "./files";
import { foldersAround } from "./folders";
import { remembered } from "./remembered";

/** Tells whether a .gitignore of the workspace leaves a file out; each is read once. */
export function createGitIgnores(): (file: vscode.Uri) => Promise<boolean> {
  const textIn = remembered((folder: vscode.Uri) =>
    readText(vscode.Uri.joinPath(folder, ".gitignore")),
  );
  return async (file) => {
    const folders = [...(await foldersAround(file)).folders].reverse();
    const [top] = folders;
    if (top === undefined) return false;
    const start = top.path.endsWith("/") ? top.path.length : top.path.length + 1;
    const ignoreFiles = await Promise.all(
      folders.map(async (folder) =>
        readGitignore((await textIn(folder)) ?? "", folder.path.slice(start)),
      ),
    );
    return isIgnored(ignoreFiles, file.path.slice(start), false);
  };
}
