import os from "node:os";
import * as vscode from "vscode";
import { readJson, type JsonValue } from "../attestations/json";
import { ruleFor, type Policy } from "../verify/policy";
import { withSigner } from "../verify/policyEdit";
import type { ShownEvidence } from "../view/evidence";
import { trustableItem, unknownKeyItem } from "../view/trust";
import { chooseKey } from "./chooseKey";
import { EvidenceProblem } from "./evidenceLoading";
import { writtenPolicy } from "./evidenceTrust";
import { readPolicySetting } from "./policySetting";
import { trustQuestion } from "./trustQuestion";

/**
 * Asks whether the signer of evidence is to be trusted from now on, and for which images; where the person agrees,
 * that is written into the settings of the user, which verifies the open panels again. Of a signature by a key that
 * is not known, the person names the key first: it is kept only where it made the signature.
 *
 * @param verifyWith gets the same evidence again, verified under another policy
 * @throws EvidenceProblem with a sentence on why there is nothing to ask
 */
export async function trustSigner(
  evidence: ShownEvidence | null,
  verifyWith: (policy: Policy) => Promise<ShownEvidence>,
): Promise<void> {
  if (!vscode.workspace.isTrusted)
    throw new EvidenceProblem(
      "This workspace is not trusted, so no signer is added here. Trust the workspace first, or open a window without it.",
    );
  const own = ownPolicy();
  if (evidence === null || unknownKeyItem(evidence) === null) return ask(evidence, own);
  const key = await chooseKey();
  if (key === null) return;
  const policy = { ...own.policy, keys: [...own.policy.keys, key] };
  const again = await verifyWith(policy);
  const signer = trustableItem(again)?.signer;
  if (signer?.kind !== "key" || signer.hint !== key.hint)
    throw new EvidenceProblem(
      `With the key ${key.name} nothing here is verified, so it was not added.`,
    );
  return ask(again, { ...own, policy });
}

interface OwnPolicy {
  /** As it is written into settings.json. */
  readonly written: JsonValue;
  readonly policy: Policy;
}

function ownPolicy(): OwnPolicy {
  const written = writtenPolicy() ?? {};
  const reading = readPolicySetting(written, os.homedir());
  if (reading.kind === "problem")
    throw new EvidenceProblem(
      `The setting drydock.policy can't be used, so nothing was added. ${reading.text}`,
    );
  const json = readJson(Buffer.from(JSON.stringify(written)));
  return { written: json.kind === "read" ? json.value : {}, policy: reading.policy };
}

async function ask(evidence: ShownEvidence | null, own: OwnPolicy): Promise<void> {
  const question = evidence === null ? null : trustQuestion(evidence, own.policy);
  if (evidence === null || question === null)
    throw new EvidenceProblem(
      "There is no signer to trust here: only one whose signature is good, and who is not on your list, can be added.",
    );
  const { message, detail, choices, signer } = question;
  const labels = choices.map(({ label }) => label);
  const taken = await vscode.window.showWarningMessage(message, { modal: true, detail }, ...labels);
  const choice = choices.find(({ label }) => label === taken);
  if (choice === undefined) return;
  const { rule } = evidence.result;
  const ownRule = ruleFor([own.policy], evidence.image?.repository ?? null);
  const inEffect = ownRule ?? (rule?.origin === "shipped" ? rule : null);
  const edited = withSigner({ ...own, inEffect }, choice.prefix, signer);
  await vscode.workspace
    .getConfiguration("drydock")
    .update("policy", edited, vscode.ConfigurationTarget.Global);
}
