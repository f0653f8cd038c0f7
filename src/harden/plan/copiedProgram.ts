import { posix } from "node:path";
import type { Instruction, Stage } from "../../dockerfile/model";
import type { Span } from "../../dockerfile/position";
import type { Reference } from "../../image/reference";
import { baseName } from "../../lint/command";
import type { RuleContext } from "../../lint/rule";
import { execForm, started, wholeSpan } from "../../lint/shellUses";
import { pathsOf, stageOf } from "../breakage/homes";
import { imageOf, languageOf, startFolder } from "./bases";
import type { CopiedLinkage, Effect, Language, Linkage, Run, StageRun } from "./language";
import type { PlanRemark } from "./model";
import { absolute, isWithin } from "./paths";
import { placesOf, runsOf, type Step, surveyOf } from "./survey";

/**
 * A stage on a plain system, or on the compiler's own image, that starts a program which another stage builds
 * and it copies: it needs the C library that the program is linked with, and nothing else of the system.
 *
 * @returns null where a stage starts anything else, or is built on another one
 */
export function copiedProgramOf(context: RuleContext, stage: Stage): Language | null {
  const reference = imageOf(stage);
  if (reference === null || !isPlain(reference)) return null;
  const places = startedPlaces(context, stage, startFolder(reference));
  const copies = places.flatMap((path) => copiesTo(path, context, stage, startFolder(reference)));
  const copy = copies.find(({ linkage }) => linkage !== null) ?? copies[0];
  return copy === undefined ? null : languageFor(copy, isAlpine(reference));
}

/** A program in the stage that ships, and where the stage that builds it has it. */
interface CopiedProgram {
  readonly path: string;
  readonly instruction: Instruction;
  /** Whether the instruction copies this file and no other. */
  readonly isAlone: boolean;
  readonly builder: StageRun;
  readonly language: Language;
  /** As the language tells it of the builder. */
  readonly linkage: CopiedLinkage;
}

function languageFor(copy: CopiedProgram, alpine: boolean): Language {
  const { path, instruction, isAlone, language, linkage } = copy;
  const isLoaded = linkage === "glibc" || linkage === "musl";
  return {
    name: language.name,
    // Its builder is swapped, or not, on its own.
    isBase: () => false,
    buildPackages: new Set(),
    // All of dhi.io/static have certificates and time zones, those with a C library have libgcc as well
    // (docker-hardened-images/catalog@30c3db97). What lets Alpine load other programs is not needed there.
    ownPackages: new Set([
      ...["tzdata", "libc6-compat", "gcompat"],
      ...(isLoaded ? ["libgcc", "libgcc-s1"] : []),
    ]),
    read: (run) => readFinal(run, path),
    whyNotStart: ([program = ""], stage) =>
      startsAs(program, stage.folder).includes(path)
        ? null
        : `Whether ${program} is there in the runtime image, which has no programs, can't be told.`,
    isReadOnly: (step) => isAlone && step.instruction === instruction,
    runtime(_, { newest, families }) {
      if (!families.includes("dhi")) return "The family has no image for a program on its own.";
      return typeof linkage === "string" ? newest("dhi.io/static", tagOf(linkage, alpine)) : null;
    },
    stops: (stage) => [...ofBuilder(copy), ...stage.steps.flatMap(ofStep)],
  };
}

const tagOf = (linkage: Linkage, alpine: boolean): RegExp => {
  if (linkage === "static") return alpine ? /^\d{8}-alpine$/ : /^\d{8}$/;
  return linkage === "musl" ? /^\d{8}-musl-alpine$/ : /^\d{8}-glibc$/;
};

/** Why it is not certain what the program needs. A static one needs nothing, whatever else its builder runs. */
function ofBuilder(copy: CopiedProgram): readonly PlanRemark[] {
  const { path, instruction, builder, language, linkage } = copy;
  if (linkage === "static") return [];
  const at = (span: Span): readonly PlanRemark[] => [
    {
      message: `Which libraries ${path} is linked with can't be told from how it is built: build it without any (Go: CGO_ENABLED=0), or say what builds it in the Dockerfile.`,
      span,
    },
  ];
  if (linkage === null) return at(wholeSpan(instruction));
  if (linkage !== "glibc" && linkage !== "musl")
    return [{ message: linkage.unknown, span: builder.stage.root.from.span }];
  const survey = surveyOf(builder.stage, language, startFolder(builder.reference));
  return survey.kind === "found" ? [] : at(survey.remarks[0]?.span ?? wholeSpan(instruction));
}

/** What is done in the stage that ships, and would be missing. */
function ofStep({ kind, instruction, effects }: Step): readonly PlanRemark[] {
  const span = wholeSpan(instruction);
  if (kind === "build")
    return [{ message: "The runtime image has no shell to run this, and it makes files.", span }];
  if (instruction.keyword === "VOLUME")
    return [{ message: "Whether the program may write to this volume can't be told.", span }];
  const isOwn = effects.some(({ path }) => isWithin(path, "/usr/local/share/ca-certificates"));
  const message =
    "Certificates of your own are added to those of the system here, by a program that the runtime image does not have.";
  return isOwn ? [{ message, span }] : [];
}

/** What the image has already, or the program as it was copied. */
function readFinal({ words, folder }: Run, program: string): Effect | null {
  const name = baseName(words[0] ?? "");
  if (name === "update-ca-certificates") return { kind: "nothing" };
  if (name !== "chmod") return null;
  const [, , ...paths] = words.filter((word) => word === null || !word.startsWith("-"));
  const isRunnable = /^(?:[ugoa]*\+r?x|0?7[57]5|0?777)$/.test(words[1] ?? "");
  const isOwn = paths.every((word) => word !== null && absolute(folder, word) === program);
  return isRunnable && isOwn && paths.length > 0 ? { kind: "nothing" } : null;
}

/** Distributions as their makers give them out, and the images that a program may be built in. */
function isPlain({ registry, path }: Reference): boolean {
  const repository = `${registry}/${path}`;
  const isSystem =
    /^docker\.io\/library\/(?:almalinux|alpine|amazonlinux|busybox|centos|debian|fedora|oraclelinux|rockylinux|ubuntu)$/;
  return isSystem.test(repository) || /^docker\.io\/library\/(?:golang|rust)$/.test(repository);
}

const isAlpine = ({ path, tag }: Reference) => /\/alpine$/.test(path) || /alpine/.test(tag ?? "");

/** Where what a container starts may lie; nothing where a shell is needed to tell. */
function startedPlaces(
  context: RuleContext,
  stage: Stage,
  start: string | null,
): readonly string[] {
  const instruction = started(stage).find(({ keyword }) => keyword !== "HEALTHCHECK");
  const entrypoint = started(stage).find(({ keyword }) => keyword === "ENTRYPOINT") ?? instruction;
  if (entrypoint === undefined) return [];
  const [program] = entrypoint.json ?? execForm(entrypoint, context)?.words ?? [];
  const setsPath = stage.instructions.some(
    ({ keyword, arguments: { text } }) => keyword === "ENV" && /\bPATH[= ]/.test(text),
  );
  if (program === undefined || (setsPath && !program.includes("/"))) return [];
  return startsAs(program, folderAtEnd(stage, start));
}

/** The PATH of an image that names none (moby/buildkit, util/system). */
const path = ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"];

function startsAs(program: string, folder: string | null): readonly string[] {
  if (!program.includes("/")) return path.map((it) => `${it}/${program}`);
  const place = absolute(folder, program);
  return place === null ? [] : [place];
}

function folderAtEnd(stage: Stage, start: string | null): string | null {
  const last = placesOf(stage, start).at(-1);
  if (last === undefined) return start;
  const { instruction, folder } = last;
  if (instruction.keyword !== "WORKDIR") return folder;
  const value = stage.expand(instruction.arguments.text, instruction);
  return value.kind === "value" ? absolute(folder, value.value) : null;
}

/** Every COPY that may put a program at a path and takes it from a stage that builds one, the last one first. */
function copiesTo(
  program: string,
  context: RuleContext,
  stage: Stage,
  start: string | null,
): readonly CopiedProgram[] {
  const copies = placesOf(stage, start).flatMap(({ instruction, folder }): CopiedProgram[] => {
    const source = instruction.keyword === "COPY" ? stageOf({ after: context }, instruction) : null;
    const run = source === null ? null : builderOf(context, source);
    if (run === null) return [];
    return sourcesOf(program, instruction, stage, folder).map(({ path, isAlone }) => ({
      path: program,
      instruction,
      isAlone,
      ...run,
      linkage: run.language.linkage?.(run.builder, path) ?? null,
    }));
  });
  return copies.reverse();
}

function builderOf(
  context: RuleContext,
  stage: Stage,
): Pick<CopiedProgram, "builder" | "language"> | null {
  const reference = imageOf(stage.root);
  const language = reference === null ? null : languageOf(reference);
  if (reference === null || language?.linkage === undefined) return null;
  const runs = runsOf(stage, startFolder(reference));
  const folder = folderAtEnd(stage, startFolder(reference));
  return {
    language,
    builder: { stage, context, reference, steps: [], runs, folder, packageFile: null },
  };
}

/** Where a path lies in the stage that a COPY takes from: as a file, in a folder, or below a copied folder. */
function sourcesOf(
  program: string,
  instruction: Instruction,
  stage: Stage,
  folder: string | null,
): readonly { readonly path: string; readonly isAlone: boolean }[] {
  const valueOf = (word: string): string | null => {
    const expansion = stage.expand(word, instruction);
    return expansion.kind === "value" ? expansion.value : null;
  };
  const { sources, target } = pathsOf(instruction);
  const written = valueOf(target);
  const into = written === null ? null : absolute(folder, written);
  if (into === null) return [];
  return sources.flatMap((word) => {
    const value = valueOf(word);
    // Sources of COPY --from are of the root of the stage.
    const source = value === null ? null : absolute("/", value);
    if (source === null) return [];
    const asFile = program === into || program === posix.join(into, posix.basename(source));
    const inFolder = posix.join(source, posix.relative(into, program));
    const below =
      program !== into && isWithin(program, into) ? [{ path: inFolder, isAlone: false }] : [];
    return asFile ? [{ path: source, isAlone: sources.length === 1 }, ...below] : below;
  });
}
