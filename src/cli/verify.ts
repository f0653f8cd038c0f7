import { choice, text, UsageError, type Command, type Options, type Values } from "./command";
import type { ImageReader } from "./dockerfileImages";
import { sourceHelp, sourceOptions, sourceOptionsHelp, withSearches } from "./searching";
import { verifyOptions, verifyOptionsHelp } from "./evidenceOptions";
import type { Terminal } from "./terminal";

const fileOptions: Options = {
  dockerfile: { type: "string" },
  all: { type: "boolean" },
  target: { type: "string", multiple: true },
  "build-arg": { type: "string", multiple: true },
  config: { type: "string" },
};

const fileOptionsHelp = `  --dockerfile FILE                every image that a stage which ships stands on; of a compose or bake file those
                                   that it pulls
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
    const { verifyNamed } = await import("./evidenceRuns.js");
    return verifyNamed(await readImages(file, values, terminal), format, values, terminal);
  }
  for (const name of ["all", "target", "build-arg", "config"])
    if (values[name] !== undefined) throw new UsageError(`--${name} needs --dockerfile.`);
  return withSearches(values, terminal, async (start) => {
    const search = start(sources);
    // Code that is loaded now takes the time in which nothing has come yet.
    await search.underWay;
    const { verify } = await import("./evidenceRuns.js");
    return verify(search, format, values, terminal);
  });
}
