import * as vscode from "vscode";
import { isForeign, isLinted } from "./documents";
import { imagesOf, type FileImage } from "./fileImages";
import type { Linted, Linter } from "./linter";

/** The images of a document, as of one version of it. */
export interface DocumentImages {
  readonly linted: Linted;
  readonly images: readonly FileImage[];
}

/** Reads the images of a document; null where Drydock is off or the document is none of ours. */
export async function imagesIn(
  linter: Linter,
  document: vscode.TextDocument,
): Promise<DocumentImages | null> {
  if (!isLinted(document)) return null;
  const linted = await linter.lint(document);
  if (linted === null) return null;
  const images = imagesOf(linted.request);
  const kept = "This text came with evidence, and can't be changed here.";
  return {
    linted,
    images: isForeign(document) ? images.map((one) => ({ ...one, choices: [], kept })) : images,
  };
}

/** The same, but null as well where the document went on while it was read: its places are others then. */
export async function currentImagesIn(
  linter: Linter,
  document: vscode.TextDocument,
): Promise<DocumentImages | null> {
  const found = await imagesIn(linter, document);
  return found?.linted.version === document.version ? found : null;
}

const numbers = new WeakMap<vscode.TextDocument, number>();
let last = 0;

/** A number for a document, with which a link can name it without saying anything that is in it. */
export function numberOf(document: vscode.TextDocument): number {
  const known = numbers.get(document);
  if (known !== undefined) return known;
  numbers.set(document, ++last);
  return last;
}

/** The open document of a number. */
export function documentOf(number: unknown): vscode.TextDocument | null {
  return vscode.workspace.textDocuments.find((one) => numbers.get(one) === number) ?? null;
}
