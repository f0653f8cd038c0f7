import * as vscode from "vscode";
import { isDockerfileName } from "../project/names";
import { dockerfileGlob } from "./documents";
import { nameOf } from "./files";
import { createGitIgnores } from "./gitIgnores";

/** More would fill Problems beyond use. */
const mostFiles = 5_000;

/** In the order of their paths; those that `files.exclude` or git leave out are no part of the work. */
export async function findDockerfiles(token: vscode.CancellationToken): Promise<vscode.Uri[]> {
  const found = await vscode.workspace.findFiles(dockerfileGlob, undefined, mostFiles, token);
  const isIgnored = createGitIgnores();
  const kept: vscode.Uri[] = [];
  for (const file of found) {
    if (!isDockerfileName(nameOf(file)) || file.path.includes("/node_modules/")) continue;
    if (!(await isIgnored(file))) kept.push(file);
  }
  return kept.sort((one, other) => (one.path < other.path ? -1 : 1));
}
