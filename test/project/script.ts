import { spawnSync } from "node:child_process";
import { repository } from "../lint/check";

/** Runs a script of the repository and gives its exit code and all that it prints. */
export function runScript(...args: readonly string[]): { code: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: repository,
    encoding: "utf8",
  });
  return { code: status, output: stdout + stderr };
}
