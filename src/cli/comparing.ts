import { compare } from "../view/comparison";
import { comparisonMarkdown } from "../view/comparisonMarkdown";
import { painter, wantsColour } from "./colour";
import type { Values } from "./command";
import { gatherSide } from "./comparedSides";
import { readVerifyOptions } from "./verifyOptions";
import { readCatalog } from "./installation";
import type { Search } from "./searching";
import type { Terminal } from "./terminal";
import { visible } from "./visible";

/** Waits for both searches, and prints what differs between what they find; gives the exit code. */
export async function compareSides(
  before: Search,
  after: Search,
  format: "text" | "json" | "markdown",
  values: Values,
  terminal: Terminal,
): Promise<number> {
  const options = await readVerifyOptions(values, terminal);
  const catalog = readCatalog();
  const gatherOne = (search: Search, reports: string) =>
    gatherSide(search, reports, catalog, values, options, terminal);
  const gathered = await Promise.all([
    gatherOne(before, "report-before"),
    gatherOne(after, "report-after"),
  ]);
  for (const [place, { source }] of [before, after].entries()) {
    const one = gathered[place];
    const problem = one?.kind === "side" ? one.unreached : one?.message;
    if (problem != null)
      terminal.complain(`drydock compare: ${visible(source)}: ${visible(problem)}`);
  }
  const sides = gathered.flatMap((one) => (one.kind === "side" ? [one.side] : []));
  const [one, other] = sides;
  if (one === undefined || other === undefined) return 2;
  const comparison = compare(one, other);
  if (format === "json") {
    const { formatComparisonJson } = await import("./formats/comparisonJson.js");
    terminal.print(formatComparisonJson(comparison));
  } else if (format === "markdown") terminal.print(comparisonMarkdown(comparison));
  else {
    const { formatComparisonText } = await import("./formats/comparisonText.js");
    terminal.print(formatComparisonText(comparison, painter(wantsColour(values, terminal))));
  }
  const hasProblems = [one, other].some(({ problems }) => problems.length > 0);
  return comparison.packages === null || hasProblems ? 1 : 0;
}
