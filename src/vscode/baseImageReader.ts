import * as vscode from "vscode";
import { isDockerfileName, serviceFileKind } from "../project/names";
import type { LintRequest } from "../lint/result";
import { unsavedScheme, type ImageFile } from "./baseImageOverview";
import { usedImages } from "./baseImages";
import { isInstalled } from "./dockerfileSearch";
import { isLinted } from "./documents";
import { exists, nameOf } from "./files";
import type { Linter } from "./linter";

/**
 * Reads which images a file of the workspace uses: the text of its document where it is open, saved or not, else
 * that of the file. Null where it is none of ours, is gone, or Drydock is switched off for it.
 */
export async function readImageFile(linter: Linter, file: vscode.Uri): Promise<ImageFile | null> {
  const known = { key: file.toString(), path: vscode.workspace.asRelativePath(file), images: [] };
  const document = openDocument(file);
  if (document === null && !hasImageName(file)) return null;
  if (document !== null) {
    // The editor holds documents for a while that nobody sees any more.
    const isShown = document.isUntitled || document.isDirty || (await exists(file));
    if (!isShown) return null;
    const linted = await linter.lint(document);
    return linted === null ? null : imageFile(known, linted.request);
  }
  const text = await textOf(file);
  if (text === null) return null;
  if (typeof text !== "string") return { ...known, problem: text.problem };
  const request = await linter.requestOf(file, text);
  return request === null ? null : imageFile(known, request);
}

/** What a plan or a swap of the file starts from; null where there is none, or it can't be read. */
export async function requestOfFile(linter: Linter, file: vscode.Uri): Promise<LintRequest | null> {
  const document = openDocument(file);
  if (document !== null) return (await linter.lint(document))?.request ?? null;
  const text = await textOf(file);
  return typeof text === "string" ? linter.requestOf(file, text) : null;
}

/** Whether files of this name are looked at without being open. */
export function hasImageName(file: vscode.Uri): boolean {
  const name = nameOf(file);
  return isDockerfileName(name) || serviceFileKind(name) !== null;
}

/**
 * Whether a file may be part of the work: in a folder that is open and not in an installed package, or a document
 * that was never saved.
 */
export function isInWorkspace(file: vscode.Uri): boolean {
  if (file.scheme === unsavedScheme) return true;
  return vscode.workspace.getWorkspaceFolder(file) !== undefined && !isInstalled(file);
}

export function openDocument(file: vscode.Uri): vscode.TextDocument | null {
  const key = file.toString();
  const isThis = (one: vscode.TextDocument): boolean =>
    !one.isClosed && isLinted(one) && one.uri.toString() === key;
  return vscode.workspace.textDocuments.find(isThis) ?? null;
}

function imageFile(known: Omit<ImageFile, "problem">, request: LintRequest): ImageFile {
  const [problem] = request.services?.file.problems ?? [];
  const images = usedImages(request);
  if (problem === undefined) return { ...known, images, problem: null };
  return { ...known, images, problem: `Line ${problem.line + 1}: ${problem.message}` };
}

/** Nobody writes files of more bytes by hand. */
const largestFile = 1_048_576;

/** Null: there is no such file. */
async function textOf(file: vscode.Uri): Promise<string | { readonly problem: string } | null> {
  const { fs } = vscode.workspace;
  let isThere = false;
  try {
    const { size } = await fs.stat(file);
    isThere = true;
    if (size > largestFile)
      return { problem: `It has ${size} bytes; files of more than ${largestFile} are not read.` };
    return new TextDecoder().decode(await fs.readFile(file));
  } catch (error) {
    const code = error instanceof vscode.FileSystemError ? error.code : "";
    if (code === "NoPermissions") return { problem: "There is no permission to read it." };
    if (code !== "FileNotFound") return { problem: "The editor can't read it." };
    return isThere ? { problem: "It is a link that leads nowhere." } : null;
  }
}
