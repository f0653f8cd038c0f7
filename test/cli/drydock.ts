import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder with files, in which the real command line is run as its own process. */
export interface Folder {
  readonly path: string;
  /** Writes a file and the folders above it. */
  write(name: string, content: string | Uint8Array): void;
  run(args: readonly string[], more?: RunOptions): Outcome;
  /** The same while the test goes on: a server of the test may answer. */
  start(args: readonly string[], more?: RunOptions): Promise<Outcome>;
  remove(): void;
}

export interface RunOptions {
  readonly input?: string | Uint8Array;
  readonly environment?: Readonly<Record<string, string>>;
  /** A folder below, to run in. */
  readonly below?: string;
  /** Where standard output goes: the descriptor of a file that is open. */
  readonly output?: number;
}

export function createFolder(files: Readonly<Record<string, string | Uint8Array>> = {}): Folder {
  // The system's folder for temporary files may be a link, which would show in paths.
  const root = realpathSync(mkdtempSync(path.join(tmpdir(), "drydock-cli-")));
  const write = (name: string, content: string | Uint8Array) => {
    const file = path.join(root, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
  };
  for (const [name, content] of Object.entries(files)) write(name, content);
  return {
    path: root,
    write,
    run: (args, more) => run(args, path.join(root, more?.below ?? ""), more),
    start: (args, more) => start(args, path.join(root, more?.below ?? ""), more),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

const main = path.join(__dirname, "..", "..", "src", "cli", "main.js");

function start(
  args: readonly string[],
  cwd: string,
  { environment, input = "" }: RunOptions = {},
): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [main, ...args], { cwd, env: withoutCi(environment) });
    const output = { stdout: "", stderr: "" };
    child.stdout.setEncoding("utf8").on("data", (text: string) => (output.stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (output.stderr += text));
    child.on("close", (code) => resolve({ code, ...output }));
    child.stdin.end(input);
  });
}

function withoutCi(environment: RunOptions["environment"]): NodeJS.ProcessEnv {
  const { CI: _, NO_COLOR: __, GITHUB_WORKSPACE: ___, ...inherited } = process.env;
  return { ...inherited, ...environment };
}

function run(args: readonly string[], cwd: string, options: RunOptions = {}): Outcome {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], {
    cwd,
    input: options.input ?? "",
    env: withoutCi(options.environment),
    stdio: ["pipe", options.output ?? "pipe", "pipe"],
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  return { code: status, stdout, stderr };
}
