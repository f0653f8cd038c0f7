import type { Stage } from "../dockerfile/model";
import { dropsPrivileges } from "./dropsPrivileges";
import { privilegeOf } from "./effectiveUser";
import type { RuleContext, RuleFinding, ShippedStage } from "./rule";

/** The stages that ship and run as root, by nobody's `user` as another one; on Windows nothing does. */
export function rootStages(context: RuleContext): readonly ShippedStage[] {
  return context.shipped.filter(
    ({ stage, user }) =>
      context.user(stage).privilege === "root" &&
      !context.isWindows(stage) &&
      privilegeOf(user, stage, context.facts(stage), false) !== "nonroot",
  );
}

/**
 * The last USER of a chain that is not root and stands before the one that decides: where a stage
 * that runs as root had given root up already. A base's own user does not count.
 */
export function droppedUser(stage: Stage, context: RuleContext): Stage["users"][number] | null {
  const { user } = stage;
  if (user.origin !== "instruction" && user.origin !== "stage") return null;
  const facts = context.facts(stage);
  for (const part of stage.chain()) {
    const earlier = part === user.stage ? part.users.slice(0, -1) : part.users;
    const found = earlier.findLast(
      ({ value }) => privilegeOf(value, stage, facts, false) === "nonroot",
    );
    if (found !== undefined) return found;
  }
  return null;
}

/** Milder where the entrypoint steps down by itself, or only a compose or bake file builds the stage. */
export function rootSeverity(
  { stage, why }: ShippedStage,
  context: RuleContext,
): Pick<RuleFinding, "severity"> {
  const isOnlyTargeted = why === "compose" || why === "bake";
  return isOnlyTargeted || dropsPrivileges(stage, context) ? { severity: "information" } : {};
}
