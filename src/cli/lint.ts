import path from "node:path";
import type { Severity } from "../lint/finding";
import { rules } from "../lint/rules/index";
import { wantsColour } from "./colour";
import { choice, texts, UsageError, type Command, type Values } from "./command";
import { formatGithub } from "./formats/github";
import { formatJson } from "./formats/json";
import { formatJunit } from "./formats/junit";
import { formatText } from "./formats/text";
import { readVersion } from "./installation";
import { complainOfTargets, createLinter, openFiles } from "./linting";
import { assertRule, lintOptions, lintOptionsHelp, toLintOptions } from "./options";
import { shownPath } from "./paths";
import { reaches, type FileReport, type LintReport } from "./report";
import type { Terminal } from "./terminal";
import { visible } from "./visible";
import { suggestion } from "./words";

const formats = ["text", "json", "sarif", "github", "junit"] as const;
/** The formats that hold the edits of fixes, and so those of swaps. */
const withFixes: ReadonlySet<(typeof formats)[number]> = new Set(["json", "sarif"]);
const severities = ["error", "warning", "information", "hint"] as const;

export const lintCommand: Command = {
  help: `Reports what is wrong in Dockerfiles.

Usage: drydock lint [OPTION…] [PATH…]

PATH is a file, a folder to search, or - for standard input; the default is the current folder.
Folders are searched for Dockerfile, Dockerfile.*, *.Dockerfile, *.dockerfile, Containerfile and
Containerfile.*, leaving out .git, node_modules and what .gitignore names. A compose or bake file is
linted where it is named itself: the images that it pulls, and the users of its services.

Options:
  --format FORMAT           text (default), json, sarif, github or junit
  --fail-on SEVERITY        what makes the exit code 1: error, warning (default),
                            information, hint or never
  --rule ID=SEVERITY        off, hint, information, warning or error for a rule; repeatable
${lintOptionsHelp}
  --no-color                no colours on a terminal
  --help                    this text

Exit codes: 0 nothing reaches --fail-on, 1 something does, 2 wrong usage or unreadable input.
`,
  options: {
    ...lintOptions,
    format: { type: "string" },
    "fail-on": { type: "string" },
  },
  run: runLint,
};

async function runLint(
  values: Values,
  paths: readonly string[],
  terminal: Terminal,
): Promise<number> {
  const format = choice(values, "format", formats, "text");
  const failOn = choice(values, "fail-on", [...severities, "never"], "warning");
  const options = toLintOptions(values, ruleSeverities(texts(values, "rule")));
  const opened = await openFiles(paths, options, terminal);
  const lint = withFixes.has(format)
    ? await (await import("./fix.js")).createSwapLinter(options, terminal)
    : await createLinter(options, terminal);
  const files: FileReport[] = [];
  for (const file of opened.files) {
    files.push({ path: file.path, text: file.text, result: await lint(file, file.text) });
  }
  const report = { files, unread: opened.unread };
  const colour = wantsColour(values, terminal);
  terminal.print(await render(report, format, failOn, colour, terminal));
  const results = files.map(({ result }) => result);
  return complainOfTargets(options, results, terminal) ? 2 : exitCode(report, failOn);
}

async function render(
  report: LintReport,
  format: (typeof formats)[number],
  failOn: Severity | "never",
  colour: boolean,
  terminal: Terminal,
): Promise<string> {
  switch (format) {
    case "text":
      return formatText(report, { colour });
    case "json":
      return formatJson(report);
    case "sarif": {
      // It needs digests, which Node has to load.
      const { formatSarif } = await import("./formats/sarif.js");
      return formatSarif(report, { version: readVersion(), rules });
    }
    case "github":
      return formatGithub(report, repositoryPath(terminal));
    case "junit":
      return formatJunit(report, failOn);
  }
}

function exitCode({ files, unread }: LintReport, failOn: Severity | "never"): number {
  if (unread.length > 0 || files.length === 0) return 2;
  const failing = files.some(
    ({ result }) =>
      (result.problems.length > 0 && reaches("error", failOn)) ||
      result.findings.some((finding) => reaches(finding.severity, failOn)),
  );
  return failing ? 1 : 0;
}

/** Reads `ID=SEVERITY` for each; the last one of a rule counts. */
function ruleSeverities(given: readonly string[]): Readonly<Record<string, Severity | "off">> {
  const known = rules.map(({ id }) => id);
  const words = ["off", ...severities.toReversed()] as const;
  return Object.fromEntries(
    given.map((assignment) => {
      const [id = "", value, ...more] = assignment.split("=");
      if (value === undefined || more.length > 0)
        throw new UsageError(
          `--rule is written ID=SEVERITY, not "${visible(assignment)}"; SEVERITY is ${words.join(", ")}.`,
        );
      assertRule(id, known);
      const severity = words.find((word) => word === value);
      if (severity !== undefined) return [id, severity];
      const hint = suggestion(value, words, `${id}=`);
      throw new UsageError(
        `--rule: the severity of ${id} is one of ${words.join(", ")}, not "${visible(value)}".${hint}`,
      );
    }),
  );
}

/** GitHub wants paths from the repository's root, also where a step works in a folder of it. */
function repositoryPath({ workingDirectory, environment }: Terminal): (shown: string) => string {
  const workspace = environment["GITHUB_WORKSPACE"];
  if (workspace === undefined || workspace === "") return (shown) => shown;
  return (shown) => shownPath(path.resolve(workingDirectory, shown), path.resolve(workspace));
}
