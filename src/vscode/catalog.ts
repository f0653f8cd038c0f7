import * as vscode from "vscode";
import { createCatalog, type Catalog } from "../image/catalog";

/** The catalog that ships with the extension, read when it is first asked for; null where it is missing. */
export function createCatalogReader(
  extension: vscode.Uri,
  log: vscode.LogOutputChannel,
): () => Promise<Catalog | null> {
  let reading: Promise<Catalog | null> | undefined;
  return () => (reading ??= read(extension, log));
}

async function read(extension: vscode.Uri, log: vscode.LogOutputChannel): Promise<Catalog | null> {
  const file = vscode.Uri.joinPath(extension, "dist", "catalog.json");
  try {
    const catalog = createCatalog(await vscode.workspace.fs.readFile(file));
    if (catalog.problem != null) log.warn(`The image catalog can't be used: ${catalog.problem}`);
    else log.debug(`Image catalog of ${catalog.date}`);
    return catalog;
  } catch (error) {
    log.warn("The image catalog can't be read, so nothing is known of base images.", error);
    return null;
  }
}
