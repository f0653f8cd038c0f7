import type { Instruction, Stage } from "../../dockerfile/model";
import type { RuleContext, SpanEdit } from "../../lint/rule";
import { baseName, workWords } from "../../lint/command";
import { commandsOf } from "../../lint/commands";
import { lowPorts } from "../../lint/rules/privilegedPort";
import { execForm, started, wholeSpan } from "../../lint/shellUses";
import type { Language, Resolution, StageRun } from "./language";
import { found, type Outcome, type PlanRemark, stopped } from "./model";

/** How a container of a stage starts, once no shell is there to read it. */
export interface Start {
  /** CMD, ENTRYPOINT and HEALTHCHECK in the shell form, in the exec form. */
  readonly edits: readonly { readonly instruction: Instruction; readonly edit: SpanEdit }[];
  /** ENTRYPOINT and CMD together. */
  readonly words: readonly string[];
  /** Where the command is from that takes the place of the file's, as sentences; null where it is the file's. */
  readonly note: string | null;
  /** The program that the runtime image starts of its own, where CMD is made the ENTRYPOINT because of it. */
  readonly replaced: string | null;
}

/** Writes what a container is started with in the exec form; stops where it needs a shell or what is not there. */
export function startOf(
  stage: Stage,
  context: RuleContext,
  language: Language,
  run: StageRun,
): Outcome<Start> {
  const edits: { instruction: Instruction; edit: SpanEdit }[] = [];
  const words = new Map<string, readonly string[]>();
  const remarks: PlanRemark[] = [];
  const instructions = started(stage);
  for (const instruction of instructions) {
    const { keyword, json } = instruction;
    if (keyword === "HEALTHCHECK" && /^NONE\s*$/i.test(instruction.arguments.text)) continue;
    const exec = json === null ? execForm(instruction, context) : null;
    if (json === null && exec === null) {
      remarks.push({ message: needsShell(instruction), span: wholeSpan(instruction) });
      continue;
    }
    if (exec !== null) edits.push({ instruction, edit: exec.edit });
    words.set(keyword, json ?? exec?.words ?? []);
  }
  const note = resolveIn(instructions, words, edits, remarks, (it) => language.resolve?.(it, run));
  const [entrypoint, command] = [words.get("ENTRYPOINT") ?? [], words.get("CMD") ?? []];
  const own = language.entrypoint?.(run) ?? null;
  const place =
    instructions.find(({ keyword }) => keyword !== "HEALTHCHECK") ??
    (own?.isDefault === true ? stage.from : undefined);
  if (place === undefined) {
    const message = "It starts nothing of its own, so what a container needs can't be told.";
    return stopped({ message, span: stage.from.span });
  }
  const isOfImages = entrypoint.length === 0 && command.length === 0 && remarks.length === 0;
  const all = isOfImages && own !== null ? [own.program] : [...entrypoint, ...command];
  const reason = remarks.length === 0 ? language.whyNotStart(all, run) : null;
  if (reason !== null)
    remarks.push({ message: startsShell(place, all) ?? reason, span: wholeSpan(place) });
  const check = instructions.find(({ keyword }) => keyword === "HEALTHCHECK");
  const checkWords = words.get("HEALTHCHECK") ?? [];
  const checkReason = checkWords.length === 0 ? null : language.whyNotStart(checkWords, run);
  if (check !== undefined && checkReason !== null && remarks.length === 0)
    remarks.push({ message: `HEALTHCHECK: ${checkReason}`, span: wholeSpan(check) });
  if (language.ownPort === undefined) remarks.push(...ports(stage, context, all, place));
  if (remarks.length > 0) return stopped(...remarks);
  const given = place.keyword === "CMD" && entrypoint.length === 0 ? place : null;
  const isNamed = own !== null && baseName(command[0] ?? "") === own.program;
  if (given === null || !isNamed) return found({ edits, words: all, replaced: null, note });
  const others = edits.filter(({ instruction }) => instruction !== given);
  const written = edits.find(({ instruction }) => instruction === given)?.edit ?? null;
  const edit = asEntrypoint(given, written, context);
  return found({
    edits: [...others, { instruction: given, edit }],
    words: all,
    replaced: own.program,
    note,
  });
}

/** Puts what another file says in the place of a command that only names it; gives where it is from. */
function resolveIn(
  instructions: readonly Instruction[],
  words: Map<string, readonly string[]>,
  edits: { instruction: Instruction; edit: SpanEdit }[],
  remarks: PlanRemark[],
  resolve: (words: readonly string[]) => Resolution | null | undefined,
): string | null {
  const [instruction, other] = instructions.filter(({ keyword }) => keyword !== "HEALTHCHECK");
  const named = instruction === undefined ? undefined : words.get(instruction.keyword);
  if (instruction === undefined || other !== undefined || named === undefined) return null;
  const resolution = resolve(named);
  if (resolution == null) return null;
  if (resolution.kind === "stops") {
    remarks.push({ message: resolution.reason, span: wholeSpan(instruction) });
    return null;
  }
  const { arguments: source, keyword } = instruction;
  const newText = `[${resolution.words.map((word) => JSON.stringify(word)).join(", ")}]`;
  const edit = { span: source.spanOf(0, source.text.trimEnd().length), newText };
  const at = edits.findIndex((it) => it.instruction === instruction);
  edits.splice(at === -1 ? edits.length : at, at === -1 ? 0 : 1, { instruction, edit });
  words.set(keyword, resolution.words);
  return resolution.note;
}

/** A CMD as the ENTRYPOINT, in the exec form. */
function asEntrypoint(
  { keywordSpan }: Instruction,
  exec: SpanEdit | null,
  { dockerfile: { text } }: RuleContext,
): SpanEdit {
  const { start, end } = keywordSpan;
  const name = text.slice(start, end) === "cmd" ? "entrypoint" : "ENTRYPOINT";
  if (exec === null) return { span: keywordSpan, newText: name };
  const between = text.slice(end, exec.span.start);
  return { span: { start, end: exec.span.end }, newText: name + between + exec.newText };
}

function needsShell(instruction: Instruction): string {
  const { keyword } = instruction;
  const [command] = commandsOf(instruction);
  const program = command === undefined ? undefined : workWords(command)[0];
  const what = program === undefined ? "" : ` to start ${baseName(program.text)}`;
  return keyword === "HEALTHCHECK"
    ? `HEALTHCHECK needs a shell${what}, and the runtime image has none: check with the language itself, in the exec form.`
    : `${keyword} needs a shell${what}, and the runtime image has none: write one program and its arguments, in the exec form.`;
}

/** A shell among the words is a plain answer: `["sh", "-c", "java $OPTIONS -jar app.jar"]`. */
function startsShell({ keyword }: Instruction, [program]: readonly string[]): string | null {
  const name = baseName(program ?? "");
  return /^(?:ba|da|a|z)?sh$/.test(name)
    ? `${keyword} starts ${name}, a shell, and the runtime image has none: start the program itself, with its arguments.`
    : null;
}

/** Who was root may listen anywhere; the user of the runtime image may not, on many systems. */
function ports(
  stage: Stage,
  context: RuleContext,
  words: readonly string[],
  place: Instruction,
): readonly PlanRemark[] {
  if (context.user(stage).privilege === "nonroot") return [];
  const message = (port: number) =>
    `Port ${port} is kept for root on many systems, and the runtime image runs as another user: let the program listen above 1023.`;
  const exposed = [...lowPorts(stage, new Set())].map(({ port, span }) => ({
    message: message(port),
    span,
  }));
  const said = words.flatMap((word, at) => {
    const isOption = /^--?(?:p|port|http-port|listen)$/i.test(words[at - 1] ?? "");
    const port = /(?:^|:|--?port=)(\d{1,5})$/.exec(word)?.[1];
    return port !== undefined && (isOption || !/^\d+$/.test(word)) ? [Number(port)] : [];
  });
  const variable = stage.expand("$PORT");
  const all = variable.kind === "value" ? [...said, Number(variable.value)] : said;
  const low = all.filter((port) => port > 0 && port < 1024);
  return exposed.length > 0
    ? exposed
    : low.map((port) => ({ message: message(port), span: wholeSpan(place) }));
}
