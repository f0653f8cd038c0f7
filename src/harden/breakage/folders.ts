import type { Instruction, Stage } from "../../dockerfile/model";
import { parseReference } from "../../image/reference";
import { started, wholeSpan } from "../../lint/shellUses";
import type { Breakage, Exchange } from "../breakage";
import { pathsOf, stageOf } from "./homes";
import { blocker, warning } from "./make";

/** Relative paths before the first WORKDIR, which start from the image's own. */
export function* folderBreakage(exchange: Exchange): Iterable<Breakage> {
  const { stages, next, name } = exchange;
  const [before, after] = [oldFolder(exchange), next.workdir ?? null];
  if (after === null || after === before || (before === null && after === "/")) return;
  yield* ofStart(exchange, after);
  const made = stages.flatMap((stage) => ofCopies(exchange, stage, after));
  yield* made;
  if (made.length > 0) return;
  const relative = stages.flatMap(beforeFolder).find(isRelative);
  if (relative === undefined) return;
  const message = `Relative paths would start from ${after}, the WORKDIR of ${name}.`;
  yield warning("workdir", message, wholeSpan(relative));
}

/** What is known of the old image, else what all images of its repository have. */
function oldFolder({ old, root }: Exchange): string | null {
  const reference = root.base.kind === "image" ? parseReference(root.base.reference) : null;
  return old?.workdir ?? (reference?.path === "library/golang" ? "/go" : null);
}

/** A file or program named relatively by CMD or ENTRYPOINT, where only the image says from where. */
function* ofStart({ shipped, name }: Exchange, folder: string): Iterable<Breakage> {
  if (folder === "/") return;
  for (const stage of shipped) {
    const all = stage.chain().flatMap(({ instructions }) => instructions);
    if (all.some(({ keyword }) => keyword === "WORKDIR")) continue;
    // Where all files go to the folder in which they are looked for, they move together.
    const copies = all.filter(isCopy);
    if (copies.length > 0 && copies.every(isRelativeCopy)) continue;
    const own = started(stage);
    const hasEntrypoint = own.some(({ keyword }) => keyword === "ENTRYPOINT");
    for (const instruction of own) {
      const isArgument = (at: number) => at > 0 || (instruction.keyword === "CMD" && hasEntrypoint);
      const file = instruction.json?.find(
        (word, at) =>
          (isArgument(at) || word.includes("/")) &&
          (relativeFile.test(word) || (at === 0 && relativeProgram.test(word))),
      );
      if (file === undefined) continue;
      const message = `${file} would be looked for in ${folder}, the WORKDIR of ${name}: name it from /, or set WORKDIR.`;
      yield blocker("working-directory", message, wholeSpan(instruction));
    }
  }
}

const relativeFile = /^(?:\.\/|[\w.-]+\/)?[\w-]+\.\w+$/;
/** One without a slash is looked for in PATH. */
const relativeProgram = /^\.{1,2}\/./;

/** What a stage makes in its folder, and another one takes from where the folder was. */
function ofCopies(exchange: Exchange, stage: Stage, folder: string): readonly Breakage[] {
  const { after, name } = exchange;
  const makes = ({ keyword }: Instruction) => keyword === "RUN";
  const made = stage
    .chain()
    .flatMap(beforeFolder)
    .find((it) => makes(it) || isRelativeCopy(it));
  if (made === undefined) return [];
  const said = textOf(stage);
  const folders = [folder, ...foldersOf(stage)];
  if (folders.some((it) => it.includes("$"))) return [];
  // What belongs to the system, or is named with its whole path where it is made, is made elsewhere.
  const isLost = (path: string) => {
    const whole = (path.startsWith("/") ? path : `/${path}`).replace(/(?<=.)\/+\.?$/, "");
    const isThere = folders.some((it) => whole === it || whole.startsWith(`${it}/`));
    return !isThere && !system.test(whole) && !said.includes(whole);
  };
  for (const { instructions } of after.dockerfile.stages)
    for (const instruction of instructions) {
      if (instruction.keyword !== "COPY" || stageOf(exchange, instruction) !== stage) continue;
      const lost = pathsOf(instruction).sources.find(isLost);
      if (lost === undefined) continue;
      const message = `What ${made.keyword} makes would be in ${folder}, the WORKDIR of ${name}, and ${lost} is taken from where it was: set WORKDIR before.`;
      return [blocker("working-directory", message, wholeSpan(made))];
    }
  return [];
}

const system = /^\/(?:usr|etc|lib(?:32|64)?|s?bin|home|opt|root|srv|tmp|var)(?:\/|$)|^\/$/;

/** The absolute folders that a stage and those below it work in, as written. */
function foldersOf(stage: Stage): readonly string[] {
  return stage
    .chain()
    .flatMap(({ instructions }) => instructions)
    .filter(setsFolder)
    .map(({ arguments: { text } }) => text.replace(/^["']|["']$/g, "").replace(/(?<=.)\/+$/, ""));
}

/** All that a stage and those below it say. */
function textOf(stage: Stage): string {
  const parts = stage
    .chain()
    .flatMap(({ instructions }) => instructions)
    .flatMap(({ arguments: { text }, heredocs }) => [text, ...heredocs.map((it) => it.content)]);
  return parts.join("\n");
}

/** The instructions of a stage that no absolute WORKDIR stands before, neither here nor below. */
function beforeFolder(stage: Stage): readonly Instruction[] {
  const [, ...below] = stage.chain();
  if (below.some(({ instructions }) => instructions.some(setsFolder))) return [];
  const end = stage.instructions.findIndex(setsFolder);
  return stage.instructions.slice(0, end === -1 ? undefined : end);
}

const absolute = /^["']?[/$\\]|^[A-Za-z]:/;

const setsFolder = ({ keyword, arguments: { text } }: Instruction) =>
  keyword === "WORKDIR" && absolute.test(text);

const isCopy = ({ keyword }: Instruction) => keyword === "COPY" || keyword === "ADD";

const isRelativeCopy = (instruction: Instruction) =>
  isCopy(instruction) && !absolute.test(pathsOf(instruction).target);

const isRelative = (instruction: Instruction) =>
  instruction.keyword === "WORKDIR" ||
  isRelativeCopy(instruction) ||
  (instruction.keyword === "RUN" && /(?:^|\s)\.\//.test(instruction.arguments.text));
