import { existsSync } from "node:fs";
import path from "node:path";
import { chooseCounterparts } from "../harden/families";
import { withMirrors } from "../image/mirrors";
import { lint } from "../lint/lint";
import type { LintRequest, LintResult } from "../lint/result";
import { lintServices } from "../lint/services";
import { serviceText, type ServiceText } from "../lint/serviceText";
import { composeFilesBeside, environmentFileName, serviceFileKind } from "../project/names";
import { selectFiles, searchedNames, type SelectedFile } from "./files";
import { createIgnores } from "./ignores";
import { readCatalog } from "./installation";
import type { LintOptions } from "./options";
import { isFile, readSource, toSource } from "./read";
import type { Unread } from "./report";
import { createSurroundings } from "./surroundings";
import type { Terminal } from "./terminal";
import { visible } from "./visible";
import { suggestion } from "./words";

/** Lints a text as the Dockerfile that it is or will be; may be called again for a changed text. */
export type Linter = (file: SelectedFile, text: string) => Promise<LintResult>;

/** A Dockerfile that could be read. */
export interface OpenedFile extends SelectedFile {
  readonly text: string;
  /** False where bytes that are no UTF-8 were replaced. */
  readonly exact: boolean;
}

/** What is known and decided about a text as the Dockerfile that it is or will be. */
export type Requester = (file: SelectedFile, text: string) => Promise<LintRequest>;

export async function createLinter(options: LintOptions, terminal: Terminal): Promise<Linter> {
  const requestOf = await createRequester(options, terminal);
  return async (file, text) => lintFile(await requestOf(file, text));
}

/** Lints a Dockerfile, or a compose or bake file. */
export function lintFile(request: LintRequest): LintResult {
  const { services } = request;
  return services === undefined ? lint(request) : lintServices(request, services);
}

/** What files share is read once: the catalog, configurations, compose and bake files. */
export async function createRequester(
  options: LintOptions,
  terminal: Terminal,
): Promise<Requester> {
  const surroundingsOf = await createSurroundings(options, terminal);
  const catalog = readCatalog();
  const problem = catalog === null ? "it is missing." : (catalog.problem ?? null);
  if (problem !== null) terminal.complain(`The image catalog can't be used: ${visible(problem)}`);
  return async (file, text) => {
    const { settings, project } = await surroundingsOf(file);
    const services = await readServices(file, text);
    return {
      ...(services === null ? {} : { services }),
      text,
      catalog: catalog && withMirrors(catalog, settings.mirrors),
      choose: chooseCounterparts,
      settings,
      project,
      today: terminal.today,
      platform: options.platform,
      buildArguments: options.buildArguments,
    };
  };
}

/** What a compose or bake file says of images and users; null for a Dockerfile. */
async function readServices({ absolute }: SelectedFile, text: string): Promise<ServiceText | null> {
  if (absolute === null) return null;
  const kind = serviceFileKind(path.basename(absolute));
  if (kind === null) return null;
  const { readServiceFile } = await import("./projectFiles.js");
  const folder = path.dirname(absolute);
  const has = (name: string) => existsSync(path.join(folder, name));
  const read = (name: string): string[] => {
    const source = readSource(path.join(folder, name));
    return source.kind === "text" ? [source.text] : [];
  };
  const beside = composeFilesBeside(path.basename(absolute), has).flatMap(read);
  // Where a program gives out secrets through a pipe of that name, reading it would ask for them.
  const hasVariables = kind === "compose" && isFile(path.join(folder, environmentFileName));
  const [environment] = hasVariables ? read(environmentFileName) : [];
  return serviceText(readServiceFile(text, absolute, kind, beside, environment));
}

/** Finds and reads the files; what can't be read, and that none was found, is told on stderr. */
export async function openFiles(
  paths: readonly string[],
  options: LintOptions,
  terminal: Terminal,
): Promise<{ readonly files: readonly OpenedFile[]; readonly unread: readonly Unread[] }> {
  const { workingDirectory } = terminal;
  const selection = selectFiles(paths, workingDirectory, options.stdinFilename, createIgnores());
  const files: OpenedFile[] = [];
  const unread = [...selection.unread];
  for (const file of selection.files) {
    const source =
      file.absolute === null || file.isStandardInput
        ? toSource(await terminal.readStandardInput())
        : readSource(file.absolute);
    if (source.kind === "text") files.push({ ...file, ...source });
    else unread.push({ path: file.path, message: source.message });
  }
  for (const { path: shown, message } of unread) terminal.complain(`${visible(shown)} ${message}`);
  if (selection.files.length === 0 && unread.length === 0) {
    const places = paths.length === 0 ? "." : paths.map(visible).join(", ");
    terminal.complain(`No Dockerfile found in ${places}, looking for ${searchedNames}.`);
  }
  return { files, unread };
}

/**
 * Tells of each `--target` that no file has: nothing would be reported for it, and a slip of the pen
 * would look like a clean file. Gives whether there is one.
 */
export function complainOfTargets(
  options: LintOptions,
  results: readonly LintResult[],
  terminal: Terminal,
): boolean {
  const stages = results.flatMap((result) => result.stages);
  const missing = options.targets.filter(
    (target) =>
      !stages.some(({ name, index }) => name === target.toLowerCase() || String(index) === target),
  );
  for (const target of missing) {
    const names = stages.flatMap(({ name }) => (name === null ? [] : [name]));
    terminal.complain(`No stage is named "${visible(target)}".${suggestion(target, names)}`);
  }
  return missing.length > 0 && results.length > 0;
}
