import { painter, wantsColour } from "./colour";
import { choice, type Command, type Values } from "./command";
import { formatInspectJson } from "./formats/evidenceJson";
import { formatInspectText } from "./formats/evidenceText";
import { readVerifyOptions, verifyOptions, verifyOptionsHelp } from "./evidenceOptions";
import { gatherNamed, sourceHelp, sourceOptions, sourceOptionsHelp } from "./gathering";
import { saveOptions, saveOptionsHelp, saveWhatWasFound } from "./saving";
import type { Terminal } from "./terminal";
import {
  findVulnerabilities,
  vulnerabilityOptions,
  vulnerabilityOptionsHelp,
} from "./vulnerabilities";

export const inspectCommand: Command = {
  help: `Shows what an image says of itself: SBOM, VEX, provenance, scans, signatures; and which vulnerabilities are
known of it, before and after VEX.

Usage: drydock inspect [OPTION…] SOURCE

${sourceHelp}

Options:
${sourceOptionsHelp}
${vulnerabilityOptionsHelp}
${saveOptionsHelp}
${verifyOptionsHelp}
  --format FORMAT                  text (default) or json
  --no-color                       no colours on a terminal
  --help                           this text

Exit codes: 0 there is something, 1 there is nothing or it has problems, 2 wrong usage or it could not be read.
`,
  options: {
    ...sourceOptions,
    ...vulnerabilityOptions,
    ...saveOptions,
    ...verifyOptions,
    format: { type: "string" },
    "no-color": { type: "boolean" },
  },
  run: runInspect,
};

async function runInspect(
  values: Values,
  sources: readonly string[],
  terminal: Terminal,
): Promise<number> {
  const format = choice(values, "format", ["text", "json"], "text");
  const options = await readVerifyOptions(values, terminal);
  const report = await gatherNamed("inspect", sources, values, options, terminal);
  if (report === null) return 2;
  const found = await findVulnerabilities(report, values, options, terminal);
  const { vulnerabilities } = found;
  if (format === "json") {
    terminal.print(formatInspectJson(report, vulnerabilities, found.problems));
  } else {
    terminal.print(
      formatInspectText(
        report,
        vulnerabilities,
        found.problems,
        painter(wantsColour(values, terminal)),
      ),
    );
  }
  const isSaved = saveWhatWasFound(values, report.result.items, terminal);
  const { items, problems } = report.result;
  const isEmpty = items.length === 0 && vulnerabilities === null;
  const all = [...problems, ...found.problems, ...items.flatMap((item) => item.problems)];
  const hasProblems = all.length > 0;
  return isEmpty || hasProblems || !isSaved ? 1 : 0;
}
