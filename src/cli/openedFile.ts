import { fileArtifact } from "../registry/fileArtifact";
import { verifyArtifacts, type Asked, type VerifyOptions } from "../verify/evidence";
import type { EvidenceItem } from "../verify/item";
import { texts, UsageError, type Values } from "./command";
import type { Terminal } from "./terminal";
import { readNamed } from "./trusting";
import { visible } from "./visible";

/**
 * Reads the files that a repeatable option names, and keeps what they hold of one kind. A signed one is checked
 * as evidence of an image is: it must be about this image, and its signature good.
 * @param noun what it should hold, for the complaint where it does not: `VEX`
 */
export function readOpenedFiles(
  option: string,
  kind: "scan" | "vex",
  noun: string,
  values: Values,
  asked: Asked,
  options: VerifyOptions,
  terminal: Terminal,
): readonly EvidenceItem[] {
  return texts(values, option).flatMap((file) => {
    const bytes = readNamed(`--${option}: `, file, terminal);
    const { items } = verifyArtifacts([fileArtifact(file, bytes)], asked, options);
    for (const { verdict, checks } of items) {
      if (verdict !== "failed") continue;
      const broken = checks.find(({ result }) => result === "failed");
      const found = broken?.found == null ? "" : `, ${broken.found}`;
      throw new UsageError(
        `--${option}: ${visible(file)} failed a check: ${visible(`${broken?.name ?? "statement"}${found}`)}.`,
      );
    }
    const fitting = items.filter(({ kinds }) => kinds.includes(kind));
    if (fitting.length === 0) {
      const formats = items.map(({ format }) => format).join(", ");
      throw new UsageError(`--${option}: ${visible(file)} holds no ${noun}: ${visible(formats)}.`);
    }
    return fitting.map((item) => ({
      ...item,
      documents: item.documents.filter((document) => document.kind === kind),
    }));
  });
}
