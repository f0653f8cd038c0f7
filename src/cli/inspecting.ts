import { painter, wantsColour } from "./colour";
import type { Values } from "./command";
import { readVerifyOptions } from "./verifyOptions";
import { formatInspectJson } from "./formats/evidenceJson";
import { formatInspectText } from "./formats/evidenceText";
import { gatherNamed } from "./gathering";
import { saveWhatWasFound } from "./saving";
import type { Search } from "./searching";
import type { Terminal } from "./terminal";
import { findVulnerabilities } from "./vulnerabilities";

/** Waits for the search, checks what it finds, and prints it; gives the exit code. */
export async function inspect(
  search: Search,
  format: "text" | "json",
  values: Values,
  terminal: Terminal,
): Promise<number> {
  const options = await readVerifyOptions(values, terminal);
  const report = await gatherNamed("inspect", search, options, terminal);
  if (report === null) return 2;
  const found = await findVulnerabilities(report, values, options, terminal);
  const { vulnerabilities } = found;
  if (format === "json") {
    terminal.print(formatInspectJson(report, vulnerabilities, found.problems));
  } else {
    terminal.print(
      formatInspectText(
        report,
        vulnerabilities,
        found.problems,
        painter(wantsColour(values, terminal)),
      ),
    );
  }
  const isSaved = saveWhatWasFound(values, report.result.items, terminal);
  const { items, problems } = report.result;
  const isEmpty = items.length === 0 && vulnerabilities === null;
  const all = [...problems, ...found.problems, ...items.flatMap((item) => item.problems)];
  const hasProblems = all.length > 0;
  return isEmpty || hasProblems || !isSaved ? 1 : 0;
}
