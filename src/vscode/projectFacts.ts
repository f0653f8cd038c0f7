import * as vscode from "vscode";
import { noProjectFacts, type ProjectFacts } from "../project/facts";
import { ignoreFilePaths } from "../project/ignoreFile";
import type { ProjectBuilds } from "../project/targets";
import { exists, folderOf, nameOf, pathOf, readText, uriAt } from "./files";
import type { Folders } from "./folders";
import { holdsSources, isProjectFile } from "../project/names";
import { projectFileGlob } from "./projectContext";
import { remembered, type Remembered } from "./remembered";

/** What the files around Dockerfiles say of them; each file is read once. */
export interface ProjectFactsReader extends vscode.Disposable {
  of(dockerfile: vscode.Uri, around: Folders): Promise<ProjectFacts>;
  /** Compose or bake files turned up elsewhere in the workspace: earlier answers may be wrong. */
  readonly onDidFind: vscode.Event<void>;
  forget(): void;
  /** The files that answers came from, as the text of their URIs. */
  files(): readonly string[];
}

/** @param namesIn The names in a folder. */
export function createProjectFacts(
  namesIn: Remembered<vscode.Uri, ReadonlySet<string>>,
): ProjectFactsReader {
  const found = new vscode.EventEmitter<void>();
  const elsewhere = new Map<string, readonly vscode.Uri[]>();
  let searches = new vscode.CancellationTokenSource();

  /** The search may take long in a large workspace, so nobody waits for it. */
  const filesElsewhere = (dockerfile: vscode.Uri): readonly vscode.Uri[] => {
    const folder = vscode.workspace.getWorkspaceFolder(dockerfile);
    if (folder === undefined) return [];
    const key = folder.uri.toString();
    const known = elsewhere.get(key);
    if (known !== undefined) return known;
    elsewhere.set(key, []);
    const { token } = searches;
    void search(folder, token).then((files) => {
      if (token.isCancellationRequested || files.length === 0) return;
      elsewhere.set(key, files);
      found.fire();
    });
    return [];
  };

  const buildsOf = remembered(readBuildsOf);
  return {
    async of(dockerfile, { folders, reachRoot }) {
      const [folder] = folders;
      if (folder === undefined) return noProjectFacts;
      const near = await Promise.all(folders.map((above) => projectFilesIn(above, namesIn)));
      const files = [...near.flat(), ...filesElsewhere(dockerfile)].map((file) => file.toString());
      const builds = await buildsOf([...new Set(files)].sort().join("\n"));
      const isRoot = reachRoot && folders.length === 1;
      return factsOf(dockerfile, builds, isRoot || holdsSources(await namesIn(folder)));
    },
    onDidFind: found.event,
    files: () => buildsOf.asked().flatMap((list) => list.split("\n")),
    forget() {
      buildsOf.forget();
      elsewhere.clear();
      searches.cancel();
      searches.dispose();
      searches = new vscode.CancellationTokenSource();
    },
    dispose() {
      searches.cancel();
      searches.dispose();
      found.dispose();
    },
  };
}

/** Enough for every project seen, and few enough to read at once. */
const mostFiles = 200;

async function search(
  folder: vscode.WorkspaceFolder,
  token: vscode.CancellationToken,
): Promise<readonly vscode.Uri[]> {
  const pattern = new vscode.RelativePattern(folder, projectFileGlob);
  try {
    const files = await vscode.workspace.findFiles(pattern, undefined, mostFiles, token);
    return files.filter(({ path }) => !path.includes("/node_modules/"));
  } catch {
    // Some file systems can't be searched.
    return [];
  }
}

async function projectFilesIn(
  folder: vscode.Uri,
  namesIn: Remembered<vscode.Uri, ReadonlySet<string>>,
): Promise<readonly vscode.Uri[]> {
  const names = [...(await namesIn(folder))].filter(isProjectFile);
  return names.map((name) => vscode.Uri.joinPath(folder, name));
}

/** What the files of a list, one URI on a line, build; null where there are none. */
async function readBuildsOf(list: string): Promise<ProjectBuilds | null> {
  if (list === "") return null;
  const { isProjectFile, readBuilds } = await import("./project.js");
  const uris = list.split("\n").map((uri) => vscode.Uri.parse(uri, true));
  const files = await Promise.all(
    uris
      .filter((uri) => isProjectFile(nameOf(uri)))
      .map(async (uri) => ({ path: pathOf(uri), text: await readText(uri) })),
  );
  return readBuilds(files.flatMap(({ path, text }) => (text === null ? [] : [{ path, text }])));
}

/** @param ownContext Whether the Dockerfile's own folder is its context where no file names one. */
async function factsOf(
  dockerfile: vscode.Uri,
  builds: ProjectBuilds | null,
  ownContext: boolean,
): Promise<ProjectFacts> {
  if (builds !== null) {
    const { findFacts } = await import("./project.js");
    const { targets, contexts } = findFacts(builds, pathOf(dockerfile));
    if (contexts.length > 0) {
      const ignoring = await Promise.all(
        contexts.map((context) => isIgnoring(dockerfile, context)),
      );
      const [context = null, ...others] = contexts;
      return {
        targets,
        contextKnown: true,
        hasIgnoreFile: ignoring.every(Boolean),
        context: others.length === 0 ? context : null,
      };
    }
  }
  if (!ownContext) return noProjectFacts;
  const hasIgnoreFile = await isIgnoring(dockerfile, pathOf(folderOf(dockerfile)));
  return { targets: [], contextKnown: true, hasIgnoreFile };
}

async function isIgnoring(dockerfile: vscode.Uri, context: string): Promise<boolean> {
  const places = ignoreFilePaths(pathOf(dockerfile), context);
  const found = await Promise.all(places.map((path) => exists(uriAt(dockerfile, path))));
  return found.some(Boolean);
}
