import * as vscode from "vscode";
import { editsOf, unrevised } from "../harden/edits";
import { withSwaps } from "../harden/fixes";
import { fixText, safeFix } from "../harden/fixing";
import type { Range } from "../dockerfile/position";
import type { Edit, Finding, Fix } from "../lint/finding";
import type { IgnoreScope } from "../lint/ignoreComments";
import type { LintResult } from "../lint/result";
import { unusedIgnore } from "../lint/rules/unusedIgnore";
import { evidenceActions } from "./evidenceActions";
import { isForeign } from "./documents";
import { ignoreEditFor } from "./ignoreEdits";
import type { Linted, Linter } from "./linter";
import { isOfRule, toRange, toWorkspaceEdit } from "./translate";

/** The kinds that are wanted. */
export interface WantedActions {
  readonly quickFixes: boolean;
  /** The kind under which all safe fixes go; null where they are not wanted. */
  readonly fixAll: vscode.CodeActionKind | null;
  /** Whether a person asked: the light bulb is looked for with every move of the cursor. */
  readonly isInvoked: boolean;
}

/** An action whose edit is made when it is taken: from the text as it is then, never an older one. */
class Action extends vscode.CodeAction {
  constructor(
    title: string,
    kind: vscode.CodeActionKind,
    readonly prepare: () => Promise<vscode.WorkspaceEdit>,
  ) {
    super(title, kind);
  }
}

/** The fixes of the findings at a place, swaps among them, comments that hide them, their explanation. */
export async function provideActions(
  linter: Linter,
  document: vscode.TextDocument,
  range: vscode.Range,
  diagnostics: readonly vscode.Diagnostic[],
  wanted: WantedActions,
  token: vscode.CancellationToken,
): Promise<vscode.CodeAction[]> {
  if (isForeign(document)) return [];
  const linted = await linter.lint(document);
  if (linted === null || token.isCancellationRequested) return [];
  const isHere = (finding: Finding) => isAt(finding, range);
  const isAsked = wanted.isInvoked || linted.result.findings.some(isHere);
  const isFixable = (finding: Finding) => safeFix(finding) !== null;
  const title = "Fix all safe Drydock problems";
  return [
    ...(wanted.quickFixes && isAsked
      ? quickFixes(linter, document, linted, range, diagnostics)
      : []),
    ...(wanted.fixAll !== null && linted.result.findings.some(isFixable)
      ? [new Action(title, wanted.fixAll, () => fixAllEdit(linter, document))]
      : []),
  ];
}

const isAt = (place: { readonly range: Range }, range: vscode.Range) =>
  toRange(place.range).intersection(range) !== undefined;

export async function resolveAction(action: vscode.CodeAction): Promise<vscode.CodeAction> {
  if (action instanceof Action) action.edit = await action.prepare();
  return action;
}

/** The safe fixes of all findings in a document, as an edit. */
export async function fixAllEdit(
  linter: Linter,
  document: vscode.TextDocument,
): Promise<vscode.WorkspaceEdit> {
  const { uri, version } = document;
  let isOff = false;
  const look = async (text: string): Promise<LintResult> => {
    const result = await linter.lintText(uri, text);
    isOff ||= result === null;
    return result ?? nothingFound;
  };
  const { revision } = await fixText(unrevised(document.getText()), look, safeFix);
  const isWanted = !isOff && document.version === version && !isForeign(document);
  return toWorkspaceEdit(uri, isWanted ? editsOf(revision) : []);
}

const nothingFound: LintResult = { stages: [], findings: [], suppressed: 0, problems: [] };

const cache = new WeakMap<Linted, LintResult>();

/** The result with the swaps among its fixes, worked out when the light bulb first asks. */
function swapped(linted: Linted): LintResult {
  const known = cache.get(linted);
  if (known !== undefined) return known;
  const result = withSwaps(linted.result, linted.request);
  cache.set(linted, result);
  return result;
}

function quickFixes(
  linter: Linter,
  document: vscode.TextDocument,
  linted: Linted,
  range: vscode.Range,
  diagnostics: readonly vscode.Diagnostic[],
): vscode.CodeAction[] {
  const findings = swapped(linted).findings.filter((finding) => isAt(finding, range));
  const shownFor = (finding: Finding): vscode.Diagnostic[] =>
    diagnostics.filter(
      (one) => isOfRule(one, finding.rule) && one.range.isEqual(toRange(finding.range)),
    );
  const edit = (title: string, edits: (now: Linted) => readonly Edit[]): Action =>
    new Action(title, vscode.CodeActionKind.QuickFix, async () => {
      const now = await linter.lint(document);
      const isCurrent = now !== null && now.version === document.version;
      return toWorkspaceEdit(document.uri, isCurrent ? edits(now) : []);
    });
  const offered = new Set<string>();
  const fixes = findings.flatMap((finding) =>
    finding.fixes.flatMap((fix) => {
      // The same swap settles several findings on one image, and is offered once.
      const key = JSON.stringify([fix.title, fix.edits]);
      if (offered.has(key)) return [];
      offered.add(key);
      const action = edit(fix.title, (now) => editsOfFix(swapped(now), finding, fix));
      action.isPreferred = fix.preferred;
      action.diagnostics = shownFor(finding);
      return [action];
    }),
  );
  const ignores = findings.flatMap((finding) =>
    ignoresOf(linted, finding).map(({ title, scope }) => {
      const action = edit(title, (now) => editsOfIgnore(now, finding, scope));
      action.diagnostics = shownFor(finding);
      return action;
    }),
  );
  const evidence = evidenceActions(document, linted, range, findings, shownFor);
  const explanations = findings.map((finding) => explain(finding, shownFor(finding)));
  return [...fixes, ...evidence, ...explanations, ...ignores];
}

/** The edits of the same fix in a newer text; none where it is not clear which one that is. */
function editsOfFix(result: LintResult, finding: Finding, fix: Fix): readonly Edit[] {
  if (result.findings.includes(finding)) return fix.edits;
  const same = alike(result.findings, finding).flatMap(({ fixes }) =>
    fixes.filter(({ title }) => title === fix.title),
  );
  const [only, ...others] = same;
  return only === undefined || others.length > 0 ? [] : only.edits;
}

const scopes: readonly (readonly [IgnoreScope, string])[] = [
  ["instruction", "here"],
  ["stage", "in this stage"],
  ["file", "in this file"],
];

/** The comments that could be written for a finding. */
function ignoresOf(
  { request }: Linted,
  finding: Finding,
): readonly { readonly title: string; readonly scope: IgnoreScope }[] {
  // A comment that hides nothing is taken out, not hidden by another one.
  if (finding.rule === unusedIgnore.id) return [];
  return scopes
    .filter(([scope]) => ignoreEditFor(request, finding, scope) !== null)
    .map(([scope, where]) => ({ title: `Ignore ${finding.rule} ${where}`, scope }));
}

function editsOfIgnore(now: Linted, finding: Finding, scope: IgnoreScope): readonly Edit[] {
  const result = swapped(now);
  const found = result.findings.includes(finding) ? [finding] : alike(result.findings, finding);
  const [only, ...others] = found;
  if (only === undefined || others.length > 0) return [];
  const edit = ignoreEditFor(now.request, only, scope);
  return edit === null ? [] : [edit];
}

function alike(findings: readonly Finding[], { rule, message }: Finding): readonly Finding[] {
  return findings.filter((other) => other.rule === rule && other.message === message);
}

function explain({ rule }: Finding, diagnostics: vscode.Diagnostic[]): vscode.CodeAction {
  const title = `Explain ${rule}`;
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.command = { title, command: "drydock.explainRule", arguments: [rule] };
  action.diagnostics = diagnostics;
  return action;
}
