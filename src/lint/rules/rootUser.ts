import type { Span } from "../../dockerfile/position";
import type { Stage } from "../../dockerfile/model";
import { createdUsers } from "../createdUsers";
import { dropsPrivileges } from "../dropsPrivileges";
import { ownerOfFiles } from "../fileOwner";
import { baseName, baseSpan } from "../imageName";
import { droppedUser, rootSeverity, rootStages } from "../rootStages";
import type { Rule, RuleContext, RuleFinding } from "../rule";
import { serverFolders, serverNote } from "../serverFolders";
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
    for (const shipped of rootStages(context)) {
      const { stage } = shipped;
      // That is what root-switch-back says, in place of this rule.
      if (droppedUser(stage, context) !== null) continue;
      const finding = describe(stage, context);
      // Two stages that ship may stand on the same line at fault.
      if (seen.has(finding.span.start)) continue;
      seen.add(finding.span.start);
      const related = [...(finding.related ?? []), ...aboutServer(stage)];
      const fixes = addUser(stage, context);
      yield { ...finding, ...rootSeverity(shipped, context), related, fixes };
    }
  },
};

function describe(stage: Stage, context: RuleContext): RuleFinding {
  const user = context.user(stage);
  const drops = dropsPrivileges(stage, context);
  if (user.span !== null) {
    const written =
      user.value === ""
        ? "USER comes to an empty name"
        : `USER ${user.value ?? ""} is the last one${uidNote(user.value ?? "")}`;
    return { stage, span: user.span, message: runsAsRoot("image", drops, written) };
  }
  const unused = unusedUser(stage);
  if (unused !== null) {
    return {
      stage,
      span: unused.span,
      message: `${unused.what}, but no USER switches to it: this image runs as root${untilWhen(drops)}.`,
      related: [{ message: `${baseName(stage)} sets no other user.`, span: baseSpan(stage) }],
    };
  }
  const name = baseName(stage);
  const why =
    name === "scratch"
      ? "scratch sets no user, and no USER does"
      : `${name} does, and no USER changes it`;
  const message = runsAsRoot("image", drops, why);
  return { stage, span: baseSpan(stage), message, related: via(stage) };
}

/** What is wrong, as a sentence, with the reason for it. */
export function runsAsRoot(what: "image" | "container", drops: boolean, why: string): string {
  return `This ${what} runs as root${untilWhen(drops)}: ${why}.`;
}

const untilWhen = (drops: boolean) => (drops ? " until its entrypoint steps down" : "");

/** Where the stage that ships is not the one that names the image, its own FROM is worth a look. */
function via(stage: Stage): RuleFinding["related"] & object {
  if (stage.root === stage) return [];
  const span = stage.image?.span ?? stage.from.keywordSpan;
  return [{ message: "This stage ships, and sets no USER.", span }];
}

/** What else a server needs before it can do without root. */
function aboutServer(stage: Stage): RuleFinding["related"] & object {
  const folders = serverFolders(stage);
  return folders === null ? [] : [{ message: serverNote(folders), span: baseSpan(stage) }];
}

/** A name that is root by its uid, or a group alone, does not look like it. */
export function uidNote(value: string): string {
  if (value.startsWith(":")) return ", and names a group only";
  return /^(?:root|[+-]?\d+)(?::|$)/.test(value) ? "" : ", and its uid is 0";
}

/** A user that somebody meant to be used: one that is made here, or that files are given to. */
function unusedUser(stage: Stage): { readonly what: string; readonly span: Span } | null {
  const created = createdUsers(stage).findLast(({ uid }) => uid !== 0);
  if (created !== undefined)
    return { what: `The user ${created.name} is made here`, span: created.span };
  const owner = ownerOfFiles(stage);
  return owner && { what: `Files are given to ${owner.name}`, span: owner.span };
}
