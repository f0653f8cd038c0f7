import type { Instruction, Stage } from "../dockerfile/model";
import type { Span } from "../dockerfile/position";
import { bareImages, isShellForm, mayMountShell } from "./bareImages";
import type { RuleContext, RuleFix, SpanEdit } from "./rule";

/** An instruction that a shell starts, in an image that has none. */
export interface ShellUse {
  readonly stage: Stage;
  readonly instruction: Instruction;
  readonly span: Span;
  readonly fixes: readonly RuleFix[];
}

/**
 * The instructions in the shell form where there is certain to be no shell: every RUN, and the CMD,
 * ENTRYPOINT and HEALTHCHECK of what ships.
 */
export function* shellUses(context: RuleContext): Iterable<ShellUse> {
  const { withoutShell, stagesWithoutShell } = bareImages(context);
  if (withoutShell.size === 0) return;
  for (const stage of context.dockerfile.stages) {
    for (const instruction of stage.instructions) {
      if (instruction.keyword !== "RUN" || !withoutShell.has(instruction)) continue;
      if (isShellForm(instruction) && !mayMountShell(instruction, context))
        yield { stage, instruction, span: wholeSpan(instruction), fixes: [] };
    }
  }
  // A CMD that a later stage replaces does no harm, so what counts is what the image ends up with.
  const seen = new Set<Instruction>();
  for (const { stage } of context.shipped) {
    if (!stagesWithoutShell.has(stage)) continue;
    for (const instruction of started(stage)) {
      if (shellCommand(instruction) === null || seen.has(instruction)) continue;
      seen.add(instruction);
      const fixes = execFix(instruction, context);
      yield { stage, instruction, span: wholeSpan(instruction), fixes };
    }
  }
}

/** From the keyword to the end of the arguments. */
export function wholeSpan({ arguments: source, keywordSpan }: Instruction): Span {
  const { end } = source.spanOf(0, source.text.length);
  return { start: keywordSpan.start, end: Math.max(end, keywordSpan.end) };
}

/** The CMD, ENTRYPOINT and HEALTHCHECK that a container of the stage uses. */
export function started(stage: Stage): readonly Instruction[] {
  const found = new Map<string, Instruction>();
  for (const part of stage.chain()) {
    const last = (keyword: string) => part.instructions.findLast((it) => it.keyword === keyword);
    // An ENTRYPOINT takes away the CMD of what the stage is built on.
    const hasEntrypoint = found.has("ENTRYPOINT");
    for (const keyword of ["ENTRYPOINT", "CMD", "HEALTHCHECK"]) {
      const instruction = last(keyword);
      if (instruction === undefined || found.has(keyword)) continue;
      if (keyword !== "CMD" || !hasEntrypoint) found.set(keyword, instruction);
    }
  }
  return [...found.values()].sort((a, b) => a.span.start - b.span.start);
}

/** Where the shell command stands in the arguments; null for the exec form and HEALTHCHECK NONE. */
function shellCommand(instruction: Instruction): { start: number; text: string } | null {
  const { keyword, arguments: source } = instruction;
  const start = keyword === "HEALTHCHECK" ? /^CMD\s+/i.exec(source.text)?.[0].length : 0;
  const text = start === undefined ? "" : source.text.slice(start);
  // What begins with a bracket is an exec form, finished or not.
  return start === undefined || text === "" || text.startsWith("[") ? null : { start, text };
}

/** The exec form of plain words. Without a shell the command can't have worked, so nothing is lost. */
function execFix(instruction: Instruction, context: RuleContext): readonly RuleFix[] {
  const exec = execForm(instruction, context);
  if (exec === null) return [];
  return [{ title: "Write it in the exec form", preferred: true, safe: true, edits: [exec.edit] }];
}

/**
 * The exec form of a CMD, ENTRYPOINT or HEALTHCHECK in the shell form, as its words and as an edit; null for
 * one in the exec form already, and where a shell would do anything with the words.
 */
export function execForm(
  instruction: Instruction,
  { dockerfile }: RuleContext,
): { readonly words: readonly string[]; readonly edit: SpanEdit } | null {
  const command = shellCommand(instruction);
  if (command === null) return null;
  const { start, text } = command;
  const words = plainWords(text);
  const span: Span = instruction.arguments.spanOf(start, start + text.length);
  if (words === null || span.end - span.start !== text.length) return null;
  if (dockerfile.text.slice(span.start, span.end) !== text) return null;
  const newText = `[${words.map((word) => JSON.stringify(word)).join(", ")}]`;
  return { words, edit: { span, newText } };
}

/** Words that mean the same to a shell and without one; null where a shell would do anything with them. */
function plainWords(text: string): readonly string[] | null {
  const words: string[] = [];
  let rest = text.trim();
  while (rest !== "") {
    const word = /^(?:[\w./:=@%+,-]+|"[^"$`\\]*"|'[^']*')(?=\s|$)/.exec(rest)?.[0];
    if (word === undefined) return null;
    words.push(/^["']/.test(word) ? word.slice(1, -1) : word);
    rest = rest.slice(word.length).trimStart();
  }
  if (words[0] === "exec") words.shift();
  const [program] = words;
  const isPlain = program !== undefined && !program.includes("=") && !builtins.has(program);
  return isPlain && program !== "" ? words : null;
}

/** What only a shell knows. */
const builtins: ReadonlySet<string> = new Set(
  "exec . source cd export set unset ulimit umask eval trap alias wait exit if for while until case".split(
    " ",
  ),
);
