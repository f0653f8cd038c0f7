import type { Instruction } from "../../dockerfile/model";
import { argumentAssignments, environmentAssignments } from "../../dockerfile/words";
import type { FileLines } from "./lines";
import type { Step } from "./survey";

/**
 * What of the settings before a split the runtime stage needs as well, as lines in the order of the file:
 * ENV, the working folder at the end, and the ARGs that any of it or `others` names.
 *
 * @param others texts of the runtime stage that may name a variable
 */
export function carriedSettings(
  steps: readonly Step[],
  others: readonly string[],
  lines: FileLines,
): readonly string[] {
  const { escape } = lines.dockerfile;
  const wanted = new Set(others.flatMap(variablesIn));
  const folder = steps.findLast(({ kind }) => kind === "folder");
  const kept: string[] = [];
  for (const step of [...steps].reverse()) {
    const { kind, instruction } = step;
    const text = lines.written(instruction);
    if (kind === "folder" && step !== folder) continue;
    if (kind === "environment" && isOfBuild(instruction, escape)) continue;
    if (kind === "argument" && !declares(instruction, escape).some((name) => wanted.has(name)))
      continue;
    if (kind !== "folder" && kind !== "environment" && kind !== "argument") continue;
    const line = kind === "folder" ? folderLine(step, text) : text;
    for (const name of variablesIn(line)) wanted.add(name);
    kept.push(line);
  }
  return kept.reverse();
}

/** A relative WORKDIR is said in full: what it is relative to is not carried. */
function folderLine({ stage, instruction, folder }: Step, text: string): string {
  const expansion = stage.expand(instruction.arguments.text, instruction);
  const value = expansion.kind === "value" ? expansion.value : "";
  return value.startsWith("/") || folder === null
    ? text
    : `WORKDIR ${folder === "/" ? "" : folder}/${value.replace(/^\.\//, "")}`;
}

const variablesIn = (text: string): string[] =>
  [...text.matchAll(/\$\{?(\w+)/g)].flatMap(([, name]) => (name === undefined ? [] : [name]));

function declares({ arguments: source }: Instruction, escape: string): readonly string[] {
  return (argumentAssignments(source, escape) ?? []).map(({ name }) => name);
}

/** Variables that say something to tools of a build and nothing to a program. */
function isOfBuild({ arguments: source }: Instruction, escape: string): boolean {
  const names = (environmentAssignments(source, escape) ?? []).map(({ name }) => name);
  return names.length > 0 && names.every((name) => buildVariables.test(name));
}

const buildVariables =
  /^(?:DEBIAN_FRONTEND|(?:PIP|POETRY|UV|COREPACK)_\w+|(?:npm|NPM)_(?:config|CONFIG)_\w+|CGO_ENABLED|GO(?:OS|ARCH|FLAGS|PROXY|PRIVATE|CACHE|MODCACHE|111MODULE)|GO111MODULE|MAVEN_(?:OPTS|CONFIG|CLI_OPTS)|GRADLE_(?:OPTS|USER_HOME))$/;
