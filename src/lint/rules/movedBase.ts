import type { Moved } from "../../image/catalog";
import { familiarReference, parseReference } from "../../image/reference";
import { externalImages } from "../externalImages";
import { shortName } from "../imageName";
import type { Rule } from "../rule";

export const movedBase: Rule = {
  id: "moved-base",
  summary: "An image is deprecated, renamed or no longer updated",
  why:
    "An image that nobody rebuilds keeps every vulnerability that was found since its last build, and it can " +
    "be removed without notice. Its makers usually say where to go on.",
  severity: { recommended: "warning", strict: "error" },
  *check(context) {
    for (const { facts, reference, stage, word } of externalImages(context)) {
      const moved = facts?.moved ?? null;
      if (moved === null) continue;
      const message = `${shortName(reference)} ${moved.reason}${advice(moved)}.`;
      yield { stage, span: word.span, message, tags: ["deprecated"] };
    }
  },
};

/** The successor, where the reason does not name it already. */
function advice({ reason, successor }: Moved): string {
  const reference = successor === null ? null : parseReference(successor);
  if (reference === null) return "";
  const name = familiarReference(reference);
  return reason.split(/[\s;:,]+/).includes(name) ? "" : `; ${name} takes its place`;
}
