import { rowsOf, type LintReport, type Row } from "../report";
import { visible } from "../visible";

/**
 * Workflow commands of GitHub Actions, one a line, shown as annotations on the change. Paths are
 * relative to the repository there, which need not be the working directory: `toPath` translates.
 */
export function formatGithub(
  report: LintReport,
  toPath: (path: string) => string = (path) => path,
): string {
  let output = "";
  for (const file of report.files) {
    for (const row of rowsOf(file)) {
      if (row.rule !== "hardened-available") output += command(toPath(file.path), row);
    }
  }
  for (const { path, message } of report.unread) {
    output += `::error file=${property(toPath(path))},title=unreadable::${data(message)}\n`;
  }
  return output;
}

const commands = { error: "error", warning: "warning", information: "notice", hint: "notice" };

function command(path: string, row: Row): string {
  const { start, end } = row.range;
  const properties = [
    `file=${property(path)}`,
    `line=${start.line + 1}`,
    // The runner drops an annotation's columns where it spans lines, with a complaint (actions/runner#2082).
    ...(start.line === end.line ? [`col=${start.character + 1}`] : []),
    `endLine=${end.line + 1}`,
    ...(start.line === end.line ? [`endColumn=${end.character + 1}`] : []),
    `title=${property(row.rule)}`,
  ];
  return `::${commands[row.severity]} ${properties.join(",")}::${data(row.message)}\n`;
}

function data(text: string): string {
  return visible(text).replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
