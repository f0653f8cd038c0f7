import * as vscode from "vscode";
import { baseImagesMarkdown } from "./baseImageMarkdown";
import { isSaved, overviewOf } from "./baseImageOverview";
import { baseImagesSarif } from "./baseImageSarif";
import type { ImageSearch } from "./baseImageSearch";

interface FormatItem extends vscode.QuickPickItem {
  readonly language: "markdown" | "json";
}

const formats: readonly FormatItem[] = [
  {
    label: "Markdown",
    detail: "For people: a table of each state, with every place.",
    language: "markdown",
  },
  {
    label: "SARIF",
    detail: "For code scanning: what has reached its end of life, and what can be hardened.",
    language: "json",
  },
];

/**
 * `Drydock: Report on Base Images…`: what the view shows, as a new document in a format that a person chooses.
 *
 * @param catalogDate null where the catalog can't be read
 * @param version that of Drydock
 */
export async function reportBaseImages(
  search: ImageSearch,
  catalogDate: string | null,
  version: string,
): Promise<void> {
  const options = {
    title: "Report on Base Images",
    placeHolder: "The format of the report",
    matchOnDetail: true,
  };
  const format = await vscode.window.showQuickPick(formats, options);
  if (format === undefined) return;
  const { language } = format;
  const { state } = search;
  // Code scanning shows results in files, which documents that were never saved have none of.
  const saved = [...search.files()].filter(isSaved);
  const missing = state.kind === "partly" ? state.why : null;
  const content =
    language === "markdown"
      ? baseImagesMarkdown(search.overview(), catalogDate, missing)
      : baseImagesSarif(saved, overviewOf(saved), version);
  const document = await vscode.workspace.openTextDocument({ language, content });
  await vscode.window.showTextDocument(document, { preview: false });
}
