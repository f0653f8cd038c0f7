import type { Command } from "./command";
import { lintCommand } from "./lint";
import { suggestCommand } from "./suggest";

/** The commands that need the lint or the catalog: a part of their own, loaded when one of them is asked for. */
export const dockerfileCommands = {
  lint: lintCommand,
  suggest: suggestCommand,
} satisfies Readonly<Record<string, Command>>;

export { readNamedImages } from "./dockerfileImages";
