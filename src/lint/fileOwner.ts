import type { Stage } from "../dockerfile/model";
import type { Span } from "../dockerfile/position";

/** Whom COPY --chown gives files to. */
export interface FileOwner {
  /** A name or a uid, without the group. */
  readonly name: string;
  /** As written after `--chown=`, variables replaced: `node:node`. */
  readonly value: string;
  readonly span: Span;
}

/** The last owner but root that a COPY or ADD --chown names in a stage or the stages it is built on. */
export function ownerOfFiles(stage: Stage): FileOwner | null {
  for (const part of stage.chain()) {
    for (const instruction of [...part.instructions].reverse()) {
      if (instruction.keyword !== "COPY" && instruction.keyword !== "ADD") continue;
      const flag = instruction.flags.find(({ name }) => name === "chown");
      if (flag === undefined || flag.value === null || flag.valueSpan === null) continue;
      const expansion = part.expand(flag.value, instruction);
      const value = expansion.kind === "value" ? expansion.value : "";
      const name = value.split(":")[0] ?? "";
      if (/^[\w.-]+$/.test(name) && name !== "root" && !/^0+$/.test(name))
        return { name, value, span: flag.valueSpan };
    }
  }
  return null;
}
