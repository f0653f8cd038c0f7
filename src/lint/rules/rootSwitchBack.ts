import type { Stage } from "../../dockerfile/model";
import { createdUser, isRemoved } from "../createdUsers";
import { dropsPrivileges } from "../dropsPrivileges";
import { droppedUser, rootSeverity, rootStages } from "../rootStages";
import type { Rule, RuleContext } from "../rule";
import { addUser } from "../userFix";

export const rootSwitchBack: Rule = {
  id: "root-switch-back",
  summary: "An image that ships gives up root and then takes it back",
  why:
    "Going back to root for one more installation is common, and so is forgetting to leave it again: the " +
    "image then runs as root although its file looks as if it did not.",
  severity: { recommended: "warning", strict: "error" },
  *check(context) {
    const seen = new Set<number>();
    for (const shipped of rootStages(context)) {
      const { stage } = shipped;
      const { span, value } = context.user(stage);
      const dropped = droppedUser(stage, context);
      if (dropped === null || span === null || seen.has(span.start)) continue;
      seen.add(span.start);
      const back = value === "" ? "a USER that comes to an empty name" : `USER ${value ?? ""}`;
      const drops = dropsPrivileges(stage, context) ? " until its entrypoint steps down" : "";
      yield {
        stage,
        span,
        message: `This image runs as root${drops}: ${back} takes back what USER ${dropped.value ?? ""} gave up.`,
        related: [{ message: "Root was given up here.", span: dropped.span }],
        ...rootSeverity(shipped, context),
        fixes: addUser(stage, context, goBack(stage, dropped.value ?? "", context)),
      };
    }
  },
};

/** The user that was given up for root; preferred where the image has it for certain. */
function goBack(stage: Stage, value: string, context: RuleContext) {
  const name = value.split(":")[0] ?? "";
  const facts = context.facts(stage);
  const isKnown =
    /^\d+$/.test(name) ||
    createdUser(stage, name) !== null ||
    (facts?.otherUsers.some((user) => user.name === name) === true && !isRemoved(stage, name));
  return { name: value, exists: isKnown };
}
