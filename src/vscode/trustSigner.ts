import os from "node:os";
import * as vscode from "vscode";
import { readJson } from "../attestations/json";
import { ruleFor } from "../verify/policy";
import { withSigner } from "../verify/policyEdit";
import type { ShownEvidence } from "../view/evidence";
import { EvidenceProblem } from "./evidenceLoading";
import { writtenPolicy } from "./evidenceTrust";
import { readPolicySetting } from "./policySetting";
import { trustQuestion } from "./trustQuestion";

/**
 * Asks whether the signer of evidence is to be trusted from now on, and for which images; where the person agrees,
 * that is written into the settings of the user, which verifies the open panels again.
 *
 * @throws EvidenceProblem with a sentence on why there is nothing to ask
 */
export async function trustSigner(evidence: ShownEvidence | null): Promise<void> {
  if (!vscode.workspace.isTrusted)
    throw new EvidenceProblem(
      "This workspace is not trusted, so no signer is added here. Trust the workspace first, or open a window without it.",
    );
  const written = writtenPolicy() ?? {};
  const reading = readPolicySetting(written, os.homedir());
  if (reading.kind === "problem")
    throw new EvidenceProblem(
      `The setting drydock.policy can't be used, so nothing was added. ${reading.text}`,
    );
  const { policy } = reading;
  const question = evidence === null ? null : trustQuestion(evidence, policy);
  if (evidence === null || question === null)
    throw new EvidenceProblem(
      "There is no signer to trust here: only one whose signature is good, and who is not on your list, can be added.",
    );
  const { message, detail, choices, signer } = question;
  const labels = choices.map(({ label }) => label);
  const taken = await vscode.window.showWarningMessage(message, { modal: true, detail }, ...labels);
  const choice = choices.find(({ label }) => label === taken);
  if (choice === undefined) return;
  const json = readJson(Buffer.from(JSON.stringify(written)));
  const before = { written: json.kind === "read" ? json.value : {}, policy };
  const { rule } = evidence.result;
  const own = ruleFor([policy], evidence.image?.repository ?? null);
  const inEffect = own ?? (rule?.origin === "shipped" ? rule : null);
  const edited = withSigner({ ...before, inEffect }, choice.prefix, signer);
  await vscode.workspace
    .getConfiguration("drydock")
    .update("policy", edited, vscode.ConfigurationTarget.Global);
}
