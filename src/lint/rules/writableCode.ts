import type { Instruction, Stage } from "../../dockerfile/model";
import { blankWords } from "../../dockerfile/words";
import { createdUsers } from "../createdUsers";
import type { Rule, RuleContext, RuleFix } from "../rule";

export const writableCode: Rule = {
  id: "writable-code",
  summary: "The user that runs the program owns its files, and can change them",
  why:
    "A process that may write its own code can be made to keep what an attacker puts there. Files that " +
    "belong to root can still be read and run by everybody.",
  severity: { recommended: "off", strict: "hint" },
  *check(context) {
    if (!context.dockerfile.text.includes("--chown")) return;
    const seen = new Set<Stage>();
    for (const { stage } of context.shipped) {
      const { privilege, value } = context.user(stage);
      if (privilege !== "nonroot" || value === null || context.isWindows(stage)) continue;
      const users = namesOf(value, stage, context);
      for (let part: Stage | null = stage; part !== null && !seen.has(part); part = below(part)) {
        seen.add(part);
        for (const instruction of part.instructions) {
          const flag = ownerFlag(instruction);
          if (flag?.value == null || !users.has(ownerIn(flag.value, part, instruction))) continue;
          yield {
            stage: part,
            span: flag.span,
            message: `${value.split(":")[0] ?? ""} runs this image and may change these files: leave them to root where the program only reads them.`,
            fixes: [leaveToRoot(flag.span, context)],
          };
        }
      }
    }
  },
};

const below = ({ base }: Stage) => (base.kind === "stage" ? base.stage : null);

/** The user by name and by number, as far as both are known. */
function namesOf(value: string, stage: Stage, { facts }: RuleContext): ReadonlySet<string> {
  const user = value.split(":")[0] ?? "";
  const names = new Set([user]);
  const known = facts(stage)?.otherUsers ?? [];
  for (const { name, uid } of [...createdUsers(stage), ...known]) {
    if (name === user && uid !== null) names.add(String(uid));
    if (uid !== null && String(uid) === user) names.add(name);
  }
  names.delete("");
  return names;
}

/** The --chown of a COPY or ADD of files that are not there to be written. */
function ownerFlag({ keyword, flags, json, arguments: source }: Instruction) {
  if (keyword !== "COPY" && keyword !== "ADD") return undefined;
  const flag = flags.find(({ name }) => name === "chown");
  if (flag === undefined || isReadOnly(flags.find(({ name }) => name === "chmod")?.value))
    return undefined;
  const destination = json?.at(-1) ?? blankWords(source).at(-1)?.text ?? "";
  return isData(destination) ? undefined : flag;
}

const isReadOnly = (mode: string | null | undefined) =>
  mode != null &&
  (/^0?[0-7][0145][0-7]{2}$|^[0145][0-7]{2}$/.test(mode) || /^(?:a|u)?-w$/.test(mode));

/** Folders in which programs write. */
const isData = (path: string) =>
  /^["']?\/?(?:data|tmp|run|var\/(?:lib|log|cache|run|tmp|spool))(?:\/|["']?$)|\/(?:data|logs?|cache|tmp|uploads?|storage)\/?["']?$/.test(
    path,
  );

function ownerIn(value: string, stage: Stage, instruction: Instruction): string {
  const expansion = stage.expand(value, instruction);
  return expansion.kind === "value" ? (expansion.value.split(":")[0] ?? "") : "";
}

function leaveToRoot(flag: { start: number; end: number }, { dockerfile }: RuleContext): RuleFix {
  const next = dockerfile.text[flag.end];
  const end = next === " " || next === "\t" ? flag.end + 1 : flag.end;
  const edits = [{ span: { start: flag.start, end }, newText: "" }];
  return { title: "Leave these files to root", preferred: false, safe: false, edits };
}
