import type { Flag } from "../../dockerfile/model";
import type { Rule } from "../rule";

export const privilegedRun: Rule = {
  id: "privileged-run",
  summary: "A RUN gets more of the build machine than it should",
  why:
    "With --security=insecure a command has every right over the machine that builds, and with " +
    "--network=host it reaches what listens there. A changed dependency that runs in it gets the same.",
  severity: { recommended: "warning", strict: "error" },
  *check({ dockerfile }) {
    if (!/--(?:security|network)/.test(dockerfile.text)) return;
    for (const stage of dockerfile.stages)
      for (const written of stage.instructions) {
        const { keyword, flags } = written.trigger ?? written;
        if (keyword !== "RUN") continue;
        for (const flag of flags) {
          const message = describe(flag);
          if (message !== null) yield { stage, span: flag.span, message };
        }
      }
  },
};

function describe({ name, value }: Flag): string | null {
  if (name === "security" && value === "insecure")
    return "This RUN has every right over the machine that builds.";
  if (name === "network" && value === "host")
    return "This RUN uses the network of the machine that builds, and reaches what listens there.";
  return null;
}
