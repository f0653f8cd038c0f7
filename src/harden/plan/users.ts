import type { Instruction, Stage } from "../../dockerfile/model";
import { blankWords } from "../../dockerfile/words";
import type { RuleContext, SpanEdit } from "../../lint/rule";
import type { Runtime } from "./language";
import { found, type Outcome, stopped } from "./model";
import type { Step } from "./survey";

/** Who a container runs as on the runtime image, and whom its files belong to. */
export interface RuntimeUser {
  /** As --chown takes it: `node`, `1001:0`. */
  readonly owner: string;
  /** The same by number, for COPY --link, which looks no name up; null where that is not known. */
  readonly number: string | null;
  /** The USER that decides today, null where the image does. */
  readonly instruction: Instruction | null;
  /** What that USER has to say instead; null where it stays. */
  readonly rewritten: string | null;
}

/** The user of the runtime image in place of one that the file makes or that only the old image has. */
export function runtimeUser(
  stage: Stage,
  context: RuleContext,
  { facts, reference }: Runtime,
): Outcome<RuntimeUser> {
  const own = facts.user?.value;
  const span = stage.user.origin === "instruction" ? stage.user.span : stage.from.span;
  const stop = (message: string) => stopped({ message, span });
  if (own === undefined || own.uid === null || own.uid === 0 || own.value === "")
    return stop(`${reference} has no user of its own to run as.`);
  const name = own.value.split(":")[0] ?? own.value;
  const number = `${own.uid}:${own.uid}`;
  const { value, origin } = context.user(stage);
  if (origin === "base" || origin === "none")
    return found({ owner: name, number, instruction: null, rewritten: null });
  const { user } = stage;
  if (
    (user.origin === "instruction" || user.origin === "stage") &&
    namesOldVariable(userWord(user.instruction)?.text ?? "", user.stage, facts)
  )
    return found({ owner: name, number, instruction: user.instruction, rewritten: name });
  if (value === null || (user.origin !== "instruction" && user.origin !== "stage"))
    return stop("Which user this is can't be told.");
  const { instruction } = user;
  const [said = ""] = value.split(":");
  if (/^(?:root|[+-]?0*)$/.test(said))
    return stop("USER root: whether the program needs to be root can't be told.");
  if (/^\d+$/.test(said))
    return found({ owner: value, number: value, instruction, rewritten: null });
  const known = facts.otherUsers.find((other) => other.name === said);
  if (known !== undefined || said === name) {
    const uid = said === name ? own.uid : known?.uid;
    const byNumber = uid == null ? null : `${uid}:${uid}`;
    return found({ owner: said, number: byNumber, instruction, rewritten: null });
  }
  return found({ owner: name, number, instruction, rewritten: name });
}

/** Whether a COPY belongs to somebody whom the runtime image does not know, or to nobody named. */
export function ownerEdit(
  { instruction, stage }: Step,
  { owner, number }: RuntimeUser,
  runtime: Runtime,
  gives: boolean,
): SpanEdit | null {
  const isLink = instruction.flags.some(({ name, value }) => name === "link" && value !== "false");
  const value = isLink ? number : owner;
  const flag = instruction.flags.find(({ name }) => name === "chown");
  if (value === null) return null;
  if (flag?.value == null || flag.valueSpan === null) {
    const { end } = instruction.keywordSpan;
    return gives ? { span: { start: end, end }, newText: ` --chown=${value}` } : null;
  }
  const expansion = stage.expand(flag.value, instruction);
  const said = expansion.kind === "value" ? expansion.value : "";
  const isThere =
    said.split(":").every((name) => isKnown(name, runtime)) &&
    !namesOldVariable(flag.value, stage, runtime.facts);
  return isThere ? null : { span: flag.valueSpan, newText: value };
}

/** A --chown in a builder to somebody whom the image to build with does not know: it goes with him. */
export function withoutOwner(
  { instruction, stage }: Step,
  runtime: Runtime,
  text: string,
): SpanEdit | null {
  const flag = instruction.flags.find(({ name }) => name === "chown");
  if (flag?.value == null) return null;
  const expansion = stage.expand(flag.value, instruction);
  const value = expansion.kind === "value" ? expansion.value : "";
  const isLost = namesOldVariable(flag.value, stage, runtime.facts);
  if (!isLost && value.split(":").every((name) => isKnown(name, runtime))) return null;
  const { start, end } = flag.span;
  const blank = /^[ \t]+/.exec(text.slice(end))?.[0].length ?? 0;
  return { span: { start, end: end + blank }, newText: "" };
}

/**
 * Whether an image to build with, and the one to run, know a user or group by name: root, numbers, and the
 * users of the definition, each with a group of the same name (DHI's definitions).
 */
export function isKnown(name: string, { facts }: Runtime): boolean {
  return (
    /^(?:root|\d+)$/.test(name) ||
    facts.user?.value.value.split(":")[0] === name ||
    facts.otherUsers.some((user) => user.name === name)
  );
}

/** `$APP_UID`: nothing but the image of today says what it is, and the runtime image does not. */
function namesOldVariable(
  written: string,
  stage: Stage,
  { environment }: Runtime["facts"],
): boolean {
  const names = [...written.matchAll(/\$\{?(\w+)/g)].map(([, name]) => name ?? "");
  const said = stage
    .chain()
    .flatMap(({ instructions }) => instructions)
    .filter(({ keyword }) => keyword === "ARG" || keyword === "ENV")
    .flatMap(({ arguments: { text } }) => text.split(/[\s=]+/));
  return names.some((name) => {
    const expansion = stage.expand(`$${name}`);
    const isSaid = expansion.kind === "value" && expansion.value !== "";
    return isSaid && !said.includes(name) && environment[name] === undefined;
  });
}

/** What USER says in the file. */
export const userWord = (instruction: Instruction) => blankWords(instruction.arguments)[0] ?? null;
