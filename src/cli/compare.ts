import { choice, UsageError, type Command, type Values } from "./command";
import { sourceHelp, sourceOptions, sourceOptionsHelp, withSearches } from "./searching";
import { verifyOptions, verifyOptionsHelp } from "./evidenceOptions";
import type { Terminal } from "./terminal";

export const compareCommand: Command = {
  help: `Shows what differs between two images, such as a base and its hardened counterpart: packages gone, added and
changed, size, user, shell, and the vulnerabilities that are left after VEX.

Usage: drydock compare [OPTION…] BEFORE AFTER

BEFORE and AFTER are each a SOURCE. ${sourceHelp}

Of an image that can't be reached the catalog is compared, where it knows the image: "drydock suggest IMAGE" names
the hardened counterparts that it knows.

Options:
${sourceOptionsHelp}
  --report-before FILE             what a scanner found in BEFORE: Trivy, Grype, SARIF, CycloneDX; repeatable
  --report-after FILE              the same of AFTER
  --vex-file FILE                  VEX that you believe, for both; repeatable
  --osv                            ask osv.dev which vulnerabilities the packages of both have: it is told their
                                   names and versions (DRYDOCK_OSV_URL names another instance)
${verifyOptionsHelp}
  --format FORMAT                  text (default), json, or markdown for a pull request
  --no-color                       no colours on a terminal
  --help                           this text

Exit codes: 0 both are known, 1 the packages of one are not or something could not be had, 2 wrong usage or one could
not be read.
`,
  options: {
    ...sourceOptions,
    "report-before": { type: "string", multiple: true },
    "report-after": { type: "string", multiple: true },
    "vex-file": { type: "string", multiple: true },
    osv: { type: "boolean" },
    ...verifyOptions,
    format: { type: "string" },
  },
  run: runCompare,
};

async function runCompare(
  values: Values,
  [before, after, ...more]: readonly string[],
  terminal: Terminal,
): Promise<number> {
  const format = choice(values, "format", ["text", "json", "markdown"], "text");
  if (before === undefined || after === undefined || more.length > 0)
    throw new UsageError("give it two images or files: drydock compare BEFORE AFTER.");
  return withSearches(values, terminal, async (start) => {
    const [one, other] = [start([before]), start([after])] as const;
    await Promise.all([one.underWay, other.underWay]);
    const { compareSides } = await import("./evidenceRuns.js");
    return compareSides(one, other, format, values, terminal);
  });
}
