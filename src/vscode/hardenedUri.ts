import * as vscode from "vscode";
import { hardenedScheme } from "./documents";

/** Where the hardened version of a document is to be had: under the same name, so as the same language. */
export function hardenedUri({ uri }: vscode.TextDocument): vscode.Uri {
  const path = uri.path.startsWith("/") ? uri.path : `/${uri.path}`;
  return vscode.Uri.from({ scheme: hardenedScheme, path, query: uri.toString() });
}

/** The open document of which a URI is the hardened version; null where none is open, or it is none of ours. */
export function originalOf({ scheme, query }: vscode.Uri): vscode.TextDocument | null {
  if (scheme !== hardenedScheme) return null;
  // Compared with what is open, never opened: anybody can write such a URI.
  return vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === query) ?? null;
}
