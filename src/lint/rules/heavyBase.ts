import type { ImageFacts, ImageKind } from "../../image/catalog";
import { familiarReference, parseReference } from "../../image/reference";
import { baseName, baseSpan, megabytes, retag } from "../imageName";
import type { Rule, RuleFix } from "../rule";
import type { Stage } from "../../dockerfile/model";

const heavyKinds: Readonly<Partial<Record<ImageKind, string>>> = {
  os: "a full operating system",
  sdk: "a development kit",
  dev: "a development image, with shell and package manager",
  language: "a full language image, with compilers and headers",
  debug: "a debug image, with a shell",
};

export const heavyBase: Rule = {
  id: "heavy-base",
  summary: "An image that ships stands on a base that is made for building",
  why:
    "Compilers, package managers and shells are not needed to run most software, but every package " +
    "that ships can have a vulnerability and every tool helps an intruder. Build in one stage, ship another.",
  severity: { recommended: "information", strict: "warning" },
  *check({ shipped, facts }) {
    const seen = new Set<Stage>();
    for (const { stage, why } of shipped) {
      const known = facts(stage);
      const what = known?.kind == null ? undefined : heavyKinds[known.kind];
      if (known === null || what === undefined || seen.has(stage.root)) continue;
      seen.add(stage.root);
      yield {
        stage,
        span: baseSpan(stage),
        message: `${baseName(stage)} is ${what}, and it ships${figures(known)}.`,
        fixes: lighterFix(stage, known),
        // Compose and bake files often build a stage for development by its name.
        ...(why === "compose" || why === "bake" ? { severity: "information" } : {}),
      };
    }
  },
};

/** `: 412.9 MB, 3.13-slim is 43.0 MB`; only where both are known, since one figure alone says little. */
function figures({ compressedBytes, lighter }: ImageFacts): string {
  const tag = lighter === null ? null : parseReference(lighter.reference)?.tag;
  if (compressedBytes === null || lighter === null || tag == null) return "";
  return `: ${megabytes(compressedBytes.value)}, ${tag} is ${megabytes(lighter.compressedBytes.value)}`;
}

function lighterFix(stage: Stage, { lighter, reference }: ImageFacts): readonly RuleFix[] {
  const target = lighter === null ? null : parseReference(lighter.reference);
  const { image } = stage.root;
  const current = parseReference(reference);
  if (target?.tag == null || image === null || target.path !== current?.path) return [];
  const edit = retag(image, target.tag);
  if (edit === null) return [];
  const title = `Use ${familiarReference(target)}`;
  return [{ title, preferred: false, safe: false, edits: [edit] }];
}
