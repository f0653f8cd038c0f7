import * as vscode from "vscode";
import type { FileImage } from "./fileImages";
import { certainName, proposedName } from "./imageToShow";
import { asLink, imagesNearCursor, linkedImage } from "./linkedImage";
import type { Linter } from "./linter";

/** Two images by their names, as a person would type them. */
export interface NamedPair {
  readonly before: string;
  readonly after: string;
}

/**
 * The two images that are to be compared: those that are named, or an image and what could take its place, which a
 * link names; else what the person types, with the image at the cursor and the best that could take its place as
 * proposals. Null where there are none, which was then said.
 */
export async function imagesToCompare(
  linter: Linter,
  value: unknown,
  other: unknown,
): Promise<NamedPair | null> {
  if (typeof value === "string" && typeof other === "string")
    return { before: value, after: other };
  const link = asLink(value);
  if (typeof link.image === "number") {
    const target = await linkedImage(linter, link, sayChanged);
    const choice = target?.image.choices.find(
      ({ counterpart: { family, role } }) =>
        family === link.family && (link.role === undefined || role === link.role),
    );
    if (target === null || choice === undefined) return null;
    const before = certainName(target.image);
    return before === null ? null : { before, after: choice.target };
  }
  const [near] = (await imagesNearCursor(linter))?.near ?? [];
  const before = await ask("The image as it is now", proposedName(near), "node:24");
  if (before === null) return null;
  const after = await ask(
    "The image to compare it with",
    near !== undefined && before === proposedName(near) ? bestFor(near) : "",
    "dhi.io/node:24",
  );
  return after === null ? null : { before, after };
}

async function ask(what: string, value: string, placeHolder: string): Promise<string | null> {
  const typed = await vscode.window.showInputBox({
    title: "Compare Images",
    prompt: `${what}: an image of a registry, or oci: and the folder of an OCI layout`,
    placeHolder,
    value,
    ignoreFocusOut: true,
  });
  const name = typed?.trim() ?? "";
  return name === "" ? null : name;
}

function bestFor({ choices }: FileImage): string {
  return choices[0]?.target ?? "";
}

function sayChanged(): void {
  void vscode.window.showInformationMessage(
    "The file has changed since, so nothing was compared. Please try again.",
  );
}
