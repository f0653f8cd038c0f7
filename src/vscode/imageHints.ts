import * as vscode from "vscode";
import { contextOf } from "../lint/reading";
import type { LintRequest } from "../lint/result";
import { isDockerfile, isForeign } from "./documents";
import type { Shown } from "./imageHoverText";
import { inlayText, lensTexts } from "./imageLines";
import { currentImagesIn, numberOf } from "./images";
import type { Linter } from "./linter";
import { planAtHand } from "./plans";
import { toRange } from "./translate";

/** What each base of a file is, and the best that could take its place, above its FROM; above the first, the plan. */
export async function provideLenses(
  linter: Linter,
  document: vscode.TextDocument,
): Promise<vscode.CodeLens[]> {
  const found = await currentImagesIn(linter, document);
  if (found === null) return [];
  const shown = { document: numberOf(document), version: document.version };
  const lenses = found.images.flatMap((image) =>
    lensTexts(image).map(({ title, command, family }) => {
      const link = { ...shown, image: image.index, ...(family === null ? {} : { family }) };
      return new vscode.CodeLens(toRange(image.range), {
        title,
        command: command ?? "",
        arguments: [link],
      });
    }),
  );
  const plan =
    isDockerfile(document) && !isForeign(document) ? planLens(found.linted.request, shown) : [];
  return [...plan, ...lenses];
}

function planLens(request: LintRequest, shown: Shown): readonly vscode.CodeLens[] {
  const { dockerfile } = contextOf(request);
  const [first] = dockerfile.stages;
  const changes = planAtHand(request)?.changes ?? [];
  if (first === undefined || changes.length === 0) return [];
  const command = "drydock.hardenDockerfile";
  const range = toRange(dockerfile.rangeOf(first.from.keywordSpan));
  return [
    new vscode.CodeLens(range, { title: "Harden this Dockerfile", command, arguments: [shown] }),
  ];
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
