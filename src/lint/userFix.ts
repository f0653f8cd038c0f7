import type { Instruction, Stage } from "../dockerfile/model";
import { createdUsers, isRemoved } from "./createdUsers";
import { stepsDownItself } from "./dropsPrivileges";
import { ownerOfFiles } from "./fileOwner";
import { serverFolders } from "./serverFolders";
import type { RuleContext, RuleFix, SpanEdit } from "./rule";

/** A uid that no distribution gives out and that Kubernetes can check. */
const numericUser = "10001:10001";

interface Choice {
  /** As it is written after USER. */
  readonly name: string;
  /** The image has it, so USER works for certain. */
  readonly exists: boolean;
}

/**
 * The fix that lets a stage run as another user: the one that is given, else one that the image has
 * where one is known, else a numeric one. Never safe (files may belong to root), and preferred only
 * where the user exists.
 */
export function addUser(
  stage: Stage,
  context: RuleContext,
  given: Choice | null = null,
): readonly RuleFix[] {
  // gosu and the like need root to step down: with another USER they fail.
  if (stepsDownItself(stage)) return [];
  const { name, exists } = given ?? chooseUser(stage, context);
  const folders = serverFolders(stage);
  const giving = folders?.giveTo(name) ?? null;
  const edit =
    replaceTrailingUser(stage, name, giving, context) ?? insertUser(stage, name, giving, context);
  if (edit === null) return [];
  const first = giving === null ? "" : `, which gets what ${folders?.server ?? ""} writes to`;
  return [
    {
      title: `Run as ${name}${exists ? "" : numberNote(name)}${first}`,
      preferred: exists && !needsPort(stage, context),
      safe: false,
      edits: [edit],
    },
  ];
}

/** Why a number is as good as a name, for the title of a fix. */
export function numberNote(name: string): string {
  return isNumeric(name) ? " (a number needs no entry in /etc/passwd)" : "";
}

export function isNumeric(name: string): boolean {
  return /^\d/.test(name);
}

/** An image made to listen below 1024, nginx say, often needs more than a USER to run without root. */
export function needsPort(stage: Stage, context: RuleContext): boolean {
  const ports = context.facts(stage)?.ports ?? [];
  return ports.some((port) => Number.parseInt(port, 10) < 1024);
}

/** The user that a stage would best run as. */
export function chooseUser(stage: Stage, context: RuleContext): Choice {
  const created = createdUsers(stage).findLast(({ uid }) => uid !== 0);
  if (created !== undefined) return { name: created.name, exists: true };
  const facts = context.facts(stage);
  if (facts?.environment["APP_UID"] !== undefined) return { name: "$APP_UID", exists: true };
  const owner = ownerOfFiles(stage);
  if (owner !== null)
    // Whether the name exists is for the base to say: a build with a name that does not would fail.
    return { name: /^\d+$/.test(owner.name) ? owner.value : owner.name, exists: false };
  const own = ownUser(stage, context);
  return own === null ? { name: numericUser, exists: false } : { name: own, exists: true };
}

/** The base's own user where USER root overrides it, else another that it has. */
function ownUser(stage: Stage, context: RuleContext): string | null {
  const facts = context.facts(stage);
  const user = facts?.user?.value;
  const has = (name: string) => name !== "" && !isRemoved(stage, name);
  if (user !== undefined && user.uid !== 0 && !/^(?:root|0)?(?::|$)/.test(user.value))
    if (has(user.value)) return user.value;
  // `nobody` owns what nobody should be able to change; it is no user to run as.
  const other = facts?.otherUsers.find(
    ({ name, uid }) => uid !== 0 && name !== "nobody" && has(name),
  );
  return other?.name ?? null;
}

/**
 * A USER at the end that only CMD, EXPOSE and the like follow is changed in place.
 *
 * @param giving a command that root has to run before
 */
function replaceTrailingUser(
  stage: Stage,
  name: string,
  giving: string | null,
  { dockerfile: { text } }: RuleContext,
): SpanEdit | null {
  const { user } = stage;
  if (user.origin !== "instruction" || user.instruction.trigger !== null) return null;
  const at = stage.instructions.indexOf(user.instruction);
  if (at === -1 || stage.instructions.slice(at + 1).some(needsRoot)) return null;
  if (giving === null) return { span: user.span, newText: name };
  const root = text.slice(user.span.start, user.span.end);
  const lines = [root, `RUN ${giving}`, `USER ${name}`];
  return { span: user.span, newText: lines.join(newLineOf(text)) };
}

/** After the last instruction that may need root, on a line of its own. */
function insertUser(
  stage: Stage,
  name: string,
  giving: string | null,
  { dockerfile }: RuleContext,
): SpanEdit | null {
  const { text, escape } = dockerfile;
  const after = stage.instructions.findLast(needsRoot) ?? stage.from;
  const { end } = after.span;
  // A heredoc that is never closed, or a last line that goes on, would swallow the new line.
  if (after.heredocs.some(({ contentSpan }) => contentSpan.end >= end)) return null;
  if (lastLineOf(text.slice(after.span.start, end)).endsWith(escape)) return null;
  const lines = ["", ...(giving === null ? [] : [`RUN ${giving}`]), `USER ${name}`];
  return { span: { start: end, end }, newText: lines.join(newLineOf(text)) };
}

const newLineOf = (text: string) => (text.includes("\r\n") ? "\r\n" : "\n");

/** Comments and empty lines inside an instruction do not end it. */
function lastLineOf(instruction: string): string {
  const lines = instruction.split("\n");
  return lines.findLast((line) => !/^\s*(?:#|$)/.test(line))?.trimEnd() ?? "";
}

const writing: ReadonlySet<string> = new Set(["RUN", "COPY", "ADD", "WORKDIR", "USER"]);
const needsRoot = ({ keyword }: Instruction) => writing.has(keyword);
