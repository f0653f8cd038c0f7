import * as vscode from "vscode";
import type { Raw } from "./panelSession";

export const rawScheme = "drydock-evidence";

/** Evidence that is open in editors, as text. */
export interface RawDocuments {
  /** Opens it beside the panel, read-only. */
  open(raw: Raw): Promise<void>;
  /** The text of one of ours. */
  textOf(uri: vscode.Uri): string;
}

/** The editor hands documents of over 50 MB to no extension; long before that it colours none. */
const largest = 40_000_000;
/** More than anybody reads at once; the text of an editor that is open is the editor's. */
const mostKept = 20;

export function createRawDocuments(): RawDocuments {
  const texts = new Map<string, string>();
  return {
    open: async ({ item, form, bytes }) => {
      const text = form === "found" ? decoded(bytes) : indented(decoded(bytes));
      const digest = item.digest.replace(/^sha\d+:/, "").slice(0, 12);
      const extension = /^\s*[{["]/.test(text) ? "json" : /^\s*</.test(text) ? "xml" : "txt";
      const uri = vscode.Uri.from({
        scheme: rawScheme,
        path: `/${item.kind}-${digest}${form === "found" ? ".found" : ""}.${extension}`,
      });
      const key = uri.toString();
      texts.delete(key);
      texts.set(key, text.length > largest ? tooLarge(text.length) : text);
      const [oldest] = texts.keys();
      if (texts.size > mostKept && oldest !== undefined) texts.delete(oldest);
      const document = await vscode.workspace.openTextDocument(uri);
      await vscode.window.showTextDocument(document, { preview: true });
    },
    textOf: (uri) => texts.get(uri.toString()) ?? gone,
  };
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
