import { unrevised } from "../harden/edits";
import type { CounterpartFamily } from "../image/counterparts";
import { familiesFrom } from "../harden/families";
import { fixText, safeFix, type ChooseFix, type FixResult, type Remark } from "../harden/fixing";
import type { Severity } from "../lint/finding";
import { rules } from "../lint/rules/index";
import { painter, wantsColour, type Paint } from "./colour";
import { choice, texts, UsageError, type Command, type Values } from "./command";
import { unifiedDiff } from "./diff";
import { familyNames, familyOf } from "./families";
import { readPackageFile } from "./packageFile";
import { planText } from "./planning";
import { formatFixJson, type FixReport } from "./formats/fixJson";
import {
  complainOfTargets,
  createRequester,
  lintFile,
  openFiles,
  type OpenedFile,
  type Requester,
} from "./linting";
import { mirrorHelp, mirrorOptions } from "./mirrors";
import { assertRule, lintOptions, lintOptionsHelp, toLintOptions } from "./options";
import { describeFailure } from "./read";
import { swapText, type SwappedText } from "./swapping";
import type { Terminal } from "./terminal";
import { visible } from "./visible";
import { counted } from "./words";
import { writeAtomically } from "./write";

/** For reports that hold the edits of fixes. */
export { createSwapLinter } from "./swapLinting";

export const fixCommand: Command = {
  help: `Corrects what can be corrected in Dockerfiles.

Usage: drydock fix [OPTION…] [PATH…]

PATH is as for "drydock lint". Without --rule, --swap and --plan, only fixes that keep the meaning of the
file are made. In a compose file --swap swaps the images of services.

Options:
  --rule ID                 make the fixes of this rule only, also those that change
                            what is built; repeatable
  --swap                    swap in hardened images: in every FROM, COPY --from and
                            RUN --mount that has one, unless the build or the container
                            would fail with it
  --plan                    harden the whole file: what ships moves to a minimal image,
                            parted into a builder and a runtime stage where it has to
                            be, and every other image is swapped as with --swap; what
                            is not certain is left, and said
  --family FAMILY           with --swap or --plan, where the images are from:
                            ${familyNames}
${mirrorHelp}
  --force                   with --swap, swap in spite of what would fail
  --diff                    print a unified diff and write nothing (default)
  --write                   write the files; from standard input, print the text after
  --format FORMAT           text (default) or json
${lintOptionsHelp}
  --no-color                no colours on a terminal
  --help                    this text

Exit codes: 0 nothing to change or written, 1 a diff was printed, 2 wrong usage or unreadable input.
`,
  options: {
    ...lintOptions,
    ...mirrorOptions,
    swap: { type: "boolean" },
    plan: { type: "boolean" },
    family: { type: "string" },
    force: { type: "boolean" },
    diff: { type: "boolean" },
    write: { type: "boolean" },
    format: { type: "string" },
  },
  run: runFix,
};

type FixedFile = OpenedFile & FixReport;

async function runFix(
  values: Values,
  paths: readonly string[],
  terminal: Terminal,
): Promise<number> {
  const format = choice(values, "format", ["text", "json"], "text");
  const write = values["write"] === true;
  if (write && values["diff"] === true) {
    throw new UsageError("--diff writes nothing, so it can't go with --write.");
  }
  const swap = swapWish(values);
  const wantedRules = texts(values, "rule");
  for (const id of wantedRules) {
    assertRule(
      id,
      rules.map((rule) => rule.id),
    );
  }
  const options = toLintOptions(values, switchedOn(wantedRules));
  const { files, unread } = await openFiles(paths, options, terminal);
  const requestOf = await createRequester(options, terminal);
  const choose = swap !== null && wantedRules.length === 0 ? none : chooserOf(wantedRules);
  const fixed: FixedFile[] = [];
  for (const file of files) {
    const swapped = swap === null ? null : await hardenFile(file, requestOf, swap, write);
    // Swaps come with warnings, which only --swap tells; without it, no rule's fix is one.
    const look = async (text: string) => lintFile(await requestOf(file, text));
    const result = await fixText(swapped?.revision ?? unrevised(file.text), look, choose);
    fixed.push({
      ...file,
      result: {
        ...result,
        applied: [...(swapped?.applied ?? []), ...result.applied],
        blocked: [...(swapped?.blocked ?? []), ...result.blocked],
      },
      warnings: [...(swapped?.warnings ?? []), ...unfixable(result, wantedRules)],
    });
  }
  for (const { path, result, warnings } of fixed) {
    for (const remark of [...result.blocked, ...warnings]) {
      terminal.complain(describe(path, remark));
    }
  }
  if (format === "json") terminal.print(formatFixJson(fixed));
  const failures = write ? writeAll(fixed, format === "text", terminal) : 0;
  const changed = fixed.filter(isChanged);
  if (!write && format === "text") {
    const paint = painter(wantsColour(values, terminal));
    for (const { path, result } of changed) {
      terminal.print(coloured(unifiedDiff(path, result.revision), paint));
    }
  }
  if (changed.length === 0 && files.length > 0) {
    terminal.complain(`Nothing to change in ${counted(files.length, "file")}.`);
  }
  const results = fixed.map(({ result }) => result.after);
  const isMistaken = complainOfTargets(options, results, terminal);
  if (isMistaken || unread.length > 0 || files.length === 0 || failures > 0) return 2;
  return write || changed.length === 0 ? 0 : 1;
}

interface SwapWish {
  readonly whole: boolean;
  readonly family: CounterpartFamily | undefined;
  readonly force: boolean;
}

/** What is said of swaps and of the plan, null where neither is asked for. */
function swapWish(values: Values): SwapWish | null {
  const family = familyOf(values);
  const force = values["force"] === true;
  const [swap, whole] = [values["swap"] === true, values["plan"] === true];
  if (swap && whole) throw new UsageError("--plan swaps as well, so it can't go with --swap.");
  if (whole && force)
    throw new UsageError("--force says something of --swap; a plan is made of what is certain.");
  if (swap || whole) return { whole, family, force };
  if (force) throw new UsageError("--force says something of --swap, which is missing.");
  if (family !== undefined)
    throw new UsageError("--family says something of --swap or --plan, which are missing.");
  return null;
}

async function hardenFile(
  file: OpenedFile,
  requestOf: Requester,
  { whole, family, force }: SwapWish,
  written: boolean,
): Promise<SwappedText> {
  const request = await requestOf(file, file.text);
  const { settings } = request;
  // One family only: the others are offered, and a person chooses.
  const [preferred = "dhi"] = familiesFrom(settings.family, settings.families);
  const families = [family ?? preferred];
  if (whole) {
    const packageJson = readPackageFile(
      file.isStandardInput ? null : file.absolute,
      request.project,
    );
    return planText(request, { families, packageJson }, written);
  }
  return swapText(request, { families, force }, written);
}

const none: ChooseFix = () => null;

/** Rules that are asked for by name find something even where a profile or file switches them off. */
function switchedOn(ids: readonly string[]): Readonly<Record<string, Severity>> {
  return Object.fromEntries(ids.map((id) => [id, "hint"]));
}

/** Asked by name: the preferred fix or the first. Else only one that keeps the meaning. */
function chooserOf(ids: readonly string[]): ChooseFix {
  if (ids.length === 0) return safeFix;
  return ({ rule, fixes }) =>
    ids.includes(rule) ? (fixes.find((fix) => fix.preferred) ?? fixes[0] ?? null) : null;
}

/** Writes what changed and tells so; gives the number of files that could not be written. */
function writeAll(files: readonly FixedFile[], tell: boolean, terminal: Terminal): number {
  let failures = 0;
  for (const file of files) {
    const { text } = file.result.revision;
    if (file.isStandardInput) {
      if (tell) terminal.print(text);
    } else if (isChanged(file) && file.absolute !== null) {
      const failure = writeOne(file, file.absolute);
      if (failure !== null) {
        failures++;
        terminal.complain(`${visible(file.path)} ${failure}`);
      } else if (tell) {
        for (const { title, rule } of file.result.applied) {
          terminal.print(`${visible(file.path)}: ${visible(title)} [${rule}]\n`);
        }
      }
    }
  }
  return failures;
}

/** What went wrong, null if nothing did. */
function writeOne(file: FixedFile, absolute: string): string | null {
  // Replacement characters would take the place of bytes that nobody asked to change.
  if (!file.exact) return "is not written: it holds bytes that are not UTF-8";
  try {
    writeAtomically(absolute, file.result.revision.text);
    return null;
  } catch (error) {
    return `is not written: it ${describeFailure(error)}`;
  }
}

/** Findings of a rule asked for by name that come without a fix: silence would look like success. */
function unfixable({ after }: FixResult, ids: readonly string[]): readonly Remark[] {
  return after.findings
    .filter(({ rule, fixes }) => ids.includes(rule) && fixes.length === 0)
    .map(({ rule, message, range }) => ({
      message: `${message} [${rule}] No fix is known.`,
      range,
    }));
}

function describe(path: string, { message, range: { start } }: Remark): string {
  return `${visible(path)}:${start.line + 1}:${start.character + 1} ${visible(message)}`;
}

function isChanged({ result }: FixedFile): boolean {
  return result.revision.text !== result.revision.original;
}

function coloured(diff: string, paint: Paint): string {
  return diff.replace(/^([-+@])(.*)$/gm, (line, mark: string) =>
    paint(mark === "-" ? "red" : mark === "+" ? "green" : "cyan", line),
  );
}
