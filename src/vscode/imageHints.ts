import * as vscode from "vscode";
import { inlayText, lensTexts } from "./imageLines";
import { currentImagesIn, numberOf } from "./images";
import type { Linter } from "./linter";
import { toRange } from "./translate";

/** What each base of a file is, and the best that could take its place, above its FROM. */
export async function provideLenses(
  linter: Linter,
  document: vscode.TextDocument,
): Promise<vscode.CodeLens[]> {
  const found = await currentImagesIn(linter, document);
  const shown = { document: numberOf(document), version: document.version };
  return (found?.images ?? []).flatMap((image) =>
    lensTexts(image).map(({ title, command, family }) => {
      const link = { ...shown, image: image.index, ...(family === null ? {} : { family }) };
      return new vscode.CodeLens(toRange(image.range), {
        title,
        command: command ?? "",
        arguments: [link],
      });
    }),
  );
}

/** Size and user of each image, behind its name. */
export async function provideInlays(
  linter: Linter,
  document: vscode.TextDocument,
  within: vscode.Range,
): Promise<vscode.InlayHint[]> {
  const found = await currentImagesIn(linter, document);
  return (found?.images ?? []).flatMap((image) => {
    const text = inlayText(image);
    const { end } = toRange(image.range);
    if (text === null || !within.contains(end)) return [];
    const hint = new vscode.InlayHint(end, text);
    hint.paddingLeft = true;
    hint.tooltip = "Size to pull, and the user that a container runs as where no USER changes it.";
    return [hint];
  });
}
