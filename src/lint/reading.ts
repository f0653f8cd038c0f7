import type { Dockerfile, Stage } from "../dockerfile/model";
import { type BaseEnvironment, evaluate, type ReadText, readText } from "../dockerfile/parse";
import type { ImageFacts } from "../image/catalog";
import { createContext } from "./context";
import { rangesIn } from "../dockerfile/lines";
import type { LintRequest } from "./result";
import type { RuleContext } from "./rule";
import { factsOfWritten } from "./writtenImage";

const cache = new WeakMap<
  LintRequest,
  { readonly text: ReadText; readonly context: RuleContext }
>();

/** What rules see of the file of a request; asked again for the same request it is not read again. */
export function contextOf(request: LintRequest): RuleContext {
  return readingOf(request).context;
}

function readingOf(request: LintRequest) {
  const known = cache.get(request);
  if (known !== undefined) return known;
  const text = readText(request.services?.text ?? request.text);
  const reading = { text, context: createContext(read(text, request, null), request) };
  cache.set(request, reading);
  return reading;
}

/**
 * The same file, as if the image of one FROM were another: places stay those of the file as it is, and
 * what an image decides (its user, its variables, its shell) is that of the other one.
 *
 * @param root the FROM, as a stage of `contextOf(request)`
 */
export function contextWith(request: LintRequest, root: Stage, facts: ImageFacts): RuleContext {
  const { text, context } = readingOf(request);
  const { dockerfile } = context;
  const reference = root.base.kind === "image" ? root.base.reference : "";
  const reread = needsReading(dockerfile, root, request, facts)
    ? read(text, request, { reference, facts })
    : dockerfile;
  const stage = reread.stages[root.index] ?? root;
  return createContext(reread, request, new Map([[stage, facts]]));
}

/** Variables matter where the file names one that either image sets; few files do. */
function needsReading(
  { text }: Dockerfile,
  { base }: Stage,
  { catalog }: LintRequest,
  facts: ImageFacts,
): boolean {
  if (!text.includes("$")) return false;
  const before = base.kind === "image" ? factsOfWritten(catalog, base.reference) : null;
  if (facts.declared === true || before?.declared === true) return true;
  const names = [...Object.keys(before?.environment ?? {}), ...Object.keys(facts.environment)];
  return names.some((name) => text.includes(`$${name}`) || text.includes(`\${${name}`));
}

function read(
  source: ReadText,
  { text, catalog, platform, buildArguments, services }: LintRequest,
  replaced: { readonly reference: string; readonly facts: ImageFacts } | null,
): Dockerfile {
  const given = services === undefined ? buildArguments : undefined;
  const dockerfile = evaluate(source, {
    ...(platform === undefined ? {} : { platform }),
    ...(given === undefined ? {} : { buildArguments: given }),
    environmentOf: (written) =>
      environmentIn(
        written === replaced?.reference ? replaced.facts : factsOfWritten(catalog, written),
      ),
  });
  if (services === undefined) return dockerfile;
  const rangeOf = rangesIn(text);
  return { ...dockerfile, rangeOf: (span) => rangeOf(services.place(span)) };
}

function environmentIn(facts: ImageFacts | null): BaseEnvironment {
  return { values: facts?.environment ?? {}, complete: facts?.declared === true };
}
