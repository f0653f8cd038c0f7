import {
  reaches,
  rowsOf,
  type FileReport,
  type LintReport,
  type Row,
  type Unread,
} from "../report";
import { visible } from "../visible";
import type { Severity } from "../../lint/finding";

/**
 * JUnit XML: a suite per file, in it a test case per rule that found something, or one that passed.
 * Only what reaches `--fail-on` is a failure, so that the report agrees with the exit code; milder
 * findings are told as output of a case that passed.
 */
export function formatJunit(report: LintReport, failOn: Severity | "never"): string {
  const suites = [
    ...report.files.map((file) => suiteOf(file, failOn)),
    ...report.unread.map(unreadSuite),
  ];
  const totals = {
    tests: sum(suites, "tests"),
    failures: sum(suites, "failures"),
    errors: sum(suites, "errors"),
  };
  return (
    '<?xml version="1.0" encoding="UTF-8"?>\n' +
    `<testsuites${attributes({ name: "drydock", ...totals, time: 0 })}>\n` +
    suites.map((suite) => suite.xml).join("") +
    "</testsuites>\n"
  );
}

interface Suite {
  readonly tests: number;
  readonly failures: number;
  readonly errors: number;
  readonly xml: string;
}

function suiteOf(file: FileReport, failOn: Severity | "never"): Suite {
  const byRule = new Map<string, Row[]>();
  for (const row of rowsOf(file)) {
    const rows = byRule.get(row.rule);
    if (rows === undefined) byRule.set(row.rule, [row]);
    else rows.push(row);
  }
  const cases = [...byRule].map(([rule, rows]) => caseOf(file.path, rule, rows, failOn));
  if (cases.length === 0) cases.push({ failed: false, xml: testCase(file.path, file.path, "") });
  const failures = cases.filter((one) => one.failed).length;
  return suite(
    file.path,
    { tests: cases.length, failures, errors: 0 },
    cases.map((one) => one.xml),
  );
}

function caseOf(path: string, rule: string, rows: readonly Row[], failOn: Severity | "never") {
  const failing = rows.filter((row) => reaches(row.severity, failOn));
  const milder = rows.filter((row) => !reaches(row.severity, failOn));
  const lines = (list: readonly Row[]) => escape(list.map((row) => line(path, row)).join("\n"));
  const [first] = failing;
  let content = "";
  if (first !== undefined) {
    const described = attributes({ message: first.message, type: first.severity });
    content += `      <failure${described}>${lines(failing)}</failure>\n`;
  }
  if (milder.length > 0) content += `      <system-out>${lines(milder)}</system-out>\n`;
  return { failed: first !== undefined, xml: testCase(path, rule, content) };
}

function unreadSuite({ path, message }: Unread): Suite {
  const content = `      <error${attributes({ message, type: "unreadable" })}/>\n`;
  return suite(path, { tests: 1, failures: 0, errors: 1 }, [testCase(path, path, content)]);
}

function suite(name: string, counts: Omit<Suite, "xml">, cases: readonly string[]): Suite {
  const { tests, failures, errors } = counts;
  const described = attributes({ name, tests, failures, errors, time: 0 });
  return { ...counts, xml: `  <testsuite${described}>\n${cases.join("")}  </testsuite>\n` };
}

function testCase(path: string, name: string, content: string): string {
  const described = attributes({ classname: path, name, file: path, time: 0 });
  return content === ""
    ? `    <testcase${described}/>\n`
    : `    <testcase${described}>\n${content}    </testcase>\n`;
}

function line(path: string, { range, severity, message }: Row): string {
  const { line, character } = range.start;
  return `${visible(path)}:${line + 1}:${character + 1} ${severity} ${visible(message)}`;
}

function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${escape(visible(String(value)))}"`)
    .join("");
}

/** Escapes markup and drops what XML 1.0 has no way to write: controls, lone surrogates, U+FFFE, U+FFFF. */
function escape(text: string): string {
  return text
    .replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

function sum(suites: readonly Suite[], key: "tests" | "failures" | "errors"): number {
  return suites.reduce((total, one) => total + one[key], 0);
}
