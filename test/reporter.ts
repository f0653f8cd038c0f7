import { appendFileSync } from "node:fs";
import Mocha from "mocha";

/**
 * Prints like mocha's own reporters: every test of a short suite, a dot for each of a long one.
 * Names the skipped tests, so that none is skipped silently. At the end it appends the counts to
 * the file that DRYDOCK_TEST_COUNTS names; DRYDOCK_TEST_PART says which part they belong to.
 */
class Reporter {
  // Not a subclass of mocha's Base: two of those on one runner report each failure twice.
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    const { Dot, Spec } = Mocha.reporters;
    const isLong = runner.total > 150;
    new (isLong ? Dot : Spec)(runner, options);
    const skipped: string[] = [];
    runner.on("pending", (test) => skipped.push(test.fullTitle()));
    runner.once("end", () => {
      if (isLong) printSkipped(skipped);
      report(runner.stats);
    });
  }
}

function printSkipped(titles: readonly string[]): void {
  for (const title of titles) console.log(`  skipped: ${title}`);
}

function report(stats: Mocha.Stats | undefined): void {
  const file = process.env["DRYDOCK_TEST_COUNTS"];
  if (file === undefined || stats === undefined) return;
  const counts = {
    part: process.env["DRYDOCK_TEST_PART"] ?? "tests",
    passed: stats.passes,
    failed: stats.failures,
    skipped: stats.pending,
  };
  appendFileSync(file, `${JSON.stringify(counts)}\n`);
}

// Mocha's command line loads a reporter by the name of a file that is the class itself.
export = Reporter;
