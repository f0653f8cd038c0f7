import * as vscode from "vscode";
import { evidenceScheme } from "./documents";
import type { Raw } from "./panelEvidence";

/** Evidence that is open in editors, as text. */
export interface RawDocuments {
  /** Opens it beside the panel, read-only. */
  open(raw: Raw): Promise<void>;
  /**
   * Opens a Dockerfile that was embedded in evidence beside the panel, read-only. Nobody can mend it there, so lint
   * marks nothing in it but secrets: these are published.
   */
  openDockerfile(text: string, digest: string): Promise<void>;
  /** The text of one of ours. */
  textOf(uri: vscode.Uri): string;
}

/** The editor hands documents of over 50 MB to no extension; long before that it colours none. */
const largest = 40_000_000;
/** More than anybody reads at once; the text of an editor that is open is the editor's. */
const mostKept = 20;

export function createRawDocuments(): RawDocuments {
  const texts = new Map<string, string>();
  const show = async (
    path: string,
    text: string,
    column: vscode.ViewColumn,
    language: string | null,
  ): Promise<void> => {
    const uri = vscode.Uri.from({ scheme: evidenceScheme, path });
    const key = uri.toString();
    texts.delete(key);
    texts.set(key, text.length > largest ? tooLarge(text.length) : text);
    const [oldest] = texts.keys();
    if (texts.size > mostKept && oldest !== undefined) texts.delete(oldest);
    const opened = await vscode.workspace.openTextDocument(uri);
    // Another extension may have taken the name for a language of its own, or none may know it.
    const document =
      language === null || opened.languageId === language
        ? opened
        : await vscode.languages.setTextDocumentLanguage(opened, language);
    await vscode.window.showTextDocument(document, { preview: true, viewColumn: column });
  };
  return {
    open: async ({ item, form, bytes }) => {
      const text = form === "found" ? decoded(bytes) : indented(decoded(bytes));
      const extension = /^\s*[{["]/.test(text) ? "json" : /^\s*</.test(text) ? "xml" : "txt";
      const name = `${item.kind}-${shortOf(item.digest)}${form === "found" ? ".found" : ""}`;
      await show(`/${name}.${extension}`, text, vscode.ViewColumn.Active, null);
    },
    openDockerfile: (text, digest) =>
      show(`/${shortOf(digest)}/Dockerfile`, text, vscode.ViewColumn.Beside, "dockerfile"),
    textOf: (uri) => texts.get(uri.toString()) ?? gone,
  };
}

function shortOf(digest: string): string {
  return digest.replace(/^sha\d+:/, "").slice(0, 12);
}

const gone = "This evidence is no longer at hand. Open it again from the panel.\n";

function tooLarge(length: number): string {
  const size = (length / 1_000_000).toFixed(0);
  return `This evidence has ${size} MB, more than an editor shows. The command line writes it to a file:\n\n    drydock inspect IMAGE --sbom FILE\n`;
}

function decoded(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

/** JSON with a line for each part; anything else as it is. */
function indented(text: string): string {
  try {
    return `${JSON.stringify(JSON.parse(text), null, 2)}\n`;
  } catch {
    return text;
  }
}
