import type { Rule } from "../rule";

/** Found where comments are applied (`suppression.ts`), since only then it is known what they hide. */
export const unusedIgnore: Rule = {
  id: "unused-ignore",
  summary: "An ignore comment of Drydock hides nothing",
  why:
    "A comment that hides nothing misleads whoever reads it, and will hide the next real finding " +
    "without anybody having decided so. A misspelt rule name hides nothing either.",
  severity: { recommended: "hint", strict: "hint" },
  check: () => [],
};
