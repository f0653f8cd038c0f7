import { baseName, baseSpan } from "../imageName";
import type { Rule } from "../rule";
import { shellUses } from "../shellUses";

export const needsShell: Rule = {
  id: "needs-shell",
  summary: "A command is written for a shell that the image does not have",
  why:
    "RUN, CMD, ENTRYPOINT and HEALTHCHECK without brackets are started by /bin/sh. Minimal images have none: " +
    "the build stops there, or the container does not start. The exec form needs no shell.",
  severity: { recommended: "error", strict: "error" },
  *check(context) {
    for (const { stage, instruction, span, fixes } of shellUses(context)) {
      const base = baseName(stage);
      yield {
        stage,
        span,
        message: `${instruction.keyword} without brackets needs a shell, and ${base} has none.`,
        related: [{ message: `${base} has no shell.`, span: baseSpan(stage) }],
        fixes,
      };
    }
  },
};
