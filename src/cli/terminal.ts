import { readSync } from "node:fs";
import { isatty } from "node:tty";

/** What a command sees of the world around it, handed in by main. */
export interface Terminal {
  readonly workingDirectory: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Whether a person sees the results as they are printed. */
  readonly isTerminal: boolean;
  readonly today: Date;
  /** Writes results to standard output. */
  print(text: string): void;
  /** Writes one line of complaint to standard error. */
  complain(line: string): void;
  /** Says there what takes its time, where somebody looks on. */
  progress(line: string): void;
  readStandardInput(): Promise<Uint8Array>;
}

/** The terminal of this process. */
export function processTerminal(): Terminal {
  process.stdout.on("error", endUnwritten);
  // Node makes a stream when it is first asked for; mostly there is nothing to complain of.
  let complaints: NodeJS.WriteStream | null = null;
  const openComplaints = () => process.stderr.on("error", () => undefined);
  const complain = (line: string) => void (complaints ??= openComplaints()).write(line + "\n");
  return {
    workingDirectory: process.cwd(),
    environment: process.env,
    isTerminal: process.stdout.isTTY === true,
    today: new Date(),
    print: (text) => void process.stdout.write(text),
    complain,
    progress(line) {
      if (wantsProgress(isatty(2), process.env)) complain(line);
    },
    readStandardInput,
  };
}

/** Logs are read by machines, and later: nobody waits there. */
export function wantsProgress(isTerminal: boolean, environment: Terminal["environment"]): boolean {
  return isTerminal && (environment["CI"] ?? "") === "" && environment["TERM"] !== "dumb";
}

/**
 * Where the reader went away (`drydock lint | head`) nobody is left to tell, and the exit code stands. Else what was
 * found is lost, and must not look like an answer.
 */
function endUnwritten({ code = "no reason" }: NodeJS.ErrnoException): void {
  if (code === "EPIPE") return;
  process.stderr.write(`drydock: the output can't be written (${code}).\n`, () => process.exit(2));
}

async function readStandardInput(): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  if (!readNow(chunks))
    for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks);
}

/**
 * Reads without the streams that Node would have to load for it. False where that can't be done to the end: of a
 * terminal that somebody made one that does not wait, and on Windows, where an end is an error.
 */
function readNow(chunks: Uint8Array[]): boolean {
  try {
    for (;;) {
      const chunk = Buffer.allocUnsafe(64 * 1024);
      const length = readSync(0, chunk);
      if (length === 0) return true;
      chunks.push(chunk.subarray(0, length));
    }
  } catch {
    return false;
  }
}
