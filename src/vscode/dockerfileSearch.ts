import * as vscode from "vscode";
import { isDockerfileName, serviceFileKind } from "../project/names";
import { dockerfileGlob, serviceFileGlob } from "./documents";
import { nameOf } from "./files";
import { createGitIgnores } from "./gitIgnores";

/** More would fill Problems beyond use. */
const mostFiles = 5_000;

/** In the order of their paths; those that `files.exclude` or git leave out are no part of the work. */
export function findDockerfiles(token: vscode.CancellationToken): Promise<vscode.Uri[]> {
  return find(dockerfileGlob, isDockerfileName, token);
}

/** Every file that may name base images: Dockerfiles, compose and bake files. */
export async function findImageFiles(
  token: vscode.CancellationToken,
): Promise<{ readonly files: readonly vscode.Uri[]; readonly isWhole: boolean }> {
  const found = await Promise.all([
    findDockerfiles(token),
    find(serviceFileGlob, (name) => serviceFileKind(name) !== null, token),
  ]);
  const isWhole = found.every(({ length }) => length < mostFiles);
  return { files: found.flat().sort(byPath), isWhole };
}

async function find(
  glob: string,
  isMeant: (name: string) => boolean,
  token: vscode.CancellationToken,
): Promise<vscode.Uri[]> {
  const found = await vscode.workspace.findFiles(glob, undefined, mostFiles, token);
  const isIgnored = createGitIgnores();
  const kept: vscode.Uri[] = [];
  for (const file of found) {
    if (!isMeant(nameOf(file)) || isInstalled(file)) continue;
    if (!(await isIgnored(file))) kept.push(file);
  }
  return kept.sort(byPath);
}

/** Part of somebody else's package. */
export function isInstalled({ path }: vscode.Uri): boolean {
  return path.includes("/node_modules/");
}

const byPath = (one: vscode.Uri, other: vscode.Uri) => (one.path < other.path ? -1 : 1);
