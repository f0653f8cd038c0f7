import type { Instruction, Stage } from "../../dockerfile/model";
import type { Span } from "../../dockerfile/position";
import type { ImageFacts } from "../../image/catalog";
import { hasCopied } from "../../lint/copies";
import { createdUser } from "../../lint/createdUsers";
import type { RuleFix } from "../../lint/rule";
import { wholeSpan } from "../../lint/shellUses";
import type { Breakage, Exchange } from "../breakage";
import { blocker, replacing } from "./make";

/** Users that the file names and the new image does not have, and RUNs that would no longer run as root. */
export function* userBreakage(exchange: Exchange): Iterable<Breakage> {
  if (exchange.stages.some((stage) => exchange.after.isWindows(stage))) return;
  for (const stage of exchange.stages) {
    const before = exchange.before.dockerfile.stages[stage.index];
    for (const [index, { value, span }] of stage.users.entries()) {
      const was = before?.users[index]?.value ?? null;
      yield* ofName(exchange, stage, value, was, span, "USER");
    }
    for (const [index, instruction] of stage.instructions.entries())
      yield* ofOwner(exchange, stage, instruction, before, index);
  }
  yield* ofRuns(exchange);
}

/** COPY and ADD look a name up while the image is built. */
function* ofOwner(
  exchange: Exchange,
  stage: Stage,
  instruction: Instruction,
  before: Stage | undefined,
  index: number,
): Iterable<Breakage> {
  if (instruction.keyword !== "COPY" && instruction.keyword !== "ADD") return;
  const flag = instruction.flags.find(({ name }) => name === "chown");
  if (flag?.value == null || flag.valueSpan === null) return;
  const expand = (of: Stage, at: Instruction | undefined) => {
    const expansion = of.expand(flag.value ?? "", at);
    return expansion.kind === "value" ? expansion.value : null;
  };
  const was = before === undefined ? null : expand(before, before.instructions[index]);
  yield* ofName(exchange, stage, expand(stage, instruction), was, flag.valueSpan, "--chown");
}

function* ofName(
  exchange: Exchange,
  stage: Stage,
  value: string | null,
  was: string | null,
  span: Span,
  what: "USER" | "--chown",
): Iterable<Breakage> {
  const { after, next, name } = exchange;
  const written = after.dockerfile.text.slice(span.start, span.end);
  if (value === null || value === "") {
    // Unknown before means that only the image can define it; the new one's definition was read whole.
    const isLost = was !== null ? was !== "" : next.declared === true;
    if (!written.includes("$") || !isLost) return;
    const message = `${what} ${written}: ${name} does not define this variable, and nothing would be left of it, which is root.`;
    yield blocker("undefined-variable", message, span, ownUserFix(next, span, what));
    return;
  }
  const user = value.split(":")[0] ?? "";
  if (user === "" || user === "root" || /^[+-]?\d+$/.test(user) || /\s/.test(user)) return;
  if (createdUser(stage, user) !== null || hasCopied(stage, ["/etc/passwd"])) return;
  if (next.otherUsers.some((other) => other.name === user)) return;
  // Where a shell runs what is not read here, a user may come from there; a name of the old image does not.
  const isOfOld = exchange.old?.otherUsers.some((other) => other.name === user) === true;
  const mayMake = stage.chain().some(({ instructions }) => instructions.some(isComputing));
  if (!next.allUsersKnown && !(next.declared === true && (isOfOld || !mayMake))) return;
  if (mayMake && !isOfOld) return;
  if (!next.allUsersKnown && systemUsers.has(user)) return;
  const message = `${what} names ${user}, and ${name} has no user of that name.`;
  yield blocker("unknown-user", message, span, ownUserFix(next, span, what));
}

/** A RUN that may add users in a way that is not read: a script of the file's own. */
function isComputing({ keyword, trigger, arguments: { text } }: Instruction): boolean {
  return (trigger?.keyword ?? keyword) === "RUN" && /\.sh\b|user|passwd|bash|sh -c/.test(text);
}

/** Debian's and Alpine's own, which images to build with have beside those of their definition. */
const systemUsers: ReadonlySet<string> = new Set(
  "daemon bin sys sync games man lp mail news uucp proxy www-data backup list irc nobody ftp sshd".split(
    " ",
  ),
);

/** The new image's own user: by number for --chown, since that needs no look-up. */
function ownUserFix(next: ImageFacts, span: Span, what: "USER" | "--chown"): RuleFix | null {
  const user = next.user?.value;
  if (user === undefined || user.value === "" || user.uid === 0) return null;
  const name = user.value.split(":")[0] ?? user.value;
  const newText = what === "--chown" && user.uid !== null ? `${user.uid}:${user.uid}` : name;
  return replacing(`Write ${what} ${newText}, the image's own user`, span, newText);
}

/** A RUN before any USER runs as the image's own user: as root today, as somebody else then. */
function* ofRuns({ stages, old, next, name }: Exchange): Iterable<Breakage> {
  const uid = next.user?.value.uid ?? null;
  if (next.shell === false || uid === null || uid === 0 || (old?.user?.value.uid ?? 0) !== 0)
    return;
  for (const stage of stages) {
    for (const instruction of stage.instructions) {
      if (instruction.keyword !== "RUN" || hasUserBefore(stage, instruction)) continue;
      const message = `RUN would run as ${next.user?.value.value ?? "another user"}, the user of ${name}, and no longer as root.`;
      yield blocker("run-as-user", message, wholeSpan(instruction));
    }
  }
}

export function hasUserBefore(stage: Stage, instruction: Instruction): boolean {
  const isBelow = (part: Stage) => part !== stage && part.users.length > 0;
  return (
    stage.chain().some(isBelow) ||
    stage.users.some(({ instruction: user }) => user.span.start < instruction.span.start)
  );
}
