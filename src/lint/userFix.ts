import type { Instruction, Stage } from "../dockerfile/model";
import { createdUsers } from "./createdUsers";
import type { RuleContext, RuleFix, SpanEdit } from "./rule";

/** A uid that no distribution gives out and that Kubernetes can check. */
const numericUser = "10001:10001";

/**
 * The fix that lets a stage run as another user: one that the image has where one is known, else a
 * numeric one. Never safe (files may belong to root), and preferred only where the user exists.
 */
export function addUser(stage: Stage, context: RuleContext): readonly RuleFix[] {
  const { name, exists } = chooseUser(stage, context);
  const edit = replaceTrailingUser(stage, name) ?? insertUser(stage, name, context);
  if (edit === null) return [];
  const note = exists ? "" : " (a number needs no entry in /etc/passwd)";
  return [{ title: `Run as ${name}${note}`, preferred: exists, safe: false, edits: [edit] }];
}

function chooseUser(stage: Stage, context: RuleContext): { name: string; exists: boolean } {
  const created = createdUsers(stage).findLast(({ uid }) => uid !== 0);
  if (created !== undefined) return { name: created.name, exists: true };
  const facts = context.facts(stage);
  if (facts?.environment["APP_UID"] !== undefined) return { name: "$APP_UID", exists: true };
  const own = facts?.otherUsers.find(({ uid }) => uid !== 0);
  return own === undefined
    ? { name: numericUser, exists: false }
    : { name: own.name, exists: true };
}

/** A USER at the end that only CMD, EXPOSE and the like follow is changed in place. */
function replaceTrailingUser(stage: Stage, name: string): SpanEdit | null {
  const { user } = stage;
  if (user.origin !== "instruction" || user.instruction.trigger !== null) return null;
  const at = stage.instructions.indexOf(user.instruction);
  const rest = stage.instructions.slice(at + 1);
  return rest.some(needsRoot) ? null : { span: user.span, newText: name };
}

/** After the last instruction that may need root, on a line of its own. */
function insertUser(stage: Stage, name: string, { dockerfile }: RuleContext): SpanEdit | null {
  const after = stage.instructions.findLast(needsRoot) ?? stage.from;
  if (after.heredocs.length > 0 && after.span.end >= dockerfile.text.length) return null;
  const { end } = after.span;
  const newLine = dockerfile.text.includes("\r\n") ? "\r\n" : "\n";
  return { span: { start: end, end }, newText: `${newLine}USER ${name}` };
}

const writing = new Set(["RUN", "COPY", "ADD", "WORKDIR", "USER"]);
const needsRoot = ({ keyword }: Instruction) => writing.has(keyword);
