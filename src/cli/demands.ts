import { existsSync } from "node:fs";
import path from "node:path";
import { configurationNames } from "../project/names";
import { noDemands, type Demands } from "../verify/policy";
import { UsageError } from "./command";
import { readNamed } from "./namedFile";
import { foldersUpTo, repositoryRoot, shownPath } from "./paths";
import type { Terminal } from "./terminal";
import { visible } from "./visible";

/**
 * What the `.drydock.yaml` above the working directory asks of images. It can only ask for more: whom to
 * believe is said by the person. A demand that can't be understood is an error, not left out.
 */
export async function readDemands(terminal: Terminal): Promise<Demands> {
  const { workingDirectory } = terminal;
  const folders = foldersUpTo(
    workingDirectory,
    repositoryRoot(workingDirectory) ?? workingDirectory,
  );
  const files = folders.flatMap((folder) =>
    configurationNames.map((name) => path.join(folder, name)),
  );
  const file = files.find((candidate) => existsSync(candidate));
  if (file === undefined) return noDemands;
  const shown = shownPath(file, workingDirectory);
  const { readConfiguration } = await import("./projectFiles.js");
  const text = Buffer.from(readNamed("", shown, terminal)).toString("utf8");
  const { configuration, problems } = readConfiguration(text, shown, { rules: [] });
  const problem = problems.find(
    ({ key }) => key === "" || key.startsWith("evidence") || ["policy", "trust"].includes(key),
  );
  if (problem !== undefined) {
    throw new UsageError(`${visible(shown)}:${problem.line + 1}: ${visible(problem.message)}`);
  }
  const { require, level, maxAgeDays } = configuration.evidence;
  return { require: require ?? [], level, maxAgeDays };
}
