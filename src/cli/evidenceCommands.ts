import type { Command } from "./command";
import { verifyBundleCommand } from "./verifyBundle";

/** The commands that need signatures and formats: a bundle of their own, loaded when one of them is asked for. */
export const evidenceCommands = {
  "verify-bundle": verifyBundleCommand,
} satisfies Readonly<Record<string, Command>>;
