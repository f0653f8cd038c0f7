import type { Stage } from "../../dockerfile/model";
import type { Span } from "../../dockerfile/position";
import { createdUser, isRemoved } from "../createdUsers";
import type { Rule, RuleContext, RuleFix } from "../rule";

export const numericUser: Rule = {
  id: "numeric-user",
  summary: "An image that ships names its user instead of giving the uid",
  why:
    "Kubernetes refuses to start a container under runAsNonRoot when the image's user is a name, since it " +
    "can't look into the image's /etc/passwd. A uid names the same user and can be checked.",
  severity: { recommended: "off", strict: "hint" },
  *check(context) {
    const seen = new Set<number>();
    for (const { stage } of context.shipped) {
      const { span, value, privilege } = context.user(stage);
      if (span === null || value === null || privilege !== "nonroot") continue;
      const name = value.split(":")[0] ?? "";
      if (/^[+-]?\d+$/.test(name) || /\s/.test(value) || context.isWindows(stage)) continue;
      if (seen.has(span.start)) continue;
      seen.add(span.start);
      const fixes = uidFix(stage, { name, value, span }, context);
      const message = `Kubernetes can't tell that ${name} is not root: a uid in place of the name can be checked.`;
      yield { stage, span, message, fixes };
    }
  },
};

/**
 * Puts the uid in place of the name and leaves a group as it is. The container runtime looks a uid up
 * in /etc/passwd too, so group, supplementary groups and HOME stay the same: safe where this file
 * itself gives the uid, while the catalog's may change with the image.
 */
function uidFix(
  stage: Stage,
  { name, value, span }: { readonly name: string; readonly value: string; readonly span: Span },
  context: RuleContext,
): readonly RuleFix[] {
  if (context.dockerfile.text.slice(span.start, span.end) !== value) return [];
  const created = createdUser(stage, name);
  const uid = created === null ? knownUid(stage, name, context) : created.uid;
  if (uid === null) return [];
  const newText = `${uid}${value.slice(name.length)}`;
  const title = `Write USER ${newText}`;
  return [{ title, preferred: true, safe: created !== null, edits: [{ span, newText }] }];
}

function knownUid(stage: Stage, name: string, context: RuleContext): number | null {
  const facts = context.facts(stage);
  if (facts === null || isRemoved(stage, name)) return null;
  const own = facts.user?.value;
  const listed = facts.otherUsers.find((user) => user.name === name);
  return listed?.uid ?? (own?.value === name ? own.uid : null);
}
