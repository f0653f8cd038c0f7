import type * as vscode from "vscode";
import { composeFilesBeside, type ServiceFileKind } from "../project/names";
import type { ServiceFile } from "../project/serviceFile";
import { folderOf, listNames, nameOf, pathOf, readText, uriAt } from "./files";

/** Reads a compose or bake file, together with the compose files beside it. */
export async function serviceReader(
  file: vscode.Uri,
  kind: ServiceFileKind,
): Promise<(text: string) => ServiceFile> {
  const [{ readServiceFile }, beside] = await Promise.all([
    import("./project.js"),
    kind === "compose" ? textsBeside(file) : [],
  ]);
  return (text) => readServiceFile(text, pathOf(file), kind, beside);
}

async function textsBeside(file: vscode.Uri): Promise<readonly string[]> {
  if (file.scheme === "untitled") return [];
  const folder = folderOf(file);
  const names = await listNames(folder);
  const beside = composeFilesBeside(nameOf(file), (name) => names.has(name));
  const texts = beside.map((name) => readText(uriAt(file, `${pathOf(folder)}/${name}`)));
  return (await Promise.all(texts)).filter((text) => text !== null);
}
