import type { EndOfLife } from "../../image/catalog";
import { type ExternalImage, externalImages } from "../externalImages";
import { shortName } from "../imageName";
import type { Rule, RuleFinding } from "../rule";

export const eolBase: Rule = {
  id: "eol-base",
  summary: "An image holds software that its makers no longer support",
  why:
    "After the end of its support, software gets no fixes: a vulnerability found tomorrow stays in the " +
    "image for good, and scanners may not even report it. Move on to a release that is supported.",
  severity: { recommended: "warning", strict: "error" },
  *check(context) {
    const today = context.today.toISOString().slice(0, "2026-11-23".length);
    for (const image of externalImages(context)) {
      const finding = describe(image, today);
      if (finding !== null) yield finding;
    }
  },
};

function describe(image: ExternalImage, today: string): RuleFinding | null {
  const ended = (image.facts?.endOfLife ?? []).filter(({ date }) => date < today);
  const over = ended.find(({ extendedUntil }) => extendedUntil === null || extendedUntil < today);
  const finding = { stage: image.stage, span: image.word.span };
  if (over !== undefined) {
    const message = `${shortName(image.reference)} is no longer supported: ${past(over)}.`;
    // What only builds is not what runs, but an old compiler or library still ends up in the result.
    const milder = image.role === "base" ? {} : ({ severity: "information" } as const);
    return { ...finding, message, tags: ["deprecated"], ...milder };
  }
  const [extended] = ended;
  if (extended === undefined || image.role !== "base") return null;
  const { product, date, extendedUntil } = extended;
  const name = shortName(image.reference);
  const message = `${product} in ${name} has only extended support: the regular one ended on ${date}, long-term or paid support goes on until ${extendedUntil ?? ""}.`;
  return { ...finding, message, severity: "information" };
}

function past({ product, date, extendedUntil }: EndOfLife): string {
  const extended = extendedUntil === null ? "" : `, and its extended support on ${extendedUntil}`;
  return `${product} ended on ${date}${extended}`;
}
