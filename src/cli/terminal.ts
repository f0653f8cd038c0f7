import { fstatSync, readSync, writeSync } from "node:fs";

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

/** The terminal of this process. Node makes a stream when it is first asked for, and loads much for it. */
export function processTerminal(): Terminal {
  const isTerminal = isTerminalAt(1);
  let output: NodeJS.WriteStream | null = null;
  let complaints: NodeJS.WriteStream | null = null;
  const openOutput = () => process.stdout.on("error", endUnwritten);
  const openComplaints = () => process.stderr.on("error", () => undefined);
  const complain = (line: string) => void (complaints ??= openComplaints()).write(line + "\n");
  return {
    workingDirectory: process.cwd(),
    environment: process.env,
    isTerminal,
    today: new Date(),
    print(text) {
      const left = isTerminal || output !== null ? Buffer.from(text) : writeNow(text);
      if (left.length > 0) (output ??= openOutput()).write(left);
    },
    complain,
    progress(line) {
      if (wantsProgress(isTerminalAt(2), process.env)) complain(line);
    },
    readStandardInput,
  };
}

/** Files and pipes are none, which can be told without a stream; not so on Windows. */
function isTerminalAt(descriptor: 1 | 2): boolean {
  try {
    if (process.platform !== "win32" && !fstatSync(descriptor).isCharacterDevice()) return false;
  } catch {
    return false;
  }
  return (descriptor === 1 ? process.stdout : process.stderr).isTTY === true;
}

/** Gives what could not be written: the stream tries it again, waits where that helps, and tells where nothing does. */
function writeNow(text: string): Uint8Array {
  let left = Buffer.from(text);
  try {
    while (left.length > 0) left = left.subarray(writeSync(1, left));
  } catch {
    return left;
  }
  return left;
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
