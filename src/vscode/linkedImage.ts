import * as vscode from "vscode";
import { isLinted } from "./documents";
import { imageAt, type FileImage } from "./fileImages";
import { documentOf, type DocumentImages, imagesIn } from "./images";
import type { Linter } from "./linter";

/** Numbers that a link of ours carries; anybody can make a link, so all of it is compared with what there is. */
export interface Link {
  readonly document?: unknown;
  readonly version?: unknown;
  readonly image?: unknown;
  readonly family?: unknown;
  /** Left out: the first image of the family. */
  readonly role?: unknown;
}

export const asLink = (value: unknown): Link =>
  typeof value === "object" && value !== null ? value : {};

/** An image of a document, as both were when a person was shown them. */
export interface Target {
  readonly document: vscode.TextDocument;
  readonly found: DocumentImages;
  readonly image: FileImage;
}

/** The image that a link names; null, and said, where the document went on since. */
export async function linkedImage(
  linter: Linter,
  link: Link,
  sayChanged: () => void,
): Promise<Target | null> {
  const document = documentOf(link.document);
  if (document === null) return null;
  const found = await imagesIn(linter, document);
  const image = found?.images.find(({ index }) => index === link.image);
  if (document.version !== link.version || found?.linted.version !== link.version) {
    sayChanged();
    return null;
  }
  return image === undefined ? null : { document, found, image };
}

/** The images of the shown file, and those of them that the cursor is on, or else on its line. */
export async function imagesNearCursor(linter: Linter): Promise<{
  readonly document: vscode.TextDocument;
  readonly found: DocumentImages;
  readonly near: readonly FileImage[];
} | null> {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined || !isLinted(editor.document)) return null;
  const found = await imagesIn(linter, editor.document);
  if (found === null) return null;
  const { active } = editor.selection;
  const here = imageAt(found.images, active);
  const onLine = found.images.filter(({ range }) => range.start.line === active.line);
  return { document: editor.document, found, near: here === null ? onLine : [here] };
}
