import * as vscode from "vscode";
import { parse } from "../dockerfile/parse";
import type { Edit, Finding, Fix } from "../lint/finding";
import type { IgnoreScope } from "../lint/ignoreComments";
import { ignoreEdit } from "../lint/ignoreEdit";
import { unusedIgnore } from "../lint/rules/unusedIgnore";
import { isLinted, selector } from "./documents";
import { fixAllSafe, safeFixes } from "./fixAll";
import type { Linted, Linter } from "./linter";
import { isOfRule, toRange, toWorkspaceEdit } from "./translate";

const fixAllKind = vscode.CodeActionKind.SourceFixAll.append("drydock");

/** Offers the fixes of findings, comments that hide them, their explanation, and `source.fixAll.drydock`. */
export function registerCodeActions(linter: Linter): vscode.Disposable {
  return vscode.languages.registerCodeActionsProvider(selector, new Provider(linter), {
    providedCodeActionKinds: [vscode.CodeActionKind.QuickFix, fixAllKind],
  });
}

/** The safe fixes of all findings in a document, as an edit. */
export async function fixAllEdit(
  linter: Linter,
  document: vscode.TextDocument,
): Promise<vscode.WorkspaceEdit> {
  const { uri, version } = document;
  const edits = await fixAllSafe(document.getText(), (text) => linter.lintText(uri, text));
  return toWorkspaceEdit(uri, document.version === version ? edits : []);
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

class Provider implements vscode.CodeActionProvider<vscode.CodeAction> {
  constructor(private readonly linter: Linter) {}

  async provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    { diagnostics, only }: vscode.CodeActionContext,
    token: vscode.CancellationToken,
  ): Promise<vscode.CodeAction[]> {
    const wantsFixAll = only?.contains(fixAllKind) ?? false;
    const wantsQuickFix = only?.contains(vscode.CodeActionKind.QuickFix) ?? true;
    if (!isLinted(document) || !(wantsFixAll || wantsQuickFix)) return [];
    const linted = await this.linter.lint(document);
    if (linted === null || token.isCancellationRequested) return [];
    const here = linted.result.findings.filter(
      (finding) => toRange(finding.range).intersection(range) !== undefined,
    );
    return [
      ...(wantsQuickFix ? this.quickFixes(document, linted, here, diagnostics) : []),
      ...(wantsFixAll && safeFixes(linted.result).length > 0 ? [this.fixAll(document)] : []),
    ];
  }

  async resolveCodeAction(action: vscode.CodeAction): Promise<vscode.CodeAction> {
    if (action instanceof Action) action.edit = await action.prepare();
    return action;
  }

  private quickFixes(
    document: vscode.TextDocument,
    linted: Linted,
    findings: readonly Finding[],
    diagnostics: readonly vscode.Diagnostic[],
  ): vscode.CodeAction[] {
    const shownFor = (finding: Finding): vscode.Diagnostic[] =>
      diagnostics.filter(
        (one) => isOfRule(one, finding.rule) && one.range.isEqual(toRange(finding.range)),
      );
    const offered = new Set<string>();
    const fixes = findings.flatMap((finding) =>
      finding.fixes.flatMap((fix) => {
        // The same swap settles several findings on one image, and is offered once.
        const key = JSON.stringify([fix.title, fix.edits]);
        if (offered.has(key)) return [];
        offered.add(key);
        const action = this.edit(fix.title, document, (now) => editsOfFix(now, finding, fix));
        action.isPreferred = fix.preferred;
        action.diagnostics = shownFor(finding);
        return [action];
      }),
    );
    const ignores = findings.flatMap((finding) =>
      ignoresOf(linted, finding).map(({ title, scope }) => {
        const action = this.edit(title, document, (now) => editsOfIgnore(now, finding, scope));
        action.diagnostics = shownFor(finding);
        return action;
      }),
    );
    const explanations = findings.map((finding) => explain(finding, shownFor(finding)));
    return [...fixes, ...explanations, ...ignores];
  }

  private edit(
    title: string,
    document: vscode.TextDocument,
    edits: (now: Linted) => readonly Edit[],
  ): Action {
    return new Action(title, vscode.CodeActionKind.QuickFix, async () => {
      const now = await this.linter.lint(document);
      const isCurrent = now !== null && now.version === document.version;
      return toWorkspaceEdit(document.uri, isCurrent ? edits(now) : []);
    });
  }

  private fixAll(document: vscode.TextDocument): Action {
    return new Action("Fix all safe Drydock problems", fixAllKind, () =>
      fixAllEdit(this.linter, document),
    );
  }
}

/** The edits of the same fix in a newer text; none where it is not clear which one that is. */
function editsOfFix({ result }: Linted, finding: Finding, fix: Fix): readonly Edit[] {
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
  { text }: Linted,
  finding: Finding,
): readonly { readonly title: string; readonly scope: IgnoreScope }[] {
  // A comment that hides nothing is taken out, not hidden by another one.
  if (finding.rule === unusedIgnore.id) return [];
  const dockerfile = parse(text);
  return scopes
    .filter(([scope]) => ignoreEdit(dockerfile, finding, scope) !== null)
    .map(([scope, where]) => ({ title: `Ignore ${finding.rule} ${where}`, scope }));
}

function editsOfIgnore(
  { result, text }: Linted,
  finding: Finding,
  scope: IgnoreScope,
): readonly Edit[] {
  const found = result.findings.includes(finding) ? [finding] : alike(result.findings, finding);
  const [only, ...others] = found;
  if (only === undefined || others.length > 0) return [];
  const edit = ignoreEdit(parse(text), only, scope);
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
