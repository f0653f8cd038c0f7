import * as vscode from "vscode";
import { partOf } from "../attestations/sbom/part";
import { componentCsv } from "../view/componentCsv";
import { counted } from "../view/text";
import { EvidenceProblem } from "./evidenceLoading";
import { exportChoices, exportName, type ExportChoice } from "./exportFormats";
import type { SbomExport } from "./panelEvidence";
import { writeSbom } from "./writeSbom";

/**
 * Lets the person choose a format, what of the list, and a file, and writes it. False where they leave off at one
 * of these, or stop it: then nothing is written.
 * @throws EvidenceProblem where it can't be written
 */
export async function exportSbom(wanted: SbomExport): Promise<boolean> {
  const choice = await chooseFormat(wanted);
  if (choice === undefined) return false;
  const places = choice.format === "found" ? null : await choosePlaces(wanted);
  if (places === undefined) return false;
  const target = await vscode.window.showSaveDialog({
    title: `Export as ${choice.label}`,
    saveLabel: "Export",
    defaultUri: defaultFile(exportName(wanted.source, choice.extension)),
    filters: { [choice.label]: [choice.extension.split(".").at(-1) ?? choice.extension] },
  });
  if (target === undefined) return false;
  const bytes = await written(wanted, choice, places);
  if (bytes === null) return false;
  await vscode.workspace.fs.writeFile(target, bytes);
  return true;
}

async function chooseFormat({ item }: SbomExport): Promise<ExportChoice | undefined> {
  return vscode.window.showQuickPick(exportChoices(item), {
    title: "Export the components",
    placeHolder: "As what?",
  });
}

/** Null for all of them; undefined where nothing was chosen. */
async function choosePlaces({
  sbom,
  chosen,
  total,
}: SbomExport): Promise<readonly number[] | null | undefined> {
  if (chosen.length === total) return null;
  const shown = {
    label: `The ${counted(chosen.length, "component")} that are shown`,
    places: chosen,
  };
  const all = { label: `All ${counted(total, "component")}`, places: null };
  const options = { title: "Export the components", placeHolder: "Which of them?" };
  const picked = await vscode.window.showQuickPick(
    sbom.components.length === 0 || chosen.length === 0 ? [all] : [shown, all],
    options,
  );
  return picked?.places;
}

/** Null where it was stopped. */
async function written(
  { sbom, item, chosen, vex }: SbomExport,
  { format, label }: ExportChoice,
  places: readonly number[] | null,
): Promise<Uint8Array | null> {
  if (format === "found") return item.content;
  const wholeOrder = [...sbom.components.keys()].filter((place) => place !== sbom.root);
  if (format === "csv")
    return new TextEncoder().encode(componentCsv(sbom, places ?? wholeOrder, vex));
  const part = places === null ? sbom : partOf(sbom, chosen);
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: `Writing ${label}`,
    cancellable: true,
  };
  return vscode.window.withProgress(options, async (progress, token) => {
    const controller = new AbortController();
    token.onCancellationRequested(() => controller.abort());
    const task = { sbom: part, format: format === "cyclonedx-json" ? "json" : "xml" } as const;
    try {
      const tell = (message: string): void => progress.report({ message });
      return await writeSbom(task, tell, controller.signal);
    } catch (error) {
      if (controller.signal.aborted) return null;
      throw new EvidenceProblem(
        `The list could not be exported. ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  });
}

function defaultFile(name: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  return folder === undefined ? vscode.Uri.file(name) : vscode.Uri.joinPath(folder, name);
}
