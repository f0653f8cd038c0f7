import * as vscode from "vscode";
import type { Catalog } from "../image/catalog";
import type { LintState, Publisher } from "./diagnostics";
import { isLinted, selector } from "./documents";

/** What the last lint of the shown Dockerfile came to, in the language status of the editor. */
export function showLanguageStatus(
  publisher: Publisher,
  readCatalog: () => Promise<Catalog | null>,
): vscode.Disposable {
  const item = vscode.languages.createLanguageStatusItem("drydock", selector);
  item.name = "Drydock";
  item.command = { title: "Show Log", command: "drydock.showLog" };
  item.text = "Drydock";
  const show = async (): Promise<void> => {
    const document = vscode.window.activeTextEditor?.document;
    if (document === undefined || !isLinted(document)) return;
    const state = publisher.stateOf(document.uri);
    item.busy = state === undefined;
    if (state === undefined) return;
    item.text = `Drydock: ${describe(state)}`;
    item.severity =
      state.kind === "failed"
        ? vscode.LanguageStatusSeverity.Error
        : vscode.LanguageStatusSeverity.Information;
    if (state.kind !== "linted") {
      item.detail = state.kind === "off" ? "Setting drydock.enable" : "See the log";
      return;
    }
    const catalog = await readCatalog();
    item.detail =
      catalog === null || catalog.problem != null
        ? "Without an image catalog"
        : (await import("./harden.js")).catalogText(catalog, new Date());
  };
  return vscode.Disposable.from(
    item,
    vscode.window.onDidChangeActiveTextEditor(show),
    publisher.onDidPublish(show),
  );
}

function describe(state: LintState): string {
  if (state.kind === "off") return "off";
  if (state.kind === "failed") return "could not lint this file";
  const { findings, problems } = state;
  const parts = [
    ...(problems > 0 ? [count(problems, "syntax error")] : []),
    ...(findings > 0 ? [count(findings, "finding")] : []),
  ];
  return parts.length === 0 ? "no findings" : parts.join(", ");
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
