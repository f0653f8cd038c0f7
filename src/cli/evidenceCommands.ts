import { cacheCommand } from "./cache";
import { compareCommand } from "./compare";
import type { Command } from "./command";
import { inspectCommand } from "./inspect";
import { verifyCommand } from "./verify";
import { verifyBundleCommand } from "./verifyBundle";

/** The commands that need signatures and formats: a bundle of their own, loaded when one of them is asked for. */
export const evidenceCommands = {
  inspect: inspectCommand,
  compare: compareCommand,
  "verify-bundle": verifyBundleCommand,
  cache: cacheCommand,
} satisfies Readonly<Record<string, Command>>;

export { verifyCommand };
