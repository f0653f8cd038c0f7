import type { Fix, RelatedInformation, Severity } from "../lint/finding";
import type { LintResult } from "../lint/result";
import type { Range } from "../dockerfile/position";

/** What a run of `drydock lint` found: the input of every format. */
export interface LintReport {
  readonly files: readonly FileReport[];
  /** Files and folders that could not be read; they are named on stderr as well. */
  readonly unread: readonly Unread[];
}

export interface FileReport {
  /** With `/` on every system: relative to the working directory where it lies inside, else as given. */
  readonly path: string;
  readonly text: string;
  readonly result: LintResult;
}

export interface Unread {
  readonly path: string;
  readonly message: string;
}

/** What the formats need to know of a rule. */
export interface RuleInformation {
  readonly id: string;
  readonly summary: string;
  readonly why: string;
  readonly severity: { readonly recommended: Severity | "off" };
}

/** A finding or a syntax problem, as one line of a report. */
export interface Row {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly range: Range;
  readonly related: readonly RelatedInformation[];
  readonly fixes: readonly Fix[];
}

/** What a report says in place of a rule for something that BuildKit would refuse. */
export const syntaxRule: RuleInformation = {
  id: "syntax",
  summary: "BuildKit would refuse this instruction",
  why: "The build stops here, or the instruction could not be read, so nothing can be said about it.",
  severity: { recommended: "error" },
};

/** From the gravest to the mildest. */
export const severities: readonly Severity[] = ["error", "warning", "information", "hint"];

/** Problems and findings of a file in the order of the file. */
export function rowsOf(file: FileReport): readonly Row[] {
  const problems = file.result.problems.map((problem): Row => ({
    ...problem,
    rule: syntaxRule.id,
    severity: "error",
    related: [],
    fixes: [],
  }));
  return [...problems, ...file.result.findings].sort(
    (one, other) =>
      one.range.start.line - other.range.start.line ||
      one.range.start.character - other.range.start.character,
  );
}

export function countBySeverity(report: LintReport): Record<Severity, number> {
  const counts = { error: 0, warning: 0, information: 0, hint: 0 };
  for (const file of report.files) {
    for (const finding of file.result.findings) counts[finding.severity]++;
  }
  return counts;
}

/** Whether a severity is as grave as the limit of `--fail-on`. */
export function reaches(severity: Severity, failOn: Severity | "never"): boolean {
  return failOn !== "never" && severities.indexOf(severity) <= severities.indexOf(failOn);
}

/** Lines (from 0) that hold a secret: reports show nothing of them. */
export function secretLines(file: FileReport): ReadonlySet<number> {
  const lines = new Set<number>();
  for (const { rule, range } of file.result.findings) {
    if (rule !== "secret-in-image") continue;
    for (let line = range.start.line; line <= range.end.line; line++) lines.add(line);
  }
  return lines;
}
