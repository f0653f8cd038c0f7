import type { Instruction } from "../../dockerfile/model";
import { bareImages, isMounting, isShellForm } from "../bareImages";
import type { CommandWord } from "../command";
import { commandsOf } from "../commands";
import { baseName, baseSpan } from "../imageName";
import { managerFormats } from "../packageManagers";
import type { Rule } from "../rule";

export const needsPackageManager: Rule = {
  id: "needs-package-manager",
  summary: "A RUN installs packages in an image without a package manager",
  why:
    "Minimal images leave the package manager out so that an intruder can't use it either; the build stops " +
    "there. Install in a stage of its own, with the image's development variant, and copy the result.",
  severity: { recommended: "error", strict: "error" },
  *check(context) {
    const { withoutManager, withoutShell } = bareImages(context);
    if (withoutManager.size === 0) return;
    for (const stage of context.dockerfile.stages) {
      for (const instruction of stage.instructions) {
        if (instruction.keyword !== "RUN" || !withoutManager.has(instruction)) continue;
        // needs-shell says that already.
        if (withoutShell.has(instruction) && isShellForm(instruction)) continue;
        const manager = isMounting(instruction) ? null : managerIn(instruction);
        if (manager === null) continue;
        yield {
          stage,
          span: manager.span,
          message: `${nameOf(manager)} can't run here: ${baseName(stage)} has no package manager.`,
          related: [{ message: "There is none in this image.", span: baseSpan(stage) }],
        };
      }
    }
  },
};

const mentions = new RegExp(`\\b(?:${[...managerFormats.keys()].join("|")})\\b`);

/** The package manager that a RUN calls, null where it is asked for first, or may fail without harm. */
function managerIn(instruction: Instruction): CommandWord | null {
  const scripts = [
    instruction.arguments.text,
    ...instruction.heredocs.map(({ content }) => content),
  ];
  if (!scripts.some((text) => mentions.test(text)) || scripts.some((text) => text.includes("||")))
    return null;
  for (const { name, words } of commandsOf(instruction)) {
    if (managerFormats.has(name)) return words[0] ?? null;
    if (words.some(({ text }) => mentions.test(text))) return null;
  }
  return null;
}

const nameOf = ({ text }: CommandWord) => text.slice(text.lastIndexOf("/") + 1);
