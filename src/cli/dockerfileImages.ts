import path from "node:path";
import { rangesIn } from "../dockerfile/lines";
import type { Base, Word } from "../dockerfile/model";
import { parseReference } from "../image/reference";
import { contextOf } from "../lint/reading";
import { UsageError, type Values } from "./command";
import { createRequester } from "./linting";
import { toLintOptions } from "./options";
import { shownPath } from "./paths";
import { readSource } from "./read";
import type { Terminal } from "./terminal";
import { suggestion } from "./words";
import { visible } from "./visible";

/** An image that a Dockerfile, compose or bake file names. */
export interface NamedImage {
  /** From 1. */
  readonly line: number;
  readonly written: string;
  /** What to ask a registry for; null where only the build can tell: `problem` says so. */
  readonly reference: string | null;
  readonly problem: string | null;
  /** `os/arch` that FROM names in plain words; null where it names none. */
  readonly platform: string | null;
  /** `base`: what a stage that ships stands on; `builder`: another FROM; `source`: COPY --from or RUN --mount. */
  readonly role: "base" | "builder" | "source";
}

export interface NamedImages {
  /** The file, as it is shown. */
  readonly file: string;
  /** In the order of the file. */
  readonly images: readonly NamedImage[];
  /** Sentences: what BuildKit would refuse, so that there may be more images than are known. */
  readonly problems: readonly string[];
}

export type ImageReader = (
  file: string,
  values: Values,
  terminal: Terminal,
) => Promise<NamedImages>;

/** Reads which images a file names, with the options of `lint` for targets, build arguments and configuration. */
export async function readNamedImages(
  given: string,
  values: Values,
  terminal: Terminal,
): Promise<NamedImages> {
  const absolute = path.resolve(terminal.workingDirectory, given);
  const file = shownPath(given, terminal.workingDirectory);
  const source = readSource(absolute);
  if (source.kind === "unreadable")
    throw new UsageError(`--dockerfile: ${visible(file)} ${source.message}.`);
  const options = toLintOptions(values, {});
  const requestOf = await createRequester(options, terminal);
  const request = await requestOf({ path: file, absolute, isStandardInput: false }, source.text);
  const context = contextOf(request);
  const { dockerfile, shipped } = context;
  for (const target of options.targets) {
    if (dockerfile.stageNamed(target) !== null) continue;
    const names = dockerfile.stages.flatMap(({ name }) => name ?? []);
    throw new UsageError(`no stage is named "${visible(target)}".${suggestion(target, names)}`);
  }
  const rangeOf = rangesIn(source.text);
  const lineOf = ({ span }: Pick<Word, "span">) => rangeOf(context.place(span)).start.line + 1;
  const bases = new Set(shipped.map(({ stage }) => stage.root));
  const images: NamedImage[] = [];
  for (const stage of dockerfile.stages) {
    if (stage.image === null) continue;
    const role = bases.has(stage) ? "base" : "builder";
    const platform = stage.platform?.value ?? null;
    // A variable of the platform's is whatever the build is for.
    const named = platform === null || platform.includes("$") ? null : platform;
    images.push(...imageOf(stage.base, stage.image, lineOf(stage.image), named, role));
  }
  for (const { base, word } of dockerfile.imageUses)
    images.push(...imageOf(base, word, lineOf(word), null, "source"));
  return {
    file,
    images: images.sort((one, other) => one.line - other.line),
    problems: dockerfile.problems.map(
      (problem) => `${file}:${lineOf(problem)}: ${problem.message}`,
    ),
  };
}

function imageOf(
  base: Base,
  { text }: Word,
  line: number,
  platform: string | null,
  role: NamedImage["role"],
): NamedImage[] {
  const image = { line, written: text, platform, role };
  switch (base.kind) {
    case "stage":
    case "scratch":
      return [];
    case "unknown":
      return [{ ...image, reference: null, problem: base.reason }];
    case "image": {
      const { reference, complete } = base;
      if (!complete) {
        const problem = "A build argument decides which image it is: name it with --build-arg.";
        return [{ ...image, reference: null, problem }];
      }
      if (parseReference(reference) === null)
        return [{ ...image, reference: null, problem: "It is no image reference." }];
      return [{ ...image, reference, problem: null }];
    }
  }
}
