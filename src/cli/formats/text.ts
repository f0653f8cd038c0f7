import { Lines } from "../../dockerfile/lines";
import type { Severity } from "../../lint/finding";
import {
  countBySeverity,
  rowsOf,
  secretLines,
  severities,
  type FileReport,
  type LintReport,
  type Row,
} from "../report";
import { painter, type Paint } from "../colour";
import { counted } from "../words";
import { visible } from "../visible";
import { excerpt } from "./excerpt";

/** The report for people: each finding with its line underlined, then one line that sums up. */
export function formatText(report: LintReport, options: { readonly colour: boolean }): string {
  const paint = painter(options.colour);
  return report.files.map((file) => formatFile(file, paint)).join("") + summary(report, paint);
}

const severityColours = {
  error: "red",
  warning: "yellow",
  information: "blue",
  hint: "cyan",
} as const;

function formatFile(file: FileReport, paint: Paint): string {
  const rows = rowsOf(file);
  if (rows.length === 0) return "";
  const lines = new Lines(file.text);
  const secrets = secretLines(file);
  return rows
    .map((row) => {
      const source = secrets.has(row.range.start.line) ? [] : excerpt(lines, row.range);
      return [
        headline(file.path, row, paint),
        ...source.map((line) => paint("dim", line)),
        ...details(file.path, row),
        "",
      ]
        .map((line) => line + "\n")
        .join("");
    })
    .join("");
}

function headline(path: string, row: Row, paint: Paint): string {
  const { line, character } = row.range.start;
  const place = paint("bold", `${visible(path)}:${line + 1}:${character + 1}`);
  const severity = paint(severityColours[row.severity], row.severity);
  return `${place} ${severity} ${visible(row.message)} ${paint("dim", `[${row.rule}]`)}`;
}

function details(path: string, row: Row): string[] {
  const related = row.related.map(({ message, range }) => {
    const place = `${visible(path)}:${range.start.line + 1}:${range.start.character + 1}`;
    return `  see ${place} ${visible(message)}`;
  });
  const fixes = row.fixes.map(
    ({ title, safe }) => `  ${safe ? "safe fix" : "fix"}: ${visible(title)}`,
  );
  return [...related, ...fixes];
}

function summary(report: LintReport, paint: Paint): string {
  const rows = report.files.map(rowsOf);
  const problems = report.files.reduce((sum, { result }) => sum + result.problems.length, 0);
  const suppressed = report.files.reduce((sum, { result }) => sum + result.suppressed, 0);
  const total = rows.reduce((sum, list) => sum + list.length, 0);
  const fixable = rows.flat().filter((row) => row.fixes.some((fix) => fix.safe)).length;
  const files = counted(report.files.length, "file");
  if (report.files.length === 0) return "";
  const sentences =
    total === 0
      ? [`No findings in ${files}.`]
      : [`${counted(total, "finding")} in ${files}: ${shares(report, problems)}.`];
  if (suppressed > 0) sentences.push(`${suppressed} more hidden by ignore comments.`);
  if (fixable > 0) sentences.push(`"drydock fix" settles ${fixable} safely.`);
  return paint("bold", sentences.join(" ")) + "\n";
}

function shares(report: LintReport, problems: number): string {
  const counts = countBySeverity(report);
  const noun = (severity: Severity, count: number) =>
    severity === "information" ? `${count} information` : counted(count, severity);
  const shown = severities
    .filter((severity) => counts[severity] > 0)
    .map((severity) => noun(severity, counts[severity]));
  return (problems > 0 ? [counted(problems, "syntax error"), ...shown] : shown).join(", ");
}
