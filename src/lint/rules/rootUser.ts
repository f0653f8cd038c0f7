import type { Stage } from "../../dockerfile/model";
import { createdUsers, type CreatedUser } from "../createdUsers";
import { dropsPrivileges } from "../dropsPrivileges";
import { baseName, baseSpan } from "../imageName";
import type { Rule, RuleContext, RuleFinding, ShippedStage } from "../rule";
import { addUser } from "../userFix";

export const rootUser: Rule = {
  id: "root-user",
  summary: "An image that ships runs as root",
  why:
    "A process that runs as root in a container is root on whatever it can reach: mounted folders, " +
    "sockets, the kernel. A user of its own takes most of that away and costs one line.",
  severity: { recommended: "warning", strict: "error" },
  *check(context) {
    const seen = new Set<number>();
    for (const shipped of context.shipped) {
      const { stage } = shipped;
      const user = context.user(stage);
      if (user.privilege !== "root" || context.isWindows(stage)) continue;
      if (returnsToRoot(stage, context)) continue;
      const finding = describe(shipped, context);
      // Two stages that ship may stand on the same line at fault.
      if (seen.has(finding.span.start)) continue;
      seen.add(finding.span.start);
      yield { ...finding, ...severityOf(shipped, context), fixes: addUser(stage, context) };
    }
  },
};

/** That is what root-switch-back says, in place of this rule. */
export function returnsToRoot(stage: Stage, context: RuleContext): boolean {
  const user = context.user(stage);
  if (user.origin !== "instruction" && user.origin !== "stage") return false;
  return stage
    .chain()
    .some(
      (part) =>
        part.users.slice(0, -1).some(({ value }) => isNonRoot(value)) ||
        (part !== stage && part.users.some(({ value }) => isNonRoot(value))),
    );
}

function isNonRoot(value: string | null): boolean {
  const name = value?.split(":")[0] ?? "";
  return name !== "" && name !== "root" && !/^[+-]?0+$/.test(name);
}

function severityOf(shipped: ShippedStage, context: RuleContext): Pick<RuleFinding, "severity"> {
  const isOnlyTargeted = shipped.why === "compose" || shipped.why === "bake";
  return isOnlyTargeted || dropsPrivileges(shipped.stage, context)
    ? { severity: "information" }
    : {};
}

function describe(shipped: ShippedStage, context: RuleContext): RuleFinding {
  const { stage } = shipped;
  const user = context.user(stage);
  const drops = dropsPrivileges(stage, context) ? " until its entrypoint steps down" : "";
  if (user.span !== null) {
    const written =
      user.value === ""
        ? "USER comes to an empty name"
        : `USER ${user.value ?? ""} is the last one`;
    return { stage, span: user.span, message: `This image runs as root${drops}: ${written}.` };
  }
  const created = unusedUser(stage);
  if (created !== null) {
    return {
      stage,
      span: created.span,
      message: `The user ${created.name} is made but never used: this image runs as root${drops}.`,
      related: [{ message: `${baseName(stage)} sets no other user.`, span: baseSpan(stage) }],
    };
  }
  const name = baseName(stage);
  const message =
    name === "scratch"
      ? `This image runs as root${drops}: scratch sets no user, and no USER does.`
      : `This image runs as root${drops}: ${name} does, and no USER changes it.`;
  return { stage, span: baseSpan(stage), message, related: via(stage) };
}

/** Where the stage that ships is not the one that names the image, its own FROM is worth a look. */
function via(stage: Stage): RuleFinding["related"] & object {
  if (stage.root === stage) return [];
  return [{ message: "This stage ships, and sets no USER.", span: baseSpanOf(stage) }];
}

const baseSpanOf = (stage: Stage) => stage.image?.span ?? stage.from.keywordSpan;

function unusedUser(stage: Stage): CreatedUser | null {
  return createdUsers(stage).findLast(({ uid }) => uid !== 0) ?? null;
}
