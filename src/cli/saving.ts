import { writeFileSync } from "node:fs";
import path from "node:path";
import type { EvidenceItem } from "../verify/item";
import { betterVerdict } from "../verify/verdicts";
import { text, type Values } from "./command";
import { describeFailure } from "./read";
import type { Terminal } from "./terminal";
import { visible } from "./visible";

const kinds = ["sbom", "vex", "provenance"] as const;

/**
 * Writes out the documents that the options ask for: of several of one kind the one with the best verdict,
 * the first of these. What failed a check is not written. False where one is missing or can't be written.
 */
export function saveWhatWasFound(
  values: Values,
  items: readonly EvidenceItem[],
  terminal: Terminal,
): boolean {
  const results = kinds.map((kind) => {
    const file = text(values, kind);
    return file === undefined || save(kind, file, items, terminal);
  });
  return results.every((isDone) => isDone);
}

function save(
  kind: (typeof kinds)[number],
  file: string,
  items: readonly EvidenceItem[],
  terminal: Terminal,
): boolean {
  const fitting = items.filter((item) => item.kinds.includes(kind) && item.verdict !== "failed");
  const [first, ...others] = fitting;
  if (first === undefined) {
    terminal.complain(`--${kind}: there is none to write to ${visible(file)}.`);
    return false;
  }
  const best = others.reduce(
    (found, item) => (betterVerdict(item.verdict, found.verdict) ? item : found),
    first,
  );
  try {
    writeFileSync(path.resolve(terminal.workingDirectory, file), best.content);
  } catch (error) {
    terminal.complain(
      `--${kind}: ${visible(file)} ${describeFailure(error).replace("read", "written")}.`,
    );
    return false;
  }
  const more = fitting.length === 1 ? "" : `, the best of ${fitting.length}`;
  terminal.complain(`Wrote ${visible(file)}: ${visible(best.format)}, ${best.verdict}${more}.`);
  return true;
}
