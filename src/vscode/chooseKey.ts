import * as vscode from "vscode";
import { readPublicKey, type TrustedKey } from "../verify/trustedKey";
import { fingerprint } from "../verify/writtenKey";
import { EvidenceProblem } from "./evidenceLoading";
import { nameOf } from "./files";
import { largestKey } from "./policySetting";

/**
 * The public key in a file that the person chooses; null where they choose none. It is called by its fingerprint,
 * since it is kept without its file.
 *
 * @throws EvidenceProblem where the file holds no such key
 */
export async function chooseKey(): Promise<TrustedKey | null> {
  const [file] =
    (await vscode.window.showOpenDialog({
      title: "Public Key of Who Signed",
      openLabel: "Use This Key",
      canSelectMany: false,
    })) ?? [];
  if (file === undefined) return null;
  const { size } = await vscode.workspace.fs.stat(file);
  const reading =
    size > largestKey
      ? ({ kind: "problem", problem: "it is too large for a public key" } as const)
      : readPublicKey(await vscode.workspace.fs.readFile(file), nameOf(file));
  if (reading.kind === "problem")
    throw new EvidenceProblem(`${nameOf(file)} can't be used: ${reading.problem}.`);
  return { ...reading.key, name: fingerprint(reading.key.hint) };
}
