import type { Verdict } from "../verify/verdict";
import { painter, wantsColour } from "./colour";
import type { Values } from "./command";
import type { NamedImages } from "./dockerfileImages";
import { readVerifyOptions } from "./verifyOptions";
import { formatVerifyJson } from "./formats/evidenceJson";
import { formatVerifyText } from "./formats/evidenceText";
import { formatFileVerdictJson, formatFileVerdictText } from "./formats/fileVerdict";
import { gatherNamed } from "./gathering";
import { platformOf, type Search } from "./searching";
import type { Terminal } from "./terminal";
import { verifyImages } from "./verifyDockerfile";
import { visible } from "./visible";
import { counted } from "./words";
import { worldOf } from "./world";

/** Waits for the search, and prints what its evidence comes to; gives the exit code. */
export async function verify(
  search: Search,
  format: "text" | "json",
  values: Values,
  terminal: Terminal,
): Promise<number> {
  const options = await readVerifyOptions(values, terminal);
  const report = await gatherNamed("verify", search, options, terminal);
  if (report === null) return 2;
  if (format === "json") terminal.print(formatVerifyJson(report));
  else terminal.print(formatVerifyText(report, painter(wantsColour(values, terminal))));
  return exitCode(report.result.verdict);
}

/** The same of the images that ship, or all, that a file names. */
export async function verifyNamed(
  named: NamedImages,
  format: "text" | "json",
  values: Values,
  terminal: Terminal,
): Promise<number> {
  const images = named.images.filter(({ role }) => role === "base" || values["all"] === true);
  if (images.length > 0) terminal.progress(`Looking at ${counted(images.length, "image")}…`);
  const outcome = await verifyImages(
    { ...named, images },
    worldOf(values, terminal),
    platformOf(values),
    await readVerifyOptions(values, terminal),
  );
  if (format === "json") terminal.print(formatFileVerdictJson(outcome));
  else {
    for (const problem of outcome.problems) terminal.complain(visible(problem));
    for (const built of outcome.builds.slice(0, mostBuilds))
      terminal.complain(
        `${visible(outcome.file)} builds ${visible(built)} too: verify that with --dockerfile.`,
      );
    const more = outcome.builds.length - mostBuilds;
    if (more > 0)
      terminal.complain(`${visible(outcome.file)} builds ${more} more: --format json lists all.`);
    terminal.print(formatFileVerdictText(outcome, painter(wantsColour(values, terminal))));
  }
  return exitCode(outcome.verdict);
}

/** A text is read by a person; JSON lists all. */
const mostBuilds = 10;

function exitCode(verdict: Verdict): number {
  if (verdict === "verified") return 0;
  return verdict === "unchecked" ? 2 : 1;
}
