import { posix } from "node:path";
import type { Instruction, Stage } from "../../dockerfile/model";
import { blankWords } from "../../dockerfile/words";
import { workWords } from "../../lint/command";
import { commandsOf } from "../../lint/commands";
import { wholeSpan } from "../../lint/shellUses";
import { effectsOf } from "./commandEffects";
import type { Effect, Language, Run } from "./language";
import { removalsIn } from "./packages";
import { found, type Outcome, type PlanRemark, stopped } from "./model";
import { absolute, isTemporary, isWithin } from "./paths";

/** What an instruction is to a plan. */
export type StepKind =
  /** A RUN that makes something. */
  | "build"
  /** A RUN that only makes users or says whom files belong to. */
  | "ownership"
  /** A RUN that only looks at something. */
  | "idle"
  /** COPY and ADD. */
  | "files"
  /** What a container is started with, and what is said of the image. */
  | "metadata"
  | "environment"
  | "argument"
  | "folder"
  | "user"
  | "shell";

export interface Step {
  readonly kind: StepKind;
  readonly instruction: Instruction;
  readonly stage: Stage;
  /** The working folder before it. */
  readonly folder: string | null;
  /** Absolute paths that it makes or removes, in order. */
  readonly effects: readonly { readonly kind: "makes" | "removes"; readonly path: string }[];
  /** For `ownership`: what it gives to somebody. */
  readonly owned: readonly string[];
  /** For `ownership`: it makes the user as well. */
  readonly creates: boolean;
  /** The users and groups that a RUN gives files to, by name. */
  readonly names: readonly string[];
}

export interface Survey {
  /** Of the whole chain, the stage at its root first. */
  readonly steps: readonly Step[];
  readonly runs: readonly Run[];
  /** The working folder at the end. */
  readonly folder: string | null;
}

/**
 * Reads what a stage and the stages it is built on do, instruction by instruction; stops at what can't be
 * told, all of it named.
 *
 * @param start the working folder of the image at the root, null where it is not known
 */
export function surveyOf(stage: Stage, language: Language, start: string | null): Outcome<Survey> {
  const steps: Step[] = [];
  const runs: Run[] = [];
  const remarks: PlanRemark[] = [];
  let folder = start;
  for (const part of [...stage.chain()].reverse()) {
    for (const instruction of part.instructions) {
      const kind = kinds[instruction.keyword];
      const at = { instruction, stage: part, folder };
      const stop = (message: string) => remarks.push({ message, span: wholeSpan(instruction) });
      if (instruction.keyword === "RUN") {
        const read = readRun(at, language);
        runs.push(...read.runs);
        // One reason is enough for a RUN: the others follow where it is settled.
        read.reasons.slice(0, 1).forEach(stop);
        steps.push({ ...at, ...read.step });
      } else if (instruction.keyword === "COPY" || instruction.keyword === "ADD") {
        const targets = targetsOf(at, language.buildTools ?? none);
        if (targets === null) stop("Where this is copied to can't be told.");
        const effects = (targets ?? []).map((path) => ({ kind: "makes", path }) as const);
        steps.push({ ...at, kind: "files", effects, ...unowned });
      } else if (kind === undefined) {
        stop(`${instruction.keyword} can't be carried over to the runtime image.`);
      } else {
        steps.push({ ...at, kind, effects: [], ...unowned });
        if (kind === "folder")
          folder = absolute(folder, valueOf(at, instruction.arguments.text) ?? "");
        if (kind === "folder" && valueOf(at, instruction.arguments.text) === null)
          stop("Which folder this is can't be told.");
      }
    }
  }
  return remarks.length > 0 ? stopped(...remarks) : found({ steps, runs, folder });
}

const unowned = { owned: [], creates: false, names: [] } as const;

const kinds: Readonly<Record<string, StepKind>> = {
  ARG: "argument",
  CMD: "metadata",
  ENTRYPOINT: "metadata",
  ENV: "environment",
  EXPOSE: "metadata",
  HEALTHCHECK: "metadata",
  LABEL: "metadata",
  MAINTAINER: "metadata",
  SHELL: "shell",
  STOPSIGNAL: "metadata",
  USER: "user",
  VOLUME: "metadata",
  WORKDIR: "folder",
};

/** An instruction, its stage, and the working folder before it; null where only the image says which. */
export interface Place {
  readonly instruction: Instruction;
  readonly stage: Stage;
  readonly folder: string | null;
}

function readRun(at: Place, language: Language) {
  const { instruction } = at;
  const script = [instruction.arguments.text, ...instruction.heredocs.map((it) => it.content)].join(
    "\n",
  );
  const redirects = />(?!\s*(?:\/dev\/null|&))/.test(script.replace(/=>|->/g, ""));
  const runs = commandsAt(at);
  const effects = runs.flatMap((run) => effectsOf(run, language, redirects));
  const reasons = effects.flatMap((it) => (it.kind === "stops" ? [it.reason] : []));
  if (runs.length === 0) reasons.push("What this runs can't be told.");
  return { runs, ...stepOf(effects, reasons) };
}

/** The commands of a RUN, each with the folder in which it runs. */
function commandsAt(at: Place): readonly Run[] {
  const { instruction, stage } = at;
  let folder = at.folder;
  const all = commandsOf(instruction).map((command) =>
    workWords(command).map(({ text, computed, commands }) =>
      commands.length > 0 ? null : computed ? valueOf(at, text) : text,
    ),
  );
  const removals = removalsIn(all);
  return all.map((words, place) => {
    const isRemoved = (name: string) => (removals.get(name) ?? -1) > place;
    const run: Run = { words, folder, instruction, stage, isRemoved };
    if (words[0] === "cd") folder = absolute(folder, words[1] ?? "/root");
    return run;
  });
}

/**
 * The commands of a stage and of those it is built on, whatever they leave.
 *
 * @param start the working folder of the image at the root, null where it is not known
 */
export function runsOf(stage: Stage, start: string | null): readonly Run[] {
  return placesOf(stage, start).flatMap((at) =>
    at.instruction.keyword === "RUN" ? commandsAt(at) : [],
  );
}

/** The instructions of a stage and of those it is built on, in order, each with the working folder before it. */
export function placesOf(stage: Stage, start: string | null): readonly Place[] {
  let folder = start;
  const parts = [...stage.chain()].reverse();
  return parts.flatMap((part) =>
    part.instructions.map((instruction) => {
      const at = { instruction, stage: part, folder };
      if (instruction.keyword === "WORKDIR")
        folder = absolute(folder, valueOf(at, instruction.arguments.text) ?? "");
      return at;
    }),
  );
}

/** What a RUN is by what its commands leave. */
function stepOf(effects: readonly Effect[], reasons: readonly string[]) {
  const files = effects.flatMap((it) =>
    (it.kind === "makes" || it.kind === "removes") && !isTemporary(it.path) ? [it] : [],
  );
  const owns = effects.flatMap((it) => (it.kind === "owns" ? [it] : []));
  const creates = owns.some((it) => it.creates);
  const names = owns.flatMap((it) => it.names);
  const works = effects.some(({ kind }) => kind === "builds" || kind === "removes");
  if (effects.length > 0 && effects.every(({ kind }) => kind === "nothing"))
    return { reasons, step: { kind: "idle", effects: [], ...unowned } as const };
  const mixed =
    "It makes a user and does other things as well, so it can't be left out: make the user in a RUN of its own.";
  if (owns.length === 0 || works || (files.length > 0 && !creates))
    return {
      reasons: creates && works ? [...reasons, mixed] : reasons,
      step: { kind: "build", effects: files, owned: [], creates, names } as const,
    };
  const owned = [...owns.flatMap(({ paths }) => paths), ...files.map(({ path }) => path)];
  return { reasons, step: { kind: "ownership", effects: [], owned, creates, names } as const };
}

/** The files or folders that COPY or ADD makes; null where that can't be told. */
function targetsOf(at: Place, tools: ReadonlySet<string>): readonly string[] | null {
  const { instruction } = at;
  const words = instruction.json ?? blankWords(instruction.arguments).map(({ text }) => text);
  const [target, ...sources] = [...words].reverse();
  const value = target === undefined ? null : valueOf(at, target);
  const path = value === null || value === "" ? null : absolute(at.folder, value);
  if (path === null) return null;
  const isOfTools = sources.every((source) => tools.has(posix.basename(source)));
  if (isOfTools && sources.length > 0 && binFolder.test(path)) return [];
  if (!isFlat(path) || sources.length === 0) return isTemporary(path) ? [] : [path];
  // Right into a folder of the system: file by file, where the names are plain.
  const names = sources.map((source) => {
    const name = source.slice(source.lastIndexOf("/") + 1);
    return /^[\w-]+(?:\.[\w-]+)+$/.test(name) && instruction.keyword === "COPY"
      ? absolute(path, name)
      : null;
  });
  return names.every((name) => name !== null) ? names : [path];
}

const none: ReadonlySet<string> = new Set();
const binFolder = /^\/(?:usr\/(?:local\/)?)?s?bin(?:\/[^/]+)?$/;

/** A folder that is there in every image, so that what is copied to it is put inside. */
const isFlat = (path: string) => path === "/" || path === "/opt" || path === "/srv";

function valueOf({ stage, instruction }: Place, word: string): string | null {
  const expansion = stage.expand(word, instruction);
  return expansion.kind === "value" && expansion.value !== "" ? expansion.value : null;
}

/** What is there at the end of some steps, and was made by them. */
export function madeBy(steps: readonly Step[]): readonly string[] {
  const paths = new Set<string>();
  for (const { effects } of steps) {
    for (const { kind, path } of effects) {
      if (kind === "makes") paths.add(path);
      else for (const made of paths) if (isWithin(made, path)) paths.delete(made);
    }
  }
  return [...paths];
}
