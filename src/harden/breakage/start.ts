import type { Instruction, Stage } from "../../dockerfile/model";
import type { Span } from "../../dockerfile/position";
import type { ImageFacts } from "../../image/catalog";
import { hasCopied } from "../../lint/copies";
import type { RuleFix } from "../../lint/rule";
import { started, wholeSpan } from "../../lint/shellUses";
import type { Breakage, Exchange } from "../breakage";
import { blocker, replacing, warning } from "./make";

/** How a container of the new image starts: ENTRYPOINT and CMD, those of the image and those of the file. */
export function* startBreakage(exchange: Exchange): Iterable<Breakage> {
  // The same image on another release starts in the same way.
  if (exchange.old?.family === "distroless" && exchange.next.family === "distroless") return;
  const seen = new Set<Instruction>();
  for (const stage of exchange.shipped) {
    const own = started(stage).filter((instruction) => !seen.has(instruction));
    for (const instruction of own) seen.add(instruction);
    const entrypoint = own.find(({ keyword }) => keyword === "ENTRYPOINT");
    const command = own.find(({ keyword }) => keyword === "CMD");
    if (entrypoint !== undefined) yield* ofEntrypoint(exchange, stage, entrypoint);
    else if (command !== undefined) yield* ofCommand(exchange, command);
  }
}

/** An ENTRYPOINT of the file's own that is a script of the old image, or that hides the new image's. */
function* ofEntrypoint(
  exchange: Exchange,
  stage: Stage,
  instruction: Instruction,
): Iterable<Breakage> {
  const { old, next, name } = exchange;
  const program = instruction.json?.[0] ?? "";
  const base = lastPart(program);
  const isOfNew = (next.entrypoint ?? []).some((word) => lastPart(word) === base);
  const isOfOld = (old?.entrypoint ?? []).some((word) => lastPart(word) === base);
  const span = wholeSpan(instruction);
  if ((isOfOld || officialScripts.test(base)) && !isOfNew && !mayBring(stage, program)) {
    const message = `ENTRYPOINT starts ${program}, a script of the old image; ${name} does not have it.`;
    yield blocker("old-entrypoint", message, span, withoutScript(exchange, stage, instruction));
    return;
  }
  const hidden = next.entrypoint ?? [];
  if (hidden.length > 0 && !isOfNew)
    yield warning(
      "own-entrypoint",
      `${name} has an ENTRYPOINT of its own (${hidden.join(" ")}), which this one replaces.`,
      span,
    );
}

/** That of node only puts node before a CMD of nothing but arguments. */
function withoutScript(
  { before, root }: Exchange,
  stage: Stage,
  instruction: Instruction,
): RuleFix | null {
  const reference = root.base.kind === "image" ? root.base.reference : "";
  const command = started(stage).find(({ keyword }) => keyword === "CMD")?.json?.[0] ?? "-";
  const isProgram = !command.startsWith("-") && !/\.\w+$/.test(command);
  if (!/(?:^|\/)node[:@]/.test(reference) || !isProgram || instruction.json?.length !== 1)
    return null;
  const { start, end } = instruction.span;
  const { text } = before.dockerfile;
  const rest = /^[ \t]*\r?\n/.exec(text.slice(end))?.[0].length ?? 0;
  return replacing("Leave the ENTRYPOINT out", { start, end: end + rest }, "");
}

/** Scripts that only official images have (docker-library's names for them). */
const officialScripts =
  /^(?:docker-(?:php-)?entrypoint(?:\.sh)?|__cacert_entrypoint\.sh|mvn-entrypoint\.sh)$/;

/** It is a script of official images, which the file neither makes nor copies, nor the new image has. */
export function isOnlyOfOld(stage: Stage, program: string, next: ImageFacts): boolean {
  const base = lastPart(program);
  const isOfNew = (next.entrypoint ?? []).some((word) => lastPart(word) === base);
  return officialScripts.test(base) && !isOfNew && !mayBring(stage, program);
}

function mayBring(stage: Stage, program: string): boolean {
  const places = program.startsWith("/")
    ? [program]
    : ["/usr/local/bin/", "/usr/bin/", "/bin/"].map((folder) => `${folder}${program}`);
  const isCopied = stage
    .chain()
    .some(({ instructions }) =>
      instructions.some(
        ({ keyword, arguments: { text } }) =>
          keyword !== "ENTRYPOINT" && text.includes(lastPart(program)),
      ),
    );
  return isCopied || hasCopied(stage, places);
}

/** A CMD without an ENTRYPOINT of the file's own: it is handed to the image's, which is another one then. */
function* ofCommand({ old, next, name }: Exchange, instruction: Instruction): Iterable<Breakage> {
  const { json } = instruction;
  const entrypoint = next.entrypoint ?? null;
  if (entrypoint === null) return;
  const span = wholeSpan(instruction);
  if (json === null) {
    // The shell form is a whole command: `/bin/sh -c …`.
    if (isProgram(entrypoint))
      yield blocker("arguments-of-entrypoint", becomesArguments(name, entrypoint), span, null);
    return;
  }
  const [first] = json;
  if (first === undefined) return;
  const isOnlyArguments = first.startsWith("-") || /\.(?:m?js|cjs|ts|py|rb|conf|cfg)$/.test(first);
  const before = old?.entrypoint ?? null;
  if (before !== null && isProgram(before)) {
    if (sameProgram(before, entrypoint)) return;
    const message = `CMD is only arguments to ${before.join(" ")}, the ENTRYPOINT of the old image; ${name} ${has(entrypoint)}.`;
    yield blocker("arguments-only", message, span, entrypointFix(instruction, before));
    return;
  }
  if (isOnlyArguments) {
    if (isProgram(entrypoint) || (before !== null && sameProgram(before, entrypoint))) return;
    if (entrypoint.some((word) => officialScripts.test(lastPart(word)))) return;
    const message = `CMD is only arguments to the ENTRYPOINT of the old image; ${name} ${has(entrypoint)}.`;
    yield blocker("arguments-only", message, span, programFix(instruction, first));
    return;
  }
  if (!isProgram(entrypoint)) return;
  const fix = commandFix(instruction, json, entrypoint);
  yield blocker("arguments-of-entrypoint", becomesArguments(name, entrypoint), span, fix);
}

const becomesArguments = (name: string, entrypoint: readonly string[]) =>
  `CMD would become arguments of ${entrypoint.join(" ")}, the ENTRYPOINT of ${name}.`;

const has = (entrypoint: readonly string[]) =>
  entrypoint.length === 0 ? "has none" : `has another one (${entrypoint.join(" ")})`;

/** It starts one program and takes arguments for it; a script or tini starts what it is given. */
export function isProgram(entrypoint: readonly string[]): boolean {
  const [program] = entrypoint;
  return program !== undefined && !/entrypoint|tini|dumb-init|catatonit/.test(lastPart(program));
}

const sameProgram = (one: readonly string[], other: readonly string[]) =>
  one.map(lastPart).join(" ") === other.map(lastPart).join(" ");

const lastPart = (word: string) => word.slice(word.lastIndexOf("/") + 1);

/** The file says the old image's entrypoint itself. */
function entrypointFix(instruction: Instruction, words: readonly string[]): RuleFix {
  const { start } = instruction.keywordSpan;
  const newText = `ENTRYPOINT ${jsonOf(words)}\n`;
  return replacing("Write the old ENTRYPOINT out", { start, end: start }, newText);
}

/** `CMD ["server.js"]` means node, as the scripts of official images read it. */
function programFix(instruction: Instruction, first: string): RuleFix | null {
  const program = /\.(?:m?js|cjs)$/.test(first) ? "node" : first.endsWith(".py") ? "python" : null;
  const span = argumentsSpan(instruction);
  if (program === null || span === null || instruction.json === null) return null;
  const words = [program, ...instruction.json];
  return replacing(`Start it with ${program}`, span, jsonOf(words));
}

/** The program is said once where the new image's entrypoint is that program. */
function commandFix(
  instruction: Instruction,
  json: readonly string[],
  entrypoint: readonly string[],
): RuleFix | null {
  const span = argumentsSpan(instruction);
  if (span === null) return null;
  if (lastPart(json[0] ?? "") === lastPart(entrypoint.at(-1) ?? "") && json.length > 1)
    return replacing("Leave only the arguments", span, jsonOf(json.slice(1)));
  const title = "Start it as the ENTRYPOINT";
  const keyword = instruction.keywordSpan;
  return {
    ...replacing(title, keyword, "ENTRYPOINT"),
    edits: [{ span: keyword, newText: "ENTRYPOINT" }],
  };
}

function argumentsSpan({ arguments: source }: Instruction): Span | null {
  const span = source.spanOf(0, source.text.length);
  return span.end - span.start === source.text.length ? span : null;
}

const jsonOf = (words: readonly string[]) =>
  `[${words.map((word) => JSON.stringify(word)).join(", ")}]`;
