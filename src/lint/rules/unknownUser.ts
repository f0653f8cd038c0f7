import type { Stage } from "../../dockerfile/model";
import { parseReference } from "../../image/reference";
import { baseName, baseSpan } from "../imageName";
import type { Rule, RuleContext, RuleFinding } from "../rule";

export const unknownUser: Rule = {
  id: "unknown-user",
  summary: "Who an image that ships runs as can't be told from its file",
  why:
    "Drydock warns of root only where it is certain. This hint marks the images about which it can't be, " +
    "so that silence is not taken for safety; a USER of the file's own settles it.",
  severity: { recommended: "off", strict: "hint" },
  *check(context) {
    const seen = new Set<number>();
    for (const { stage } of context.shipped) {
      if (context.user(stage).privilege !== "unknown" || context.isWindows(stage)) continue;
      if (isRefused(stage)) continue;
      const finding = describe(stage, context);
      if (seen.has(finding.span.start)) continue;
      seen.add(finding.span.start);
      yield finding;
    }
  },
};

/** What is no image reference at all is a problem of another kind. */
function isRefused({ root: { base, image } }: Stage): boolean {
  if (base.kind === "unknown") return image?.text.includes("$") !== true;
  return base.kind === "image" && base.complete && parseReference(base.reference) === null;
}

function describe(stage: Stage, context: RuleContext): RuleFinding {
  const { span } = context.user(stage);
  const base = stage.root.base;
  const name = baseName(stage);
  if (span !== null) {
    const written = context.dockerfile.text.slice(span.start, span.end);
    const message = `The user is not known: only the environment of ${name} can tell what ${written} is.`;
    return { stage, span, message };
  }
  const isOpen = base.kind === "unknown" || (base.kind === "image" && !base.complete);
  const why = isOpen
    ? `what ${stage.root.image?.text ?? "FROM"} is depends on a build argument`
    : `the catalog does not know what user ${name} runs as`;
  return { stage, span: baseSpan(stage), message: `The user is not known: ${why}.` };
}
