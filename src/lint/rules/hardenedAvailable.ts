import { mirrored } from "../../image/mirrors";
import { externalImages } from "../externalImages";
import { shortName } from "../imageName";
import type { Rule } from "../rule";

export const hardenedAvailable: Rule = {
  id: "hardened-available",
  summary: "A hardened image can take the place of a base",
  why:
    "Hardened images hold the same software with far less beside it, do not run as root where they ship, and " +
    "come with signed statements of what is in them. This is an offer, not a complaint.",
  severity: { recommended: "hint", strict: "hint" },
  *check(context) {
    for (const { stage, word, reference, complete, role, facts } of externalImages(context)) {
      if (role === "source" || !complete || context.isWindows(stage)) continue;
      // One of Google's whose support is over: that is what eol-base says.
      if (facts?.family === "distroless") continue;
      const part = role === "base" ? "runtime" : "build";
      const [first] = context.counterparts(reference, part, stage);
      if (first === undefined) continue;
      const name = shortName(reference);
      const target = mirrored(first.reference, context.settings.mirrors);
      const message = first.exact
        ? `${target} is the hardened image of ${name}.`
        : `${target} is the hardened image that is nearest to ${name}.`;
      yield { stage, span: word.span, message };
    }
  },
};
