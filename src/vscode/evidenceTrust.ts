import os from "node:os";
import * as vscode from "vscode";
import { configurationNames } from "../project/names";
import type { PanelSource } from "../protocol";
import { noDemands, stricter, type Demands } from "../verify/policy";
import { EvidenceProblem, type Trusting } from "./evidenceLoading";
import { readText } from "./files";
import { foldersAround } from "./folders";
import { readPolicySetting } from "./policySetting";

/**
 * Whom this person believes, and what must be there. Signers are named by the settings of the user alone: a
 * workspace can ask for more evidence, and never says whom to believe.
 *
 * @throws EvidenceProblem where the setting or a `.drydock.yaml` can't be understood: what would be left out might be
 *   what protects
 */
export async function trustingFor(source: PanelSource): Promise<Trusting> {
  const reading = readPolicySetting(writtenPolicy(), os.homedir());
  if (reading.kind === "problem")
    throw new EvidenceProblem(
      `The setting drydock.policy can't be used, so nothing was verified. ${reading.text}`,
    );
  return { policy: reading.policy, demands: await demandsFor(source) };
}

/** The setting as the user wrote it: what a workspace may have written into its own settings is not looked at. */
export function writtenPolicy(): unknown {
  return vscode.workspace.getConfiguration("drydock").inspect("policy")?.globalValue;
}

/** Of the `.drydock.yaml` above a file or layout; for an image of a registry, those of the open folders. */
async function demandsFor(source: PanelSource): Promise<Demands> {
  if (source.kind !== "image") {
    const place = vscode.Uri.parse(source.uri);
    return nearestDemands((await foldersAround(place)).folders);
  }
  const all = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => nearestDemands([uri]));
  return (await Promise.all(all)).reduce(stricter, noDemands);
}

async function nearestDemands(folders: readonly vscode.Uri[]): Promise<Demands> {
  for (const folder of folders)
    for (const name of configurationNames) {
      const file = vscode.Uri.joinPath(folder, name);
      const text = await readText(file);
      if (text !== null) return demandsIn(text, vscode.workspace.asRelativePath(file));
    }
  return noDemands;
}

async function demandsIn(text: string, name: string): Promise<Demands> {
  const { readConfiguration } = await import("./project.js");
  const { configuration, problems } = readConfiguration(text, name, { rules: [] });
  const problem = problems.find(
    ({ key }) => key === "" || key.startsWith("evidence") || key === "policy" || key === "trust",
  );
  if (problem !== undefined)
    throw new EvidenceProblem(`${name}, line ${problem.line + 1}: ${problem.message}`);
  const { require, level, maxAgeDays } = configuration.evidence;
  return { require: require ?? [], level, maxAgeDays };
}
