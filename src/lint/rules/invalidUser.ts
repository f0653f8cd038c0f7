import type { Instruction, Stage } from "../../dockerfile/model";
import type { Span } from "../../dockerfile/position";
import { mayHaveCopied } from "../copies";
import { baseName, baseSpan } from "../imageName";
import type { Rule, RuleContext, RuleFinding, RuleFix } from "../rule";

export const invalidUser: Rule = {
  id: "invalid-user",
  summary: "USER names somebody who can't exist",
  why:
    "USER takes the whole rest of its line: a comment behind it becomes part of the name. The image builds, " +
    "and no container of it starts. The same happens with a name that nothing in the image creates.",
  severity: { recommended: "error", strict: "error" },
  *check(context) {
    const written = new Set<Instruction>();
    for (const stage of context.dockerfile.stages) {
      for (const instruction of stage.instructions) {
        const finding = misread(stage, instruction, context);
        if (finding !== null) yield finding;
        if (finding !== null) written.add(instruction);
      }
    }
    const seen = new Set<number>();
    for (const { stage } of context.shipped) {
      const { user } = stage;
      if (user.origin !== "instruction" && user.origin !== "stage") continue;
      if (written.has(user.instruction) || seen.has(user.span.start)) continue;
      const finding = missing(stage, user, context);
      if (finding === null) continue;
      seen.add(user.span.start);
      yield finding;
    }
  },
};

/** A comment or a second word behind the name: USER takes the whole line. */
function misread(stage: Stage, place: Instruction, context: RuleContext): RuleFinding | null {
  const instruction = place.trigger ?? place;
  if (instruction.keyword !== "USER") return null;
  const { text } = instruction.arguments;
  // A template's placeholder is replaced before anybody builds.
  if (/\{\{|<%|%%/.test(text)) return null;
  const gap = firstGap(text);
  if (gap === null && !text.startsWith("#")) return null;
  const rest = gap === null ? text : text.slice(gap.end);
  const span = instruction.arguments.spanOf(0, text.length);
  if (rest.startsWith("#") || text.startsWith("#")) {
    const message = `USER takes no comment: the user would be "${text}", and no container would start.`;
    return { stage, span, message, fixes: commentFix(place, instruction, gap, context) };
  }
  // `NT AUTHORITY\SYSTEM` is a name.
  if (context.isWindows(stage)) return null;
  const message = `USER takes one word: the user would be "${text}", and no container would start.`;
  return { stage, span, message, fixes: groupFix(text, gap, span) };
}

interface Gap {
  readonly start: number;
  readonly end: number;
}

/** The first white space outside quotes and `${…}` that something follows. */
function firstGap(text: string): Gap | null {
  let quote = "";
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? "";
    if (character === "\\" && quote !== "'") at++;
    else if (quote !== "") quote = character === quote ? "" : quote;
    else if (character === "'" || character === '"') quote = character;
    else if (character === "$" && text[at + 1] === "{") quote = "}";
    else if (/\s/.test(character)) {
      const length = text.slice(at).length - text.slice(at).trimStart().length;
      return at + length < text.length ? { start: at, end: at + length } : null;
    }
  }
  return null;
}

/** Moves the comment to a line above: what was meant, but another user than what is written. */
function commentFix(
  place: Instruction,
  { arguments: source }: Instruction,
  gap: Gap | null,
  { dockerfile }: RuleContext,
): readonly RuleFix[] {
  if (gap === null || source.text.startsWith("#") || !isOnOneLine(source)) return [];
  const { text } = dockerfile;
  const { start } = place.span;
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  const indentation = text.slice(lineStart, start);
  const newLine = text.includes("\r\n") ? "\r\n" : "\n";
  const comment = source.text.slice(gap.end);
  const edits = [
    { span: { start, end: start }, newText: `${comment}${newLine}${indentation}` },
    { span: source.spanOf(gap.start, source.text.length), newText: "" },
  ];
  return [{ title: "Move the comment to a line above", preferred: true, safe: false, edits }];
}

function groupFix(text: string, gap: Gap | null, span: Span): readonly RuleFix[] {
  if (gap === null || span.end - span.start !== text.length) return [];
  const [user, group] = [text.slice(0, gap.start), text.slice(gap.end)];
  if (!/^[\w.-]+$/.test(user) || !/^[\w.-]+$/.test(group)) return [];
  const newText = `${user}:${group}`;
  return [
    { title: `Write USER ${newText}`, preferred: false, safe: false, edits: [{ span, newText }] },
  ];
}

function isOnOneLine(source: Instruction["arguments"]): boolean {
  const { start, end } = source.spanOf(0, source.text.length);
  return end - start === source.text.length;
}

/** A name that nothing makes, in an image whose users are all known. */
function missing(
  stage: Stage,
  user: { readonly value: string | null; readonly span: Span },
  context: RuleContext,
): RuleFinding | null {
  const name = user.value?.split(":")[0] ?? "";
  if (name === "" || name === "root" || /^[+-]?\d+$/.test(name) || /\s/.test(name)) return null;
  if (context.isWindows(stage)) return null;
  const known = knownUsers(stage, context);
  if (known === null || known.includes(name)) return null;
  if (runsAnything(stage) || mayHaveCopied(stage, ["/etc/passwd"])) return null;
  const base = baseName(stage);
  const has = known.length === 0 ? "no users" : `only ${[...known, "root"].join(", ")}`;
  const message = `Nothing makes a user ${name}: ${base} has ${has}, so no container would start.`;
  const related = [{ message: `${base} comes without a user ${name}.`, span: baseSpan(stage) }];
  return { stage, span: user.span, message, related, fixes: knownFix(name, known, user.span) };
}

/** The users beside root, null where they are not all known. */
function knownUsers(stage: Stage, context: RuleContext): readonly string[] | null {
  if (stage.root.base.kind === "scratch") return [];
  const facts = context.facts(stage);
  return facts?.allUsersKnown === true ? facts.otherUsers.map(({ name }) => name) : null;
}

const runsAnything = (stage: Stage) =>
  stage
    .chain()
    .some(({ instructions }) =>
      instructions.some(({ keyword, trigger }) => (trigger?.keyword ?? keyword) === "RUN"),
    );

/** The same name in other capitals is what was meant; else the image's own user; else a number. */
function knownFix(name: string, known: readonly string[], span: Span): readonly RuleFix[] {
  const same = known.find((other) => other.toLowerCase() === name.toLowerCase());
  const own = same ?? known.find((other) => other !== "nobody");
  const newText = own ?? "10001:10001";
  const note = own === undefined ? " (a number needs no entry in /etc/passwd)" : "";
  const title = `Run as ${newText}${note}`;
  return [{ title, preferred: own !== undefined, safe: false, edits: [{ span, newText }] }];
}
