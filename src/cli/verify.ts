import { painter, wantsColour } from "./colour";
import { choice, type Command, type Values } from "./command";
import { readVerifyOptions, verifyOptions, verifyOptionsHelp } from "./evidenceOptions";
import { gather, sourceHelp, sourceOptions, sourceOptionsHelp } from "./gathering";
import type { Terminal } from "./terminal";
import { visible } from "./visible";

export const verifyCommand: Command = {
  help: `Checks who signed what is said of an image, and whether they may.

Usage: drydock verify [OPTION…] SOURCE

${sourceHelp}

Docker Hardened Images, Chainguard's and distroless images, and those of Docker's GitHub builder are known;
for any other name the signer: with --policy, --key or --certificate-identity.

Options:
${verifyOptionsHelp}
${sourceOptionsHelp}
  --format FORMAT                  text (default) or json
  --no-color                       no colours on a terminal
  --help                           this text

Exit codes: 0 verified, with all that was required; 1 failed, untrusted or unsigned; 2 wrong usage, or it could
not be told.
`,
  options: {
    ...sourceOptions,
    ...verifyOptions,
    format: { type: "string" },
    "no-color": { type: "boolean" },
  },
  run: runVerify,
};

async function runVerify(
  values: Values,
  sources: readonly string[],
  terminal: Terminal,
): Promise<number> {
  const format = choice(values, "format", ["text", "json"], "text");
  const gathered = await gather(sources, values, readVerifyOptions(values, terminal), terminal);
  if (gathered.kind === "problem") {
    terminal.complain(`drydock verify: ${visible(gathered.message)}`);
    return 2;
  }
  const { report } = gathered;
  if (format === "json") {
    const { formatVerifyJson } = await import("./formats/evidenceJson.js");
    terminal.print(formatVerifyJson(report));
  } else {
    const { formatVerifyText } = await import("./formats/evidenceText.js");
    const colour =
      values["no-color"] !== true && wantsColour(terminal.isTerminal, terminal.environment);
    terminal.print(formatVerifyText(report, painter(colour)));
  }
  const { verdict } = report.result;
  if (verdict === "verified") return 0;
  return verdict === "unchecked" ? 2 : 1;
}
