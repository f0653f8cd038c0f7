import path from "node:path";
import { UsageError } from "./command";
import { describeFailure, readWhole } from "./read";
import type { Terminal } from "./terminal";
import { visible } from "./visible";

/** The bytes of a file that an option or argument names; by the usual `read`, 128 MiB at most. */
export function readNamed(
  label: string,
  file: string,
  { workingDirectory }: Terminal,
  read: (file: string) => Uint8Array = readWhole,
): Uint8Array {
  try {
    return read(path.resolve(workingDirectory, file));
  } catch (error) {
    throw new UsageError(`${label}${visible(file)} ${describeFailure(error)}.`);
  }
}
