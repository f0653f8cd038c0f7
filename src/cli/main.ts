import { parseArguments, UsageError, type Command, type Options } from "./command";
import type { dockerfileCommands } from "./dockerfileCommands";
import type { evidenceCommands } from "./evidenceCommands";
import { processTerminal, type Terminal } from "./terminal";
import { suggestion } from "./words";
import { visible } from "./visible";

/** The commands, each loaded when it is asked for: a start costs no more than what it runs. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  lint: dockerfile("lint"),
  fix: async () => (await import("./fix.js")).fixCommand,
  suggest: dockerfile("suggest"),
  inspect: evidence("inspect"),
  verify: async () =>
    (await import("./evidenceCommands.js")).verifyCommand(async (...given) =>
      (await import("./dockerfileCommands.js")).readNamedImages(...given),
    ),
  compare: evidence("compare"),
  "verify-bundle": evidence("verify-bundle"),
  cache: evidence("cache"),
};

function dockerfile(name: keyof typeof dockerfileCommands): () => Promise<Command> {
  return async () => (await import("./dockerfileCommands.js")).dockerfileCommands[name];
}

function evidence(name: keyof typeof evidenceCommands): () => Promise<Command> {
  return async () => (await import("./evidenceCommands.js")).evidenceCommands[name];
}

const help = `Drydock finds Dockerfiles that run as root or ship too much, and checks what images say of themselves.

Usage: drydock COMMAND [OPTION…] [PATH…]

Commands:
  lint           report what is wrong in Dockerfiles
  fix            correct what can be corrected, and swap in hardened base images
  suggest        the hardened images that can take an image's place
  inspect        what an image says of itself: SBOM, VEX, provenance, signatures
  verify         who signed it, and whether they may
  compare        what differs between two images: packages, size, user, vulnerabilities
  verify-bundle  check a Sigstore bundle against a file and a signer
  cache          where the cache of what registries said is, and how to empty it

Options:
  --help       this text; "drydock COMMAND --help" for a command
  --version    the version; with --verbose also where the image catalog is from

Exit codes: 0 nothing to complain about, 1 findings or changes, 2 wrong usage or unreadable input.
`;

async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined) {
    terminal.complain(help.trimEnd());
    return 2;
  }
  if (name.startsWith("-")) return await runWithoutCommand(args, terminal);
  if (name === "help") return await run([...rest.slice(0, 1), "--help"], terminal);
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (load === undefined) {
    const hint = suggestion(name, Object.keys(commands));
    throw new UsageError(`unknown command "${visible(name)}".${hint}`);
  }
  const command = await load();
  const { values, positionals } = parseArguments(rest, {
    ...command.options,
    ...common,
  });
  if (values["help"] === true) {
    terminal.print(command.help);
    return 0;
  }
  return await command.run(values, positionals, terminal);
}

/** Those of every command. One that prints no colours takes the last too, so that scripts can give it to all. */
const common: Options = {
  help: { type: "boolean", short: "h" },
  "no-color": { type: "boolean" },
};

async function runWithoutCommand(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = parseArguments(args, {
    help: { type: "boolean", short: "h" },
    version: { type: "boolean" },
    verbose: { type: "boolean" },
  });
  const [name] = positionals;
  if (name !== undefined && values["version"] !== true) {
    throw new UsageError("the command comes first: drydock COMMAND [OPTION…] [PATH…].");
  }
  if (values["version"] !== true) {
    terminal.print(help);
    return 0;
  }
  const { describeVersion } = await import("./version.js");
  terminal.print(describeVersion(values["verbose"] === true));
  return 0;
}

/** By its code: a part of the command line has a class of its own. */
function isError(error: unknown, code: string): error is Error {
  return error instanceof Error && "code" in error && error.code === code;
}

async function main(): Promise<void> {
  const terminal = processTerminal();
  const args = process.argv.slice(2);
  try {
    // Not process.exit: what was printed to a pipe may still be on its way.
    process.exitCode = await run(args, terminal);
  } catch (error) {
    process.exitCode = 2;
    const isRefusal = isError(error, "refused");
    if (!isRefusal && !isError(error, "usage")) {
      // A fault of ours must not look like findings, which 1 would say.
      terminal.complain(`drydock failed: ${error instanceof Error ? error.stack : String(error)}`);
      return;
    }
    const [name = ""] = args;
    const command = Object.hasOwn(commands, name) ? ` ${name}` : "";
    terminal.complain(`drydock${command}: ${error.message}`);
    if (!isRefusal) terminal.complain(`"drydock${command} --help" lists what it understands.`);
  }
}

void main();
