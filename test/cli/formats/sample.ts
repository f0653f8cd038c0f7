import type { FileReport, LintReport } from "../../../src/cli/report";
import type { Range } from "../../../src/dockerfile/position";
import type { Finding } from "../../../src/lint/finding";
import type { LintResult } from "../../../src/lint/result";

/** Two files: one with a finding of each kind, one with nothing; small enough to read beside its output. */
export const sample: LintReport = {
  files: [
    report("api/Dockerfile", "FROM node:24\nENV TOKEN=hunter2\nRUN npm ci\nCMD npm start\n", {
      findings: [
        finding({
          rule: "root-user",
          message: "The image runs as root: node:24 has no other default user.",
          range: range(0, 5, 12),
          related: [{ message: "the container starts here", range: range(3, 0, 13) }],
          fixes: [
            {
              title: "Add USER node",
              preferred: true,
              safe: false,
              edits: [{ range: range(3, 0, 0), newText: "USER node\n" }],
            },
          ],
        }),
        finding({
          rule: "secret-in-image",
          message: "TOKEN stays readable in the image.",
          range: range(1, 4, 17),
        }),
        finding({
          rule: "needs-shell",
          severity: "hint",
          message: "The command runs in a shell.",
          range: range(3, 0, 13),
          fixes: [
            {
              title: "Use the exec form",
              preferred: true,
              safe: true,
              edits: [{ range: range(3, 4, 13), newText: '["npm", "start"]' }],
            },
          ],
        }),
      ],
      suppressed: 1,
      problems: [{ message: "unknown instruction: RUM", range: range(2, 0, 3) }],
    }),
    report("web/Dockerfile", "FROM scratch\n", {}),
  ],
  unread: [],
};

/** A report of one file with one finding. */
export function reportOf(path: string, text: string, values: Partial<Finding>): LintReport {
  return { files: [report(path, text, { findings: [finding(values)] })], unread: [] };
}

/** A range within one line, all counted from 0. */
export function range(line: number, start: number, end: number): Range {
  return { start: { line, character: start }, end: { line, character: end } };
}

function report(path: string, text: string, result: Partial<LintResult>): FileReport {
  return {
    path,
    text,
    result: { stages: [], findings: [], suppressed: 0, problems: [], ...result },
  };
}

function finding(values: Partial<Finding>): Finding {
  return {
    rule: "root-user",
    severity: "warning",
    message: "The image runs as root.",
    stage: 0,
    range: range(0, 0, 4),
    related: [],
    fixes: [],
    tags: [],
    ...values,
  };
}
