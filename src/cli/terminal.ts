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
  for (const stream of [process.stdout, process.stderr]) {
    // The reader went away (`drydock lint | head`): nobody is left to tell, and the exit code stands.
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") throw error;
    });
  }
  return {
    workingDirectory: process.cwd(),
    environment: process.env,
    isTerminal: process.stdout.isTTY === true,
    today: new Date(),
    print: (text) => void process.stdout.write(text),
    complain: (line) => void process.stderr.write(line + "\n"),
    readStandardInput,
  };
}

async function readStandardInput(): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks);
}
