import * as vscode from "vscode";
import { imageAt } from "./fileImages";
import { hoverCommands, imageHoverText } from "./imageHoverText";
import { currentImagesIn, numberOf } from "./images";
import type { Linter } from "./linter";
import { toRange } from "./translate";

/** A hover on the name of an image: what it is, and what could take its place. */
export async function provideHover(
  linter: Linter,
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<vscode.Hover | null> {
  const found = await currentImagesIn(linter, document);
  const image = found === null ? null : imageAt(found.images, position);
  if (found === null || image === null) return null;
  const shown = { document: numberOf(document), version: document.version };
  const text = imageHoverText(image, found.linted.request, shown);
  if (text === null) return null;
  const markdown = new vscode.MarkdownString(text);
  markdown.isTrusted = { enabledCommands: hoverCommands };
  const range = image.ranges.map(toRange).find((one) => one.contains(position));
  return new vscode.Hover(markdown, range);
}
