import * as vscode from "vscode";
import type { Range } from "../dockerfile/position";
import type { Edit, Finding, Severity } from "../lint/finding";
import type { LintResult } from "../lint/result";

/** Where the page of a rule is. */
export type RuleUri = (rule: string) => vscode.Uri;

/** Findings, and what BuildKit would refuse, in VS Code's own terms. */
export function toDiagnostics(
  file: vscode.Uri,
  { findings, problems }: LintResult,
  ruleUri: RuleUri,
): vscode.Diagnostic[] {
  return [
    ...findings.map((finding) => toDiagnostic(file, finding, ruleUri)),
    ...problems.map(({ message, range }) => {
      const diagnostic = new vscode.Diagnostic(toRange(range), message, severities.error);
      return Object.assign(diagnostic, { source, code: "syntax" });
    }),
  ];
}

export function toRange({ start, end }: Range): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}

export function toWorkspaceEdit(file: vscode.Uri, edits: readonly Edit[]): vscode.WorkspaceEdit {
  const edit = new vscode.WorkspaceEdit();
  edit.set(
    file,
    edits.map(({ range, newText }) => vscode.TextEdit.replace(toRange(range), newText)),
  );
  return edit;
}

/** Whether a diagnostic is one of ours for this rule. */
export function isOfRule({ source: from, code }: vscode.Diagnostic, rule: string): boolean {
  return from === source && typeof code === "object" && code.value === rule;
}

const source = "drydock";

const severities: Readonly<Record<Severity, vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
  hint: vscode.DiagnosticSeverity.Hint,
};

const tags: Readonly<Record<Finding["tags"][number], vscode.DiagnosticTag>> = {
  deprecated: vscode.DiagnosticTag.Deprecated,
  unnecessary: vscode.DiagnosticTag.Unnecessary,
};

function toDiagnostic(file: vscode.Uri, finding: Finding, ruleUri: RuleUri): vscode.Diagnostic {
  const { rule, range, message, severity, related } = finding;
  return Object.assign(new vscode.Diagnostic(toRange(range), message, severities[severity]), {
    source,
    code: { value: rule, target: ruleUri(rule) },
    tags: finding.tags.map((tag) => tags[tag]),
    relatedInformation: related.map(
      (one) =>
        new vscode.DiagnosticRelatedInformation(
          new vscode.Location(file, toRange(one.range)),
          one.message,
        ),
    ),
  });
}
