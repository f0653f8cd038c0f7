import type { Asked, VerifyOptions } from "../verify/evidence";
import type { EvidenceItem } from "../verify/item";
import { openedItems } from "../verify/openedFile";
import { fileArtifact } from "./registry.js";
import { texts, UsageError, type Values } from "./command";
import { readNamed } from "./namedFile";
import type { Terminal } from "./terminal";
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
    const artifact = fileArtifact(file, readNamed(`--${option}: `, file, terminal));
    const opened = openedItems(artifact, kind, noun, asked, options);
    if (typeof opened === "string")
      throw new UsageError(`--${option}: ${visible(file)} ${visible(opened)}`);
    return opened;
  });
}
