import * as vscode from "vscode";
import { composeFilesBeside, environmentFileName, type ServiceFileKind } from "../project/names";
import type { ServiceFile } from "../project/serviceFile";
import { folderOf, listNames, nameOf, pathOf, readText, uriAt } from "./files";

/** Reads a compose or bake file, together with the compose files and the variables beside it. */
export async function serviceReader(
  file: vscode.Uri,
  kind: ServiceFileKind,
): Promise<(text: string) => ServiceFile> {
  const [{ readServiceFile }, { beside, environment }] = await Promise.all([
    import("./project.js"),
    kind === "compose" && file.scheme !== "untitled" ? readBeside(file) : nothing,
  ]);
  return (text) => readServiceFile(text, pathOf(file), kind, beside, environment);
}

interface Beside {
  readonly beside: readonly string[];
  readonly environment: string;
}

const nothing: Beside = { beside: [], environment: "" };

async function readBeside(file: vscode.Uri): Promise<Beside> {
  const folder = folderOf(file);
  const names = await listNames(folder);
  const at = (name: string) => uriAt(file, `${pathOf(folder)}/${name}`);
  const read = (name: string) => readText(at(name));
  const beside = composeFilesBeside(nameOf(file), (name) => names.has(name));
  const texts = (await Promise.all(beside.map(read))).filter((text) => text !== null);
  const hasVariables = names.has(environmentFileName) && (await isFile(at(environmentFileName)));
  const environment = hasVariables ? await read(environmentFileName) : null;
  return { beside: texts, environment: environment ?? "" };
}

/** Where a program gives out secrets through a pipe of that name, reading it would ask for them. */
async function isFile(uri: vscode.Uri): Promise<boolean> {
  try {
    const { type } = await vscode.workspace.fs.stat(uri);
    return (type & vscode.FileType.File) !== 0;
  } catch {
    return false;
  }
}
