import path from "node:path";
import { Worker } from "node:worker_threads";
import type { WriterMessage, WriterTask } from "./sbomWriter";

/**
 * Writes CycloneDX in a thread of its own.
 *
 * @param progress is told of what is being done, in sentences
 * @returns the bytes, valid by the schema where they are JSON
 * @throws Error with a sentence where they would not be valid or can't be written; the signal's reason where it is
 * stopped
 */
export function writeSbom(
  task: WriterTask,
  progress: (text: string) => void,
  signal: AbortSignal,
): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const worker = new Worker(path.join(__dirname, "sbomWriter.js"), { workerData: task });
    const stop = (): void => {
      void worker.terminate();
      reject(signal.reason as Error);
    };
    signal.addEventListener("abort", stop, { once: true });
    const end = (settle: () => void): void => {
      signal.removeEventListener("abort", stop);
      void worker.terminate();
      settle();
    };
    worker.on("message", (message: WriterMessage) => {
      if (message.kind === "progress") progress(message.text);
      else if (message.kind === "written") end(() => resolve(message.bytes));
      else {
        const reasons = message.problems.join(" ");
        end(() => reject(new Error(`It would not be valid CycloneDX. ${reasons}`)));
      }
    });
    worker.on("error", (error) => end(() => reject(error)));
    worker.on("exit", () => end(() => reject(new Error("The list could not be written."))));
  });
}
