import type { Verdict } from "../verify/verdict";
import { painter, wantsColour } from "./colour";
import { choice, text, UsageError, type Command, type Options, type Values } from "./command";
import type { ImageReader, NamedImages } from "./dockerfileImages";
import { readVerifyOptions, verifyOptions, verifyOptionsHelp } from "./evidenceOptions";
import { formatVerifyJson } from "./formats/evidenceJson";
import { formatVerifyText } from "./formats/evidenceText";
import { formatFileVerdictJson, formatFileVerdictText } from "./formats/fileVerdict";
import {
  gatherNamed,
  platformOf,
  sourceHelp,
  sourceOptions,
  sourceOptionsHelp,
  worldOf,
} from "./gathering";
import type { Terminal } from "./terminal";
import { verifyImages } from "./verifyDockerfile";
import { visible } from "./visible";

const fileOptions: Options = {
  dockerfile: { type: "string" },
  all: { type: "boolean" },
  target: { type: "string", multiple: true },
  "build-arg": { type: "string", multiple: true },
  config: { type: "string" },
};

const fileOptionsHelp = `  --dockerfile FILE                every image that a stage which ships stands on, of a Dockerfile, compose or bake file
  --all                            with it: those of builders, COPY --from and RUN --mount too
  --target STAGE, --build-arg NAME=VALUE, --config FILE
                                   with it: as for lint`;

/** @param readImages reads what `--dockerfile` names; its code is that of `lint`, which another bundle has */
export function verifyCommand(readImages: ImageReader): Command {
  return { ...described, run: (...given) => runVerify(readImages, ...given) };
}

const described: Omit<Command, "run"> = {
  help: `Checks who signed what is said of an image, and whether they may.

Usage: drydock verify [OPTION…] SOURCE
       drydock verify [OPTION…] --dockerfile FILE

${sourceHelp}

Docker Hardened Images, Chainguard's and distroless images, and those of Docker's GitHub builder are known;
for any other name the signer: with --policy, --key or --certificate-identity.

Options:
${verifyOptionsHelp}
${sourceOptionsHelp}
${fileOptionsHelp}
  --format FORMAT                  text (default) or json
  --no-color                       no colours on a terminal
  --help                           this text

Exit codes: 0 verified, with all that was required; 1 failed, untrusted or unsigned; 2 wrong usage, or it could
not be told. With --dockerfile the worst image decides.
`,
  options: {
    ...sourceOptions,
    ...verifyOptions,
    format: { type: "string" },
    "no-color": { type: "boolean" },
    ...fileOptions,
  },
};

async function runVerify(
  readImages: ImageReader,
  values: Values,
  sources: readonly string[],
  terminal: Terminal,
): Promise<number> {
  const format = choice(values, "format", ["text", "json"], "text");
  const file = text(values, "dockerfile");
  if (file !== undefined) {
    if (sources.length > 0) throw new UsageError("give it either an image or --dockerfile.");
    return verifyFile(await readImages(file, values, terminal), format, values, terminal);
  }
  for (const name of ["all", "target", "build-arg", "config"])
    if (values[name] !== undefined) throw new UsageError(`--${name} needs --dockerfile.`);
  const options = await readVerifyOptions(values, terminal);
  const report = await gatherNamed("verify", sources, values, options, terminal);
  if (report === null) return 2;
  if (format === "json") terminal.print(formatVerifyJson(report));
  else terminal.print(formatVerifyText(report, painter(wantsColour(values, terminal))));
  return exitCode(report.result.verdict);
}

/** The images that ship, or all, that a file names. */
async function verifyFile(
  named: NamedImages,
  format: "text" | "json",
  values: Values,
  terminal: Terminal,
): Promise<number> {
  const images = named.images.filter(({ role }) => role === "base" || values["all"] === true);
  const outcome = await verifyImages(
    { ...named, images },
    worldOf(values, terminal),
    platformOf(values),
    await readVerifyOptions(values, terminal),
  );
  if (format === "json") terminal.print(formatFileVerdictJson(outcome));
  else {
    for (const problem of outcome.problems) terminal.complain(visible(problem));
    terminal.print(formatFileVerdictText(outcome, painter(wantsColour(values, terminal))));
  }
  return exitCode(outcome.verdict);
}

function exitCode(verdict: Verdict): number {
  if (verdict === "verified") return 0;
  return verdict === "unchecked" ? 2 : 1;
}
