import * as vscode from "vscode";
import type { LintSettings } from "../lint/settings";
import type { ProjectFacts } from "../project/facts";
import { createConfigurationFiles } from "./configurationFiles";
import { isForeign } from "./documents";
import { isAtOrIn, listNames, nameOf } from "./files";
import { foldersAround } from "./folders";
import { foreignSettings, mergeSettings, mirrorsOf } from "./lintSettings";
import { isSurrounding, surroundingsGlob } from "./projectContext";
import { createProjectFacts } from "./projectFacts";
import { remembered } from "./remembered";

/** What settings and the files around a Dockerfile decide and tell. */
export interface Surroundings {
  readonly settings: LintSettings;
  readonly project: ProjectFacts;
}

export interface SurroundingsReader extends vscode.Disposable {
  /** Null: Drydock is switched off here. */
  of(dockerfile: vscode.Uri): Promise<Surroundings | null>;
  /** Any answer given before may be wrong now. */
  readonly onDidChange: vscode.Event<void>;
}

/** Looks around Dockerfiles through VS Code's own file systems, and watches what was seen. */
export function createSurroundings(log: vscode.LogOutputChannel): SurroundingsReader {
  const changed = new vscode.EventEmitter<void>();
  const namesIn = remembered(listNames);
  const configurations = createConfigurationFiles(namesIn, log);
  const projects = createProjectFacts(namesIn);
  const change = batched(() => changed.fire(), 50);
  const forget = (): void => {
    namesIn.forget();
    configurations.forget();
    projects.forget();
    change.soon();
  };
  const watcher = vscode.workspace.createFileSystemWatcher(surroundingsGlob, false, false, true);
  // A folder that goes is one event, which names none of the files in it.
  const deletions = vscode.workspace.createFileSystemWatcher("**/*", true, true);
  const forgetIfSeen = (deleted: vscode.Uri): void => {
    const place = deleted.toString();
    const seen = [...configurations.files(), ...projects.files()];
    if (isSurrounding(nameOf(deleted)) || seen.some((file) => isAtOrIn(file, place))) forget();
  };
  const said = new Set<string>();
  const sayOnce = (problem: string): void => {
    if (said.has(problem)) return;
    said.add(problem);
    log.warn(problem);
    void vscode.window.showWarningMessage(problem);
  };
  const parts = [
    changed,
    change,
    configurations,
    projects,
    projects.onDidFind(change.soon),
    watcher,
    watcher.onDidChange(forget),
    watcher.onDidCreate(forget),
    deletions,
    deletions.onDidDelete(forgetIfSeen),
    // The watcher sees neither files outside the workspace nor every virtual file system.
    vscode.workspace.onDidSaveTextDocument(({ uri }) => {
      if (isSurrounding(nameOf(uri))) forget();
    }),
    vscode.workspace.onDidCreateFiles(forget),
    vscode.workspace.onDidDeleteFiles(forget),
    vscode.workspace.onDidRenameFiles(forget),
    vscode.workspace.onDidChangeWorkspaceFolders(forget),
    // What a file of the workspace says of mirrors counts from then on.
    vscode.workspace.onDidGrantWorkspaceTrust(() => changed.fire()),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("drydock")) changed.fire();
    }),
  ];
  return {
    async of(dockerfile) {
      const written = vscode.workspace.getConfiguration("drydock", dockerfile);
      if (written.get("enable") === false) return null;
      const around = await foldersAround(dockerfile);
      const { folders } = around;
      const [configuration, project] = await Promise.all([
        configurations.find(folders.length > 0 ? folders : onlyWorkspaceFolder()),
        projects.of(dockerfile, around),
      ]);
      const settings = mergeSettings(
        {
          profile: written.get("profile"),
          rules: written.get("rules"),
          targets: written.get("targets"),
          registries: written.get("registries"),
          family: written.get("family"),
          families: written.get("families"),
          mirrors: written.get("mirrors"),
        },
        configuration === null || vscode.workspace.isTrusted
          ? configuration
          : { ...configuration, mirrors: null },
      );
      mirrorsOf(written.get("mirrors")).problems.forEach(sayOnce);
      return {
        settings: isForeign({ uri: dockerfile }) ? foreignSettings(settings) : settings,
        project,
      };
    },
    onDidChange: changed.event,
    dispose: () => vscode.Disposable.from(...parts).dispose(),
  };
}

/** Where a new file will be saved is not known; with one folder open, its configuration is meant. */
function onlyWorkspaceFolder(): readonly vscode.Uri[] {
  const folders = vscode.workspace.workspaceFolders ?? [];
  return folders.length === 1 ? folders.map(({ uri }) => uri) : [];
}

/** Many events at once, such as those of a checkout, come to one. */
function batched(act: () => void, delayMs: number): vscode.Disposable & { soon(): void } {
  let timer: NodeJS.Timeout | undefined;
  const stop = (): void => clearTimeout(timer);
  return {
    soon() {
      stop();
      timer = setTimeout(act, delayMs);
    },
    dispose: stop,
  };
}
