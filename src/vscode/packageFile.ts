import * as vscode from "vscode";
import { largestPackageFile, type PackageFile } from "../harden/plan";
import type { ProjectFacts } from "../project/facts";
import { folderOf, readText, uriAt } from "./files";

/**
 * The package.json of the folder that a Dockerfile is built from: that which compose or bake files name, else
 * its own. Null where there is none, where it can't be read, or where files name several folders.
 */
export async function readPackageFile(
  dockerfile: vscode.Uri,
  { context }: ProjectFacts,
): Promise<PackageFile | null> {
  if (context === null || dockerfile.scheme === "untitled") return null;
  const folder = context === undefined ? folderOf(dockerfile) : uriAt(dockerfile, context);
  const file = vscode.Uri.joinPath(folder, "package.json");
  const text = await readUpTo(file, largestPackageFile);
  return text === null ? null : { path: "package.json", text };
}

/** The text of a file; of one that is larger a text that is too long as well, so that it can be said. */
async function readUpTo(file: vscode.Uri, size: number): Promise<string | null> {
  try {
    const stat = await vscode.workspace.fs.stat(file);
    return stat.size > size ? " ".repeat(size + 1) : await readText(file);
  } catch {
    return null;
  }
}
