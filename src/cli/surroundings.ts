import { configurationNames, holdsSources } from "../project/names";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { rules } from "../lint/rules/index";
import { mirrorProblem } from "../image/mirrors";
import { defaultSettings, families, mergeFamilies, type LintSettings } from "../lint/settings";
import type { Configuration } from "../project/configuration";
import { noProjectFacts, type ProjectFacts } from "../project/facts";
import { ignoreFilePaths } from "../project/ignoreFile";
import type { ProjectBuilds } from "../project/targets";
import { UsageError } from "./command";
import type { SelectedFile } from "./files";
import type { LintOptions } from "./options";
import { foldersUpTo, repositoryRoot, shownPath } from "./paths";
import { describeFailure, isFile, readWhole } from "./read";
import type { Terminal } from "./terminal";
import { visible } from "./visible";

/** What the files around a Dockerfile decide and tell. */
export interface Surroundings {
  readonly settings: LintSettings;
  readonly project: ProjectFacts;
}

/**
 * Looks around Dockerfiles, up to the root of the repository or the working directory and never
 * beyond. Each file is read once; code that needs the YAML library is loaded when there is such a file.
 */
export async function createSurroundings(
  options: LintOptions,
  terminal: Terminal,
): Promise<(file: SelectedFile) => Promise<Surroundings>> {
  const { workingDirectory } = terminal;
  const boundaryOf = remembered((folder) => topmost(folder, workingDirectory));
  const named = options.config === undefined ? null : await readNamed(options.config, terminal);
  const namesIn = remembered(listNames);
  const mayBeContext = remembered((folder) => {
    const isRoot =
      folder === boundaryOf(folder) &&
      (folder === workingDirectory || repositoryRoot(folder) !== null);
    return isRoot || holdsSources(namesIn(folder));
  });
  const projectFilesIn = remembered((folder) => projectFiles(folder, namesIn(folder)));
  const configurationIn = remembered((folder) =>
    readConfigurationIn(folder, namesIn(folder), terminal),
  );

  const settingsOf = remembered(async (folder): Promise<LintSettings> => {
    if (named !== null) return toSettings(named, options);
    for (const above of foldersUpTo(folder, boundaryOf(folder))) {
      const found = await configurationIn(above);
      if (found !== null) return toSettings(found, options);
    }
    return toSettings(null, options);
  });

  const buildsOf = remembered(readBuildsOf);
  const buildsFor = (folder: string): Promise<ProjectBuilds | null> => {
    const folders = foldersUpTo(folder, boundaryOf(folder));
    // Folders that share their compose and bake files share what these say.
    return buildsOf(folders.flatMap(projectFilesIn).join("\0"));
  };

  return async ({ absolute }) => {
    if (absolute === null) {
      return { settings: await settingsOf(workingDirectory), project: noProjectFacts };
    }
    const folder = path.dirname(absolute);
    const settings = await settingsOf(folder);
    const builds = await buildsFor(folder);
    return { settings, project: await factsOf(absolute, builds, mayBeContext(folder)) };
  };
}

/** The topmost folder whose files may say something about those in `folder`. */
function topmost(folder: string, workingDirectory: string): string {
  const root = repositoryRoot(folder);
  if (root !== null) return root;
  const folders = foldersUpTo(folder, workingDirectory);
  return folders.at(-1) ?? folder;
}

function toSettings(configuration: Configuration | null, options: LintOptions): LintSettings {
  return {
    profile: configuration?.profile ?? defaultSettings.profile,
    rules: { ...configuration?.rules, ...options.rules },
    targets: options.targets.length > 0 ? options.targets : (configuration?.targets ?? []),
    registries: {
      allow: configuration?.registries.allow ?? [],
      deny: configuration?.registries.deny ?? [],
    },
    ...mergeFamilies(configuration, null),
    mirrors: { ...configuration?.mirrors, ...options.mirrors },
    requireDigest: configuration?.requireDigest ?? defaultSettings.requireDigest,
  };
}

async function readNamed(given: string, terminal: Terminal): Promise<Configuration> {
  try {
    return await readConfigurationFile(path.resolve(terminal.workingDirectory, given), terminal);
  } catch (error) {
    throw new UsageError(`--config: ${visible(given)} ${describeFailure(error)}.`, {
      cause: error,
    });
  }
}

async function readConfigurationIn(
  folder: string,
  names: ReadonlySet<string>,
  terminal: Terminal,
): Promise<Configuration | null> {
  const name = configurationNames.find((candidate) => names.has(candidate));
  if (name === undefined) return null;
  const file = path.join(folder, name);
  try {
    return await readConfigurationFile(file, terminal);
  } catch (error) {
    const shown = visible(shownPath(file, terminal.workingDirectory));
    terminal.complain(`${shown} ${describeFailure(error)}; the defaults apply.`);
    const { emptyConfiguration } = await import("./projectFiles.js");
    return emptyConfiguration;
  }
}

/** Reads a configuration and tells its problems, once. */
async function readConfigurationFile(file: string, terminal: Terminal): Promise<Configuration> {
  const text = Buffer.from(readWhole(file)).toString("utf8");
  const { readConfiguration } = await import("./projectFiles.js");
  const { configuration, problems } = readConfiguration(
    text,
    shownPath(file, terminal.workingDirectory),
    { rules: rules.map(({ id }) => id), families, mirrorProblem },
  );
  for (const problem of problems) {
    terminal.complain(`${visible(problem.file)}:${problem.line + 1}: ${visible(problem.message)}`);
  }
  return configuration;
}

/** Paths that may be compose and bake files; wider than what src/project takes, which is not loaded to ask. */
function projectFiles(folder: string, names: ReadonlySet<string>): readonly string[] {
  return [...names]
    .filter((name) => /^(?:docker-)?compose\..*ya?ml$|^docker-bake\./.test(name))
    .map((name) => path.join(folder, name));
}

/** What the files of a list, parted by NUL, build; null where there are none. */
async function readBuildsOf(list: string): Promise<ProjectBuilds | null> {
  if (list === "") return null;
  const { isProjectFile, readBuilds } = await import("./projectFiles.js");
  const files = list.split("\0").flatMap((file) => {
    const text = isProjectFile(path.basename(file)) ? readText(file) : null;
    return text === null ? [] : [{ path: file, text }];
  });
  return files.length === 0 ? null : readBuilds(files);
}

async function factsOf(
  dockerfile: string,
  builds: ProjectBuilds | null,
  mayBeContext: boolean,
): Promise<ProjectFacts> {
  if (builds !== null) {
    const { findFacts } = await import("./projectFiles.js");
    const { targets, contexts } = findFacts(builds, dockerfile);
    if (contexts.length > 0) {
      const hasIgnoreFile = contexts.every((context) => isIgnoring(dockerfile, context));
      return { targets, contextKnown: true, hasIgnoreFile, context: onlyOne(contexts) };
    }
  }
  if (!mayBeContext) return noProjectFacts;
  const hasIgnoreFile = isIgnoring(dockerfile, path.dirname(dockerfile));
  return { targets: [], contextKnown: true, hasIgnoreFile };
}

const onlyOne = ([first, ...others]: readonly string[]): string | null =>
  first === undefined || others.length > 0 ? null : first;

function isIgnoring(dockerfile: string, context: string): boolean {
  return ignoreFilePaths(dockerfile, context).some((file) => existsSync(file));
}

function listNames(folder: string): ReadonlySet<string> {
  try {
    return new Set(readdirSync(folder));
  } catch {
    return new Set();
  }
}

/** Null where it can't be read: the file only adds to what is known. */
function readText(file: string): string | null {
  try {
    // A pipe would keep us waiting for somebody to write.
    return isFile(file) ? readFileSync(file, "utf8") : null;
  } catch {
    return null;
  }
}

/** Asks once for each question. */
function remembered<T>(ask: (question: string) => T): (question: string) => T {
  const answers = new Map<string, T>();
  return (question) => {
    const known = answers.get(question);
    if (known !== undefined) return known;
    const answer = ask(question);
    answers.set(question, answer);
    return answer;
  };
}
