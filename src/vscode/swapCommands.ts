import * as vscode from "vscode";
import { swapEdits, type Choice, type FileImage } from "./fileImages";
import type { DocumentImages } from "./images";
import { asLink, imagesNearCursor, linkedImage, type Target } from "./linkedImage";
import type { Linter } from "./linter";
import { plain } from "./markdown";
import { heading, nothingText, obstacleText, swapItems, type SwapItem } from "./swapItems";
import { toWorkspaceEdit } from "./translate";

/** The swap that a link in a hover names. */
export async function swapLinked(linter: Linter, value: unknown): Promise<void> {
  const link = asLink(value);
  const target = await linkedImage(linter, link, sayChanged);
  if (target === null) return;
  const choice = target.image.choices.find(
    ({ counterpart: { family, role } }) =>
      family === link.family && (link.role === undefined || role === link.role),
  );
  if (choice !== undefined) await swap(target, choice);
}

/** `Drydock: Swap Base Image…`: of the image under the cursor, else of all that the file names. */
export async function chooseSwap(linter: Linter, value: unknown): Promise<void> {
  const link = asLink(value);
  const target =
    typeof link.image === "number" ? await linkedImage(linter, link, sayChanged) : null;
  if (target !== null) return choose(target.document, target.found, [target.image]);
  if (typeof link.image === "number") return;
  const shown = await imagesNearCursor(linter);
  if (shown === null) return;
  const { document, found, near } = shown;
  await choose(document, found, near.length === 0 ? found.images : near);
}

interface PickItem extends vscode.QuickPickItem {
  readonly swap?: SwapItem;
}

async function choose(
  document: vscode.TextDocument,
  found: DocumentImages,
  images: readonly FileImage[],
): Promise<void> {
  const isOne = images.length === 1;
  const items = images.flatMap((image): PickItem[] => [
    ...(isOne ? [] : [{ label: heading(image), kind: vscode.QuickPickItemKind.Separator }]),
    ...swapItems(image).map((one): PickItem => {
      const { label, description, detail } = one;
      return { label, description, detail, swap: one };
    }),
  ]);
  if (!items.some((item) => item.swap !== undefined)) {
    void vscode.window.showInformationMessage(nothingText(images));
    return;
  }
  const [only, ...others] = images;
  const picked = await vscode.window.showQuickPick(items, {
    title: "Swap Base Image",
    placeHolder:
      only !== undefined && others.length === 0
        ? `Take the place of ${plain(only.name)} with`
        : "The image to write into the file",
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (picked?.swap === undefined) return;
  await swap({ document, found, image: picked.swap.image }, picked.swap.choice);
}

/** Writes the image into the file, asking first where something would break. */
async function swap({ document, found, image }: Target, choice: Choice): Promise<void> {
  const { linted } = found;
  const isBlocked = choice.obstacles.length > 0;
  if (isBlocked && !(await isMeant(image, choice))) return;
  if (document.isClosed || document.version !== linted.version) return sayChanged();
  const { counterpart, target } = choice;
  const edits = swapEdits(linted.request, image, counterpart, isBlocked);
  const isDone =
    edits.length > 0 && (await vscode.workspace.applyEdit(toWorkspaceEdit(document.uri, edits)));
  if (!isDone) return sayChanged();
  const [login] = choice.warnings.filter(({ code }) => code === "login");
  const text = `${image.name} is now ${target}.${login === undefined ? "" : ` ${login.message}`}`;
  vscode.window.setStatusBarMessage(plain(text), 10_000);
}

/** What would break is listed before it is done; what the text can't name is only said. */
async function isMeant(image: FileImage, choice: Choice): Promise<boolean> {
  const detail = obstacleText(choice);
  if (choice.refused !== null) {
    const message = `${plain(choice.target)} can't be written in place of ${plain(image.name)}.`;
    await vscode.window.showWarningMessage(message, { modal: true, detail });
    return false;
  }
  const message = `With ${plain(choice.target)} the build would fail, or the container would not do what it does today.`;
  const answer = "Swap Anyway";
  return (
    (await vscode.window.showWarningMessage(message, { modal: true, detail }, answer)) === answer
  );
}

function sayChanged(): void {
  void vscode.window.showInformationMessage(
    "The file has changed since, so nothing was swapped. Please choose again.",
  );
}
