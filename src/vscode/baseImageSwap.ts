import * as vscode from "vscode";
import type { Range } from "../dockerfile/position";
import { swapsPlan } from "../harden/plan";
import type { ListedPlace } from "./baseImageOverview";
import { placeKey, swapsOfImage, usedImages } from "./baseImages";
import type { BaseImageNode } from "./baseImageTree";
import { say } from "./hardenCommands";
import { previewPlans } from "./hardenWorkspace";
import { imagesIn, numberOf } from "./images";
import type { Linter } from "./linter";
import { chooseSwap } from "./swapCommands";
import { toRange } from "./translate";

/**
 * A swap from the view: at one place, what the command for an image offers; of an image that several places
 * use, the best for each of them, as one preview.
 */
export async function swapListed(
  linter: Linter,
  memory: vscode.Memento,
  node: BaseImageNode | null,
): Promise<void> {
  const places = node?.places ?? [];
  const [first, ...others] = places;
  if (first === undefined) return sayChoose();
  if (others.length === 0) return swapAt(linter, first);
  const files = new Map(places.map(({ file }) => [file.key, file]));
  const { name } = first.image;
  await previewPlans(linter, memory, [...files.values()], (request) =>
    swapsPlan(swapsOfImage(request, name)),
  );
}

/** `Show Evidence` from the view. */
export async function showListedEvidence(node: BaseImageNode | null): Promise<void> {
  const reference = node?.places[0]?.image.reference ?? null;
  if (reference === null) return sayChoose();
  await vscode.commands.executeCommand("drydock.showEvidence", reference);
}

function sayChoose(): void {
  say("Choose an image in the view Base Images first.");
}

async function swapAt(linter: Linter, { file, image }: ListedPlace): Promise<void> {
  const selection = toRange(image.range);
  const uri = vscode.Uri.parse(file.key, true);
  const { document } = await vscode.window.showTextDocument(uri, { selection });
  const found = await imagesIn(linter, document);
  const isHere = ({ range }: { readonly range: Range }): boolean =>
    placeKey(range) === placeKey(image.range);
  const here = found?.images.find(isHere);
  const used = found === null ? undefined : usedImages(found.linted.request).find(isHere);
  if (here === undefined || used?.name !== image.name)
    return say("The file has changed since, so nothing was swapped. Please choose again.");
  const shown = { document: numberOf(document), version: document.version };
  await chooseSwap(linter, { ...shown, image: here.index });
}
