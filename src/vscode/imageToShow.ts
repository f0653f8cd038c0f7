import * as vscode from "vscode";
import { familiarReference } from "../image/reference";
import type { FileImage } from "./fileImages";
import { asLink, imagesNearCursor, linkedImage } from "./linkedImage";
import type { Linter } from "./linter";
import { plain } from "./markdown";

/**
 * The image whose evidence is to be shown: the one that a link names, or, where it was asked for in the menu of
 * a file, the one at the cursor. Else it is what the person types, with that as a proposal. Null where there is
 * none, which was then said.
 */
export async function imageToShow(linter: Linter, value: unknown): Promise<string | null> {
  const link = asLink(value);
  if (typeof link.image === "number") {
    const target = await linkedImage(linter, link, sayChanged);
    if (target === null) return null;
    return certainName(target.image);
  }
  const [near] = (await imagesNearCursor(linter))?.near ?? [];
  if (value instanceof vscode.Uri && near !== undefined) return certainName(near);
  const typed = await vscode.window.showInputBox({
    title: "Show Image Evidence",
    prompt: "An image of a registry, or oci: and the folder of an OCI layout",
    placeHolder: "dhi.io/python:3.13",
    value: proposedName(near),
    ignoreFocusOut: true,
  });
  const name = typed?.trim() ?? "";
  return name === "" ? null : name;
}

/** The name of an image to begin with; empty where there is none that a registry would know. */
export function proposedName(near: FileImage | undefined): string {
  return near?.reference == null || near.isLocal ? "" : familiarReference(near.reference);
}

/** The name by which a registry knows an image; null where there is none, which is then said. */
export function certainName({ name, reference, isLocal }: FileImage): string | null {
  if (reference !== null && !isLocal) return familiarReference(reference);
  const reason = isLocal
    ? `${plain(name)} is an image of this machine, so no registry has evidence of it.`
    : `Which image ${plain(name)} is depends on a build argument.`;
  void vscode.window.showInformationMessage(reason);
  return null;
}

function sayChanged(): void {
  void vscode.window.showInformationMessage(
    "The file has changed since, so nothing was shown. Please try again.",
  );
}
