import * as vscode from "vscode";
import { contextOf } from "../lint/reading";
import { imagesOf } from "./fileImages";
import type { DocumentPlan } from "./plans";
import { noPlanText, remarkLines, type RemarkLine } from "./planText";
import { toRange } from "./translate";

/** Says why there is nothing to do for a document, with what still can be done one step away. */
export async function sayNoPlan(
  document: vscode.TextDocument,
  { linted, plan }: DocumentPlan,
): Promise<void> {
  const { request } = linted;
  if (request.catalog === null || request.catalog.problem != null) {
    const log = "Show Log";
    const text = "The image catalog can't be read, so no plan can be made. Drydock's log says why.";
    const answer = await vscode.window.showInformationMessage(text, log);
    if (answer === log) await vscode.commands.executeCommand("drydock.showLog");
    return;
  }
  const { dockerfile } = contextOf(request);
  const canSwap = imagesOf(request).some(({ choices }) => choices.length > 0);
  const reasons = remarkLines(plan.left, dockerfile);
  const why = reasons.length > 1 ? "Show All Reasons" : "Show the Line";
  const buttons = [...(canSwap ? [swapButton] : []), ...(reasons.length > 0 ? [why] : [])];
  const text = noPlanText(plan, dockerfile);
  const answer = await vscode.window.showInformationMessage(text, ...buttons);
  if (answer === swapButton) {
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand("drydock.swapBaseImage");
  } else if (answer === why) {
    const options = {
      title: "Why It Can't Be Hardened",
      placeHolder: "Go to the line of a reason",
    };
    const picked =
      reasons.length > 1 ? await vscode.window.showQuickPick(reasons, options) : reasons[0];
    if (picked !== undefined) await reveal(document, picked);
  }
}

const swapButton = "Swap Base Image…";

/** Shows the place that a remark is about, and all of its text: a list cuts what is long. */
export async function reveal(
  document: vscode.TextDocument,
  { label, detail, range }: RemarkLine,
): Promise<void> {
  await vscode.window.showTextDocument(document, { selection: toRange(range) });
  void vscode.window.showInformationMessage(`${label}: ${detail}`);
}
