import { countBySeverity, type FileReport, type LintReport } from "../report";
import { visible, visibleJson } from "../visible";
import type { Position, Range } from "../../dockerfile/position";
import type { Edit, Finding, Fix, RelatedInformation } from "../../lint/finding";
import type { StageReport } from "../../lint/result";

/** `--format json`, version 1. Texts for people have hidden characters spelled out; values are exact. */
export function formatJson(report: LintReport): string {
  const bySeverity = countBySeverity(report);
  return (
    visibleJson({
      version: 1,
      files: report.files.map(toFile),
      summary: {
        files: report.files.length,
        findings: Object.values(bySeverity).reduce((sum, count) => sum + count, 0),
        bySeverity,
      },
    }) + "\n"
  );
}

/** Lines and columns from 1, `end` exclusive. */
export function toOneBased(range: Range) {
  return { start: position(range.start), end: position(range.end) };
}

/** An edit as JSON shows it; the new text is exact. */
export function toEdit(edit: Edit) {
  return { range: toOneBased(edit.range), newText: edit.newText };
}

function position({ line, character }: Position) {
  return { line: line + 1, column: character + 1 };
}

function toFile({ path, result }: FileReport) {
  return {
    path,
    stages: result.stages.map(toStage),
    findings: result.findings.map(toFinding),
    suppressed: result.suppressed,
    problems: result.problems.map(toMessage),
  };
}

function toStage({ index, name, ships, base, user }: StageReport) {
  return {
    index,
    name,
    ships,
    base: { written: base.written, resolved: base.resolved, kind: base.kind },
    user: {
      value: user.value,
      privilege: user.privilege,
      origin: user.origin,
      line: user.line === null ? null : user.line + 1,
    },
  };
}

function toFinding(finding: Finding) {
  return {
    rule: finding.rule,
    severity: finding.severity,
    message: visible(finding.message),
    stage: finding.stage,
    range: toOneBased(finding.range),
    related: finding.related.map(toMessage),
    fixes: finding.fixes.map(toFix),
    // No address is set for the project yet, and none is guessed.
    help: null,
  };
}

function toMessage({ message, range }: RelatedInformation) {
  return { message: visible(message), range: toOneBased(range) };
}

function toFix({ title, preferred, safe, edits }: Fix) {
  return { title: visible(title), preferred, safe, edits: edits.map(toEdit) };
}
