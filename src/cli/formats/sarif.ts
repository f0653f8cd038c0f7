import { createHash } from "node:crypto";
import type { Range } from "../../dockerfile/position";
import { Lines } from "../../dockerfile/lines";
import type { Fix, RelatedInformation, Severity } from "../../lint/finding";
import { toUri } from "../paths";
import {
  rowsOf,
  secretLines,
  syntaxRule,
  type FileReport,
  type LintReport,
  type Row,
  type RuleInformation,
} from "../report";
import { visible, visibleJson } from "../visible";

/** SARIF 2.1.0, for code scanning. `rules` are all that could have been found, not only what was. */
export function formatSarif(
  report: LintReport,
  tool: { readonly version: string; readonly rules: readonly RuleInformation[] },
): string {
  const rules = [...tool.rules, syntaxRule];
  const indexes = new Map(rules.map(({ id }, index) => [id, index]));
  return (
    visibleJson({
      $schema: "https://json.schemastore.org/sarif-2.1.0.json",
      version: "2.1.0",
      runs: [
        {
          tool: {
            driver: { name: "Drydock", semanticVersion: tool.version, rules: rules.map(toRule) },
          },
          columnKind: "utf16CodeUnits",
          invocations: [
            {
              executionSuccessful: report.unread.length === 0,
              toolExecutionNotifications: report.unread.map(({ path, message }) => ({
                level: "error",
                message: { text: visible(message) },
                locations: [{ physicalLocation: { artifactLocation: artifact(path) } }],
              })),
            },
          ],
          results: report.files.flatMap((file) => toResults(file, indexes)),
        },
      ],
    }) + "\n"
  );
}

const levels = { error: "error", warning: "warning", information: "note", hint: "note" } as const;

function toRule({ id, summary, why, severity: { recommended } }: RuleInformation) {
  return {
    id,
    shortDescription: { text: summary },
    fullDescription: { text: why },
    help: { text: `${summary}. ${why}` },
    defaultConfiguration:
      recommended === "off" ? { enabled: false } : { level: levels[recommended as Severity] },
    properties: { tags: ["dockerfile", "security"] },
  };
}

function toResults(file: FileReport, indexes: ReadonlyMap<string, number>) {
  const fingerprint = fingerprints(file);
  return rowsOf(file).map((row) => {
    const index = indexes.get(row.rule);
    // A change of nothing is not valid there.
    const fixes = row.fixes.filter(({ edits }) => edits.length > 0);
    return {
      ruleId: row.rule,
      ...(index === undefined ? {} : { ruleIndex: index }),
      level: levels[row.severity],
      message: { text: visible(row.message) },
      locations: [location(file.path, row.range)],
      ...(row.related.length === 0
        ? {}
        : { relatedLocations: row.related.map((related) => relatedLocation(file.path, related)) }),
      ...(fixes.length === 0 ? {} : { fixes: fixes.map((fix) => toFix(file.path, fix)) }),
      partialFingerprints: { "drydock/v1": fingerprint(row) },
      properties: { severity: row.severity },
    };
  });
}

function location(path: string, range: Range) {
  return { physicalLocation: { artifactLocation: artifact(path), region: region(range) } };
}

function relatedLocation(path: string, { message, range }: RelatedInformation) {
  return { ...location(path, range), message: { text: visible(message) } };
}

/** Relative to the source root where the file lies in the working directory. */
function artifact(path: string) {
  const uri = toUri(path);
  const inside = !uri.startsWith("file:") && !/^\.\.(\/|$)/.test(uri);
  return inside ? { uri, uriBaseId: "%SRCROOT%" } : { uri };
}

function region({ start, end }: Range) {
  return {
    startLine: start.line + 1,
    startColumn: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
  };
}

function toFix(path: string, { title, edits, safe, preferred }: Fix) {
  return {
    description: { text: visible(title) },
    artifactChanges: [
      {
        artifactLocation: artifact(path),
        replacements: edits.map(({ range, newText }) => ({
          deletedRegion: region(range),
          ...(newText === "" ? {} : { insertedContent: { text: newText } }),
        })),
      },
    ],
    properties: { safe, preferred },
  };
}

/**
 * Names a finding so that it is recognised after lines above it moved: the rule, the line's text and
 * how many the same came before. A line with a secret gives nothing away, not even as a hash.
 */
function fingerprints(file: FileReport): (row: Row) => string {
  const lines = new Lines(file.text);
  const secrets = secretLines(file);
  const seen = new Map<string, number>();
  return (row) => {
    const { line } = row.range.start;
    const text = secrets.has(line)
      ? row.message
      : lines.text.slice(lines.start(line), lines.end(line)).trim();
    const hash = createHash("sha256").update(`${row.rule}\0${text}`).digest("hex").slice(0, 16);
    const occurrence = (seen.get(hash) ?? 0) + 1;
    seen.set(hash, occurrence);
    return `${hash}:${occurrence}`;
  };
}
