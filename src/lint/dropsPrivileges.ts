import type { Instruction, Stage } from "../dockerfile/model";
import { commandsOf } from "./commands";
import type { RuleContext } from "./rule";

/** Programs that go on as another user. */
const stepDown = new Set([
  "gosu",
  "su-exec",
  "setpriv",
  "runuser",
  "setuidgid",
  "s6-setuidgid",
  "chpst",
  "su",
  "sudo",
  "capsh",
]);
/** Programs that start another, with the words before it skipped. */
const starters = new Set(["exec", "tini", "dumb-init", "catatonit", "env", "nice", "/init"]);

/**
 * Whether a stage's container starts as root but its own entrypoint steps down: its ENTRYPOINT or CMD
 * calls gosu and the like, or it keeps the entrypoint of an image that is known to do so, or its
 * entrypoint is a script and such a program was installed for it.
 */
export function dropsPrivileges(stage: Stage, context: RuleContext): boolean {
  const entrypoint = lastOf(stage, "ENTRYPOINT");
  if (entrypoint === null && context.facts(stage)?.dropsPrivileges === true) return true;
  if (stepsDownItself(stage)) return true;
  return entrypoint !== null && startsScript(entrypoint) && installsStepDown(stage);
}

/** Whether the file's own ENTRYPOINT or CMD calls gosu and the like, which only root may. */
export function stepsDownItself(stage: Stage): boolean {
  return ["ENTRYPOINT", "CMD"].some((keyword) => {
    const instruction = lastOf(stage, keyword);
    return instruction !== null && callsStepDown(instruction);
  });
}

function lastOf(stage: Stage, keyword: string): Instruction | null {
  for (const part of stage.chain()) {
    const found = part.instructions.findLast((instruction) => instruction.keyword === keyword);
    if (found !== undefined) return found;
  }
  return null;
}

function callsStepDown(instruction: Instruction): boolean {
  return commandsOf(instruction).some(({ name, words }) => {
    if (stepDown.has(name)) return true;
    if (!starters.has(name)) return false;
    return words.slice(1).some(({ text }) => stepDown.has(text.slice(text.lastIndexOf("/") + 1)));
  });
}

function startsScript(entrypoint: Instruction): boolean {
  const words = entrypoint.json ?? entrypoint.arguments.text.split(/\s+/);
  return words.some((word) => /\.sh$|entrypoint/i.test(word));
}

/** gosu, su-exec and setpriv are installed for nothing else. */
function installsStepDown(stage: Stage): boolean {
  return stage
    .chain()
    .some(({ instructions }) =>
      instructions.some(
        ({ keyword, arguments: { text }, heredocs }) =>
          (keyword === "RUN" || keyword === "COPY" || keyword === "ADD") &&
          (mentions.test(text) || heredocs.some(({ content }) => mentions.test(content))),
      ),
    );
}

const mentions = /(?:^|[\s/"'])(?:gosu|su-exec)(?:[\s/"';-]|$)/;
