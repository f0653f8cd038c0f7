import { Lines } from "../../dockerfile/lines";
import { formatSarifRun, type SarifRow } from "../../view/sarif";
import {
  rowsOf,
  secretLines,
  syntaxRule,
  type FileReport,
  type LintReport,
  type RuleInformation,
} from "../report";

/** SARIF 2.1.0, for code scanning. `rules` are all that could have been found, not only what was. */
export function formatSarif(
  report: LintReport,
  tool: { readonly version: string; readonly rules: readonly RuleInformation[] },
): string {
  return formatSarifRun({
    version: tool.version,
    rules: [...tool.rules, syntaxRule],
    files: report.files.map((file) => ({
      path: file.path,
      rows: rowsOf(file),
      textOf: lineTextOf(file),
    })),
    unread: report.unread,
  });
}

/** The line on which a row is; one with a secret gives nothing away, not even as a hash. */
function lineTextOf(file: FileReport): (row: SarifRow) => string {
  const lines = new Lines(file.text);
  const secrets = secretLines(file);
  return ({ range, message }) => {
    const { line } = range.start;
    return secrets.has(line)
      ? message
      : lines.text.slice(lines.start(line), lines.end(line)).trim();
  };
}
