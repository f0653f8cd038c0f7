import { posix } from "node:path";
import type { Instruction, Stage } from "../dockerfile/model";

/** A COPY or ADD and where it puts things: an absolute path, null where that can't be told. */
export interface Copy {
  readonly instruction: Instruction;
  readonly path: string | null;
}

/** The COPY and ADD of one stage, in order. A trigger for later stages counts as one with an unknown place. */
export function copiesOf(stage: Stage): readonly Copy[] {
  return read(stage).copies;
}

/** Whether a COPY or ADD of a stage, or of one that it is built on, may have made one of these files. */
export function mayHaveCopied(stage: Stage, files: readonly string[]): boolean {
  return stage.chain().some((part) => copiesOf(part).some((copy) => mayMake(copy, files)));
}

/** It is plain to see where it goes, or it is a whole file system. */
export function isToBring({ path, instruction }: Copy): boolean {
  if (path !== "/") return path !== null;
  const isWhole = /(?:^|\s)\/\s+\/\s*$|\.(?:tar|tgz|txz)\b/.test(instruction.arguments.text);
  return (
    isWhole &&
    (instruction.keyword === "ADD" || instruction.flags.some(({ name }) => name === "from"))
  );
}

/** As `mayHaveCopied`, without the benefit of the doubt. */
export function hasCopied(stage: Stage, files: readonly string[]): boolean {
  return stage
    .chain()
    .some((part) => copiesOf(part).some((copy) => isToBring(copy) && brings(copy, files)));
}

/**
 * As `mayMake`, by the names of what is copied: `COPY --from=uv /uv /bin/` puts one file into a folder, and
 * brings no shell. What has the folder's own name, or that of any folder of programs, is taken for a folder.
 */
export function brings(copy: Copy, files: readonly string[]): boolean {
  if (!mayMake(copy, files) || copy.path === null) return false;
  const { path, instruction } = copy;
  const made = files.filter((file) => file === path || posix.dirname(file) === path);
  if (made.length === 0 || made.includes(path)) return true;
  const words = instruction.json ?? instruction.arguments.text.trim().split(/\s+/);
  const names = words.slice(0, -1).map((word) => posix.basename(word));
  const wanted = new Set([...made.map((file) => posix.basename(file)), posix.basename(path)]);
  return names.some(
    (name) => wanted.has(name) || !/^[\w-]+(?:\.[\w-]+)*$/.test(name) || isOfPrograms(name),
  );
}

const isOfPrograms = (name: string) =>
  /^(?:s?bin|usr|local|rootfs|root|out|dist|output|install)$/.test(name);

/** A folder that is copied to `/` may hold anything; `/app` can't bring `/etc/passwd`. */
export function mayMake({ path }: Copy, files: readonly string[]): boolean {
  if (path === null) return true;
  const folder = path === "/" ? "/" : `${path}/`;
  return files.some((file) => file === path || file.startsWith(folder));
}

interface Read {
  readonly copies: readonly Copy[];
  /** The working folder at the end of the stage, null where it can't be told. */
  readonly folder: string | null;
}

const cache = new WeakMap<Stage, Read>();

function read(stage: Stage): Read {
  const parts: Stage[] = [];
  let before: Read | undefined;
  for (let part: Stage | null = stage; part !== null && before === undefined;) {
    before = cache.get(part);
    if (before === undefined) parts.push(part);
    part = part.base.kind === "stage" ? part.base.stage : null;
  }
  for (const part of parts.reverse()) {
    before = readStage(part, before?.folder ?? (part.base.kind === "scratch" ? "/" : null));
    cache.set(part, before);
  }
  return before ?? { copies: [], folder: null };
}

function readStage(stage: Stage, start: string | null): Read {
  const copies: Copy[] = [];
  let folder = start;
  for (const instruction of stage.instructions) {
    const { keyword, arguments: source } = instruction;
    if (keyword === "ONBUILD") copies.push({ instruction, path: null });
    else if (keyword === "WORKDIR") folder = within(folder, value(stage, instruction, source.text));
    else if (keyword === "COPY" || keyword === "ADD") {
      const last = instruction.json?.at(-1) ?? lastWord(source.text);
      copies.push({ instruction, path: within(folder, value(stage, instruction, last)) });
    }
  }
  return { copies, folder };
}

function value(stage: Stage, instruction: Instruction, word: string): string | null {
  const expansion = stage.expand(word, instruction);
  return expansion.kind === "value" && expansion.value !== "" ? expansion.value : null;
}

function within(folder: string | null, path: string | null): string | null {
  if (path === null || (folder === null && !path.startsWith("/"))) return null;
  const normal = posix.join("/", path.startsWith("/") ? path : `${folder ?? ""}/${path}`);
  return normal.length > 1 && normal.endsWith("/") ? normal.slice(0, -1) : normal;
}

function lastWord(text: string): string {
  const trimmed = text.trimEnd();
  return trimmed.slice(Math.max(trimmed.lastIndexOf(" "), trimmed.lastIndexOf("\t")) + 1);
}
