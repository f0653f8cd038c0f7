import type { Instruction } from "../../dockerfile/model";
import { blankWords } from "../../dockerfile/words";
import type { Rule } from "../rule";
import { shippedParts } from "../shippedParts";

export const copyEverything: Rule = {
  id: "copy-everything",
  summary: "The whole build context is copied into an image that ships, and nothing is left out",
  why:
    "Without an ignore file, COPY . . takes whatever lies in the folder: the .git folder with its " +
    "history, .env files, keys, dependencies of the machine that builds.",
  severity: { recommended: "off", strict: "information" },
  *check({ project, shipped }) {
    if (!project.contextKnown || project.hasIgnoreFile !== false) return;
    for (const stage of shippedParts(shipped))
      for (const instruction of stage.instructions) {
        const span = wholeContext(instruction);
        if (span !== null)
          yield {
            stage,
            span,
            message: `${instruction.keyword} takes the whole build context, and no .dockerignore leaves anything out.`,
          };
      }
  },
};

/** Where a copy names the whole context as its source, null where it does not or leaves out some of it. */
function wholeContext({ keyword, flags, json, heredocs, arguments: source }: Instruction) {
  if ((keyword !== "COPY" && keyword !== "ADD") || heredocs.length > 0) return null;
  if (flags.some(({ name }) => name === "from" || name === "exclude")) return null;
  if (json !== null) {
    const isWhole = json.slice(0, -1).some((path) => everything.test(path));
    return isWhole ? source.spanOf(0, source.text.length) : null;
  }
  const sources = blankWords(source).slice(0, -1);
  return sources.find(({ text }) => everything.test(text))?.span ?? null;
}

/** `.`, `./`, `/`, `*`, `./*` */
const everything = /^(?:\.?\/?\*?|\.\/\.)$/;
