import { spawnSync } from "node:child_process";
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
  remove(): void;
}

export interface RunOptions {
  readonly input?: string | Uint8Array;
  readonly environment?: Readonly<Record<string, string>>;
  /** A folder below, to run in. */
  readonly below?: string;
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
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

const main = path.join(__dirname, "..", "..", "src", "cli", "main.js");

function run(args: readonly string[], cwd: string, options: RunOptions = {}): Outcome {
  const { CI: _, NO_COLOR: __, GITHUB_WORKSPACE: ___, ...inherited } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], {
    cwd,
    input: options.input ?? "",
    env: { ...inherited, ...options.environment },
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  return { code: status, stdout, stderr };
}
