import * as vscode from "vscode";
import { registerBaseImages } from "./vscode/baseImageFeatures";
import { createCatalogReader } from "./vscode/catalog";
import { publishDiagnostics } from "./vscode/diagnostics";
import { registerFixFeatures } from "./vscode/fixFeatures";
import { registerHardenFeatures } from "./vscode/hardenFeatures";
import { registerEvidence } from "./vscode/evidenceCommands";
import { registerImageFeatures } from "./vscode/imageFeatures";
import { showLanguageStatus } from "./vscode/languageStatus";
import { createLiveImages } from "./vscode/liveImages";
import { createLinter } from "./vscode/linter";
import { registerLintWorkspace } from "./vscode/lintWorkspace";
import { showRegistryStatus } from "./vscode/registryStatus";
import { createRuleUri, registerRulePages } from "./vscode/rulePages";
import { createSurroundings } from "./vscode/surroundings";

/** Builds the parts and connects them. */
export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel("Drydock", { log: true });
  context.subscriptions.push(log);
  try {
    start(context, log);
  } catch (error) {
    log.error("Drydock could not start.", error);
    void vscode.window.showErrorMessage("Drydock could not start. Its log says why.");
    throw error;
  }
}

function start(
  { extension, extensionUri, globalState, subscriptions }: vscode.ExtensionContext,
  log: vscode.LogOutputChannel,
): void {
  const keep = <T extends vscode.Disposable>(part: T): T => {
    subscriptions.push(part);
    return part;
  };
  const readCatalog = createCatalogReader(extensionUri, log);
  const ruleUri = createRuleUri(extension.id);
  const surroundings = keep(createSurroundings(log));
  const linter = keep(createLinter(surroundings, readCatalog, log));
  const publisher = keep(publishDiagnostics(linter, surroundings.onDidChange, ruleUri, log));
  keep(registerFixFeatures(linter));
  keep(showLanguageStatus(publisher, readCatalog));
  keep(registerLintWorkspace(linter, surroundings.onDidChange, ruleUri, log));
  keep(registerRulePages(extensionUri));
  keep(vscode.commands.registerCommand("drydock.showLog", () => log.show()));
  const live = keep(createLiveImages(log));
  keep(showRegistryStatus(live));
  keep(registerImageFeatures(linter, surroundings.onDidChange, live));
  keep(registerHardenFeatures(linter, surroundings.onDidChange, globalState));
  keep(registerEvidence({ extension: extensionUri, readCatalog, live, log }, linter));
  const { version } = extension.packageJSON as { version: string };
  const { onDidChange } = surroundings;
  keep(registerBaseImages({ linter, onDidChange, memory: globalState, readCatalog, version, log }));
  log.info(`Drydock ${version} is ready.`);
}
