import { choice, type Command, type Values } from "./command";
import { sourceHelp, sourceOptions, sourceOptionsHelp, withSearches } from "./searching";
import {
  saveOptions,
  saveOptionsHelp,
  verifyOptions,
  verifyOptionsHelp,
  vulnerabilityOptions,
  vulnerabilityOptionsHelp,
} from "./evidenceOptions";
import type { Terminal } from "./terminal";

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
  },
  run: runInspect,
};

async function runInspect(
  values: Values,
  sources: readonly string[],
  terminal: Terminal,
): Promise<number> {
  const format = choice(values, "format", ["text", "json"], "text");
  return withSearches(values, terminal, async (start) => {
    const search = start(sources);
    // Code that is loaded now takes the time in which nothing has come yet.
    await search.underWay;
    const { inspect } = await import("./evidenceRuns.js");
    return inspect(search, format, values, terminal);
  });
}
