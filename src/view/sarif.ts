import { createHash } from "node:crypto";
import type { Range } from "../dockerfile/position";
import type { Fix, RelatedInformation, Severity } from "../lint/finding";
import { artifactUri } from "./artifactUri";
import { visible, visibleJson } from "./visible";

/** What SARIF says of a rule. */
export interface SarifRule {
  readonly id: string;
  readonly summary: string;
  readonly why: string;
  readonly severity: { readonly recommended: Severity | "off" };
}

/** One result at one place. */
export interface SarifRow {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly range: Range;
  readonly related: readonly RelatedInformation[];
  readonly fixes: readonly Fix[];
}

export interface SarifFile {
  /** With `/` on every system: relative to the source root where it lies inside, else absolute. */
  readonly path: string;
  readonly rows: readonly SarifRow[];
  /** The text by which a row is recognised after lines above it moved, such as that of its line. */
  textOf(row: SarifRow): string;
}

export interface SarifRun {
  readonly version: string;
  /** All that could have been found, not only what was. */
  readonly rules: readonly SarifRule[];
  readonly files: readonly SarifFile[];
  /** Files and folders that could not be read. */
  readonly unread: readonly { readonly path: string; readonly message: string }[];
  /** What else is to be said of the run, as a property bag. */
  readonly properties?: Readonly<Record<string, unknown>>;
}

/** SARIF 2.1.0, for code scanning, with a line end at its end. */
export function formatSarifRun({ version, rules, files, unread, properties }: SarifRun): string {
  const indexes = new Map(rules.map(({ id }, index) => [id, index]));
  return (
    visibleJson({
      $schema: "https://json.schemastore.org/sarif-2.1.0.json",
      version: "2.1.0",
      runs: [
        {
          tool: {
            driver: { name: "Drydock", semanticVersion: version, rules: rules.map(toRule) },
          },
          columnKind: "utf16CodeUnits",
          invocations: [
            {
              executionSuccessful: unread.length === 0,
              toolExecutionNotifications: unread.map(({ path, message }) => ({
                level: "error",
                message: { text: visible(message) },
                locations: [{ physicalLocation: { artifactLocation: artifact(path) } }],
              })),
            },
          ],
          results: files.flatMap((file) => toResults(file, indexes)),
          ...(properties === undefined ? {} : { properties }),
        },
      ],
    }) + "\n"
  );
}

const levels = { error: "error", warning: "warning", information: "note", hint: "note" } as const;

function toRule({ id, summary, why, severity: { recommended } }: SarifRule) {
  return {
    id,
    shortDescription: { text: summary },
    fullDescription: { text: why },
    help: { text: `${summary}. ${why}` },
    defaultConfiguration:
      recommended === "off" ? { enabled: false } : { level: levels[recommended] },
    properties: { tags: ["dockerfile", "security"] },
  };
}

function toResults(file: SarifFile, indexes: ReadonlyMap<string, number>) {
  const fingerprint = fingerprints(file);
  return file.rows.map((row) => {
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
  const uri = artifactUri(path);
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

/** Names a row so that it is recognised after lines above it moved: its rule, its text and how many the same came before. */
function fingerprints({ textOf }: SarifFile): (row: SarifRow) => string {
  const seen = new Map<string, number>();
  return (row) => {
    const identity = `${row.rule}\0${textOf(row)}`;
    const hash = createHash("sha256").update(identity).digest("hex").slice(0, 16);
    const occurrence = (seen.get(hash) ?? 0) + 1;
    seen.set(hash, occurrence);
    return `${hash}:${occurrence}`;
  };
}
