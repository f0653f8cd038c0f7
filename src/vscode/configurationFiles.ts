import * as vscode from "vscode";
import { rules } from "../lint/rules/index";
import type { Configuration, ConfigurationProblem } from "../project/configuration";
import { nameOf, readText } from "./files";
import { mirrorProblem } from "../image/mirrors";
import { families } from "../lint/settings";
import { configurationNames } from "../project/names";
import { remembered, type Remembered } from "./remembered";

/** The `.drydock.yaml` files, read once; what is wrong with one is shown in the file itself. */
export interface ConfigurationFiles extends vscode.Disposable {
  /** The nearest one in these folders, null where there is none. A bad one counts as far as it goes. */
  find(folders: readonly vscode.Uri[]): Promise<Configuration | null>;
  forget(): void;
  /** The files that answers came from, as the text of their URIs. */
  files(): readonly string[];
}

/** @param namesIn The names in a folder. */
export function createConfigurationFiles(
  namesIn: Remembered<vscode.Uri, ReadonlySet<string>>,
  log: vscode.LogOutputChannel,
): ConfigurationFiles {
  const problems = vscode.languages.createDiagnosticCollection("drydock-configuration");
  const read = remembered(async (file: vscode.Uri): Promise<Configuration | null> => {
    const text = await readText(file);
    if (text === null) {
      problems.delete(file);
      return null;
    }
    const { readConfiguration } = await import("./project.js");
    const known = { rules: rules.map(({ id }) => id), families, mirrorProblem };
    const reading = readConfiguration(text, vscode.workspace.asRelativePath(file), known);
    problems.set(file, toDiagnostics(text, reading.problems));
    for (const { file: name, line, message } of reading.problems)
      log.warn(`${name}:${line + 1}: ${message}`);
    return reading.configuration;
  });
  const checkIfOne = (document: vscode.TextDocument): void => {
    if (configurationNames.includes(nameOf(document.uri))) void read(document.uri);
  };
  const opened = vscode.workspace.onDidOpenTextDocument(checkIfOne);
  vscode.workspace.textDocuments.forEach(checkIfOne);
  return {
    async find(folders) {
      for (const folder of folders) {
        const names = await namesIn(folder);
        const name = configurationNames.find((candidate) => names.has(candidate));
        if (name !== undefined) return read(vscode.Uri.joinPath(folder, name));
      }
      return null;
    },
    files: read.asked,
    forget() {
      read.forget();
      // A file that was repaired or removed must not keep its problems until somebody asks for it.
      problems.forEach((file) => void read(file));
      vscode.workspace.textDocuments.forEach(checkIfOne);
    },
    dispose() {
      opened.dispose();
      problems.dispose();
    },
  };
}

function toDiagnostics(
  text: string,
  problems: readonly ConfigurationProblem[],
): vscode.Diagnostic[] {
  const lines = text.split(/\r\n|\r|\n/);
  return problems.map(({ line, message }) => {
    const written = lines[line] ?? "";
    const start = written.length - written.trimStart().length;
    const end = written.replace(/\s+#.*$/, "").trimEnd().length;
    const range = new vscode.Range(line, start, line, Math.max(start, end));
    const diagnostic = new vscode.Diagnostic(range, message, vscode.DiagnosticSeverity.Error);
    diagnostic.source = "drydock";
    return diagnostic;
  });
}
