import * as vscode from "vscode";
import type { Range } from "../dockerfile/position";
import { contextOf } from "../lint/reading";
import { isDockerfile, isForeign } from "./documents";
import { numberOf } from "./images";
import type { Linted, Linter } from "./linter";
import { planAtHand, planFor } from "./plans";
import { noPlanText } from "./planText";
import { isOfRule, toRange } from "./translate";

/** The findings that hardening a whole file may settle. */
const settled = ["heavy-base", "root-user"] as const;

/** Under which `Harden this Dockerfile…` goes where it settles no finding. */
const rewriteKind = vscode.CodeActionKind.RefactorRewrite.append("drydock");

/**
 * `Harden this Dockerfile…`: a quick fix of what it may settle, and a rewriting on any other FROM. Where there
 * is no plan it is shown only to who asks for rewritings, with the reason.
 */
export async function provideHardenActions(
  linter: Linter,
  document: vscode.TextDocument,
  range: vscode.Range,
  { diagnostics, only, triggerKind }: vscode.CodeActionContext,
): Promise<vscode.CodeAction[]> {
  if (!isDockerfile(document) || isForeign(document)) return [];
  const linted = await linter.lint(document);
  if (linted?.version !== document.version) return [];
  const isFix =
    hasFinding(linted, range) && (only?.contains(vscode.CodeActionKind.QuickFix) ?? true);
  const isAsked = only?.contains(rewriteKind) ?? false;
  if (!isFix && !((isAsked || only === undefined) && isAbout(linted, range))) return [];
  const { request } = linted;
  // The light bulb is looked for with every move of the cursor.
  const isInvoked = triggerKind === vscode.CodeActionTriggerKind.Invoke;
  const plan = isInvoked ? await planFor(request, document.uri) : planAtHand(request);
  if (plan === null || (plan.changes.length === 0 && !isAsked)) return [];
  const action = new vscode.CodeAction(
    "Harden this Dockerfile…",
    isFix ? vscode.CodeActionKind.QuickFix : rewriteKind,
  );
  if (plan.changes.length === 0) {
    action.disabled = { reason: noPlanText(plan, contextOf(request).dockerfile) };
    return [action];
  }
  const { title } = action;
  const link = { document: numberOf(document) };
  action.command = { title, command: "drydock.hardenDockerfile", arguments: [link] };
  action.diagnostics = diagnostics.filter((one) => settled.some((rule) => isOfRule(one, rule)));
  return [action];
}

function hasFinding({ result }: Linted, range: vscode.Range): boolean {
  const rules: readonly string[] = settled;
  return result.findings.some((one) => rules.includes(one.rule) && isAt(one.range, range));
}

function isAbout(linted: Linted, range: vscode.Range): boolean {
  const { dockerfile } = contextOf(linted.request);
  const isFrom = dockerfile.stages.some(({ from }) => isAt(dockerfile.rangeOf(from.span), range));
  return isFrom || hasFinding(linted, range);
}

const isAt = (place: Range, range: vscode.Range) =>
  toRange(place).intersection(range) !== undefined;
