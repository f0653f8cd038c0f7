import { readSync } from "node:fs";

/** What a command sees of the world around it, handed in by main. */
export interface Terminal {
  readonly workingDirectory: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly isTerminal: boolean;
  readonly today: Date;
  /** Writes results to standard output. */
  print(text: string): void;
  /** Writes one line of complaint or progress to standard error. */
  complain(line: string): void;
  readStandardInput(): Promise<Uint8Array>;
}

/** The terminal of this process. */
export function processTerminal(): Terminal {
  process.stdout.on("error", ignoreNoReader);
  // Node makes a stream when it is first asked for; mostly there is nothing to complain of.
  let complaints: NodeJS.WriteStream | null = null;
  const openComplaints = () => process.stderr.on("error", ignoreNoReader);
  return {
    workingDirectory: process.cwd(),
    environment: process.env,
    isTerminal: process.stdout.isTTY === true,
    today: new Date(),
    print: (text) => void process.stdout.write(text),
    complain: (line) => void (complaints ??= openComplaints()).write(line + "\n"),
    readStandardInput,
  };
}

/** The reader went away (`drydock lint | head`): nobody is left to tell, and the exit code stands. */
function ignoreNoReader(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
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
