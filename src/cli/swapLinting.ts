import { withSwaps } from "../harden/fixes";
import { createRequester, lintFile, type Linter } from "./linting";
import type { LintOptions } from "./options";
import type { Terminal } from "./terminal";

/** As `createLinter`, with swaps among the fixes: finding them takes longer than all else. */
export async function createSwapLinter(options: LintOptions, terminal: Terminal): Promise<Linter> {
  const requestOf = await createRequester(options, terminal);
  return async (file, text) => {
    const request = await requestOf(file, text);
    return withSwaps(lintFile(request), request);
  };
}
