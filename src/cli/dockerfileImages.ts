import path from "node:path";
import { rangesIn } from "../dockerfile/lines";
import type { Base, Word } from "../dockerfile/model";
import type { Span } from "../dockerfile/position";
import { parseReference } from "../image/reference";
import { contextOf } from "../lint/reading";
import type { ServiceText } from "../lint/serviceText";
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
  /** Dockerfiles that a compose or bake file builds, as they are shown: what they stand on is not among the images. */
  readonly builds: readonly string[];
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
  const { services } = request;
  const rangeOf = rangesIn(source.text);
  const lineOf = ({ span }: Pick<Word, "span">) => rangeOf(context.place(span)).start.line + 1;
  const named = (word: Word): Named => ({
    line: lineOf(word),
    written: services === undefined ? word.text : textAt(source.text, context.place(word.span)),
    isService: services !== undefined,
  });
  const bases = new Set(shipped.map(({ stage }) => stage.root));
  const images: NamedImage[] = [];
  for (const stage of dockerfile.stages) {
    if (stage.image === null) continue;
    const role = bases.has(stage) ? "base" : "builder";
    const platform = stage.platform?.value ?? null;
    // A variable of the platform's is whatever the build is for.
    const known = platform === null || platform.includes("$") ? null : platform;
    images.push(...imageOf(stage.base, named(stage.image), known, role));
  }
  for (const { base, word } of dockerfile.imageUses)
    images.push(...imageOf(base, named(word), null, "source"));
  images.push(...unreadable(services, (span) => rangeOf(span).start.line + 1));
  const problems =
    services === undefined
      ? dockerfile.problems.map((problem) => `${lineOf(problem)}: ${problem.message}`)
      : services.file.problems.map(({ line, message }) => `${line + 1}: ${message}`);
  return {
    file,
    images: images.sort((one, other) => one.line - other.line),
    problems: problems.map((problem) => `${file}:${problem}`),
    builds: services === undefined ? [] : await buildsOf(absolute, source.text, terminal),
  };
}

function textAt(text: string, { start, end }: Span): string {
  return text.slice(start, end);
}

/** Images of services that no registry could have: a Dockerfile can't say them. */
function unreadable(
  services: ServiceText | undefined,
  lineOf: (span: Span) => number,
): NamedImage[] {
  if (services === undefined) return [];
  const written = new Set(services.services);
  return services.file.services.flatMap((service) => {
    const { image } = service;
    if (image === null || image.value === "scratch" || written.has(service)) return [];
    const problem = "It is no image reference.";
    const named = { line: lineOf(image.span), written: image.text, platform: null };
    return [{ ...named, reference: null, problem, role: "base" as const }];
  });
}

/** The Dockerfiles that a compose or bake file builds, each once. */
async function buildsOf(file: string, text: string, { workingDirectory }: Terminal) {
  const { readBuilds } = await import("./projectFiles.js");
  const { builds } = readBuilds([{ path: file, text }]);
  return [...new Set(builds.map(({ dockerfile }) => shownPath(dockerfile, workingDirectory)))];
}

/** An image as a file says it. */
interface Named {
  readonly line: number;
  readonly written: string;
  readonly isService: boolean;
}

function imageOf(
  base: Base,
  { line, written, isService }: Named,
  platform: string | null,
  role: NamedImage["role"],
): NamedImage[] {
  const image = { line, written, platform, role };
  const open = isService
    ? "A variable that has no value in the file, or in .env beside it, decides which image it is."
    : null;
  switch (base.kind) {
    case "stage":
    case "scratch":
      return [];
    case "unknown":
      return [{ ...image, reference: null, problem: open ?? base.reason }];
    case "image": {
      const { reference, complete } = base;
      if (!complete) {
        const byArgument = "A build argument decides which image it is: name it with --build-arg.";
        return [{ ...image, reference: null, problem: open ?? byArgument }];
      }
      if (parseReference(reference) === null)
        return [{ ...image, reference: null, problem: "It is no image reference." }];
      return [{ ...image, reference, problem: null }];
    }
  }
}
