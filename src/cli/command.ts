import { parseArgs, type ParseArgsConfig } from "node:util";
import type { Terminal } from "./terminal";
import { suggestion } from "./words";
import { visible } from "./visible";

/** A command of the program; main finds it by name and loads it when it is asked for. */
export interface Command {
  /** The whole text of `--help`. */
  readonly help: string;
  readonly options: Options;
  /** Gives the exit code. */
  run(values: Values, paths: readonly string[], terminal: Terminal): Promise<number>;
}

export type Options = NonNullable<ParseArgsConfig["options"]>;

/** Values as parseArgs gives them: one or several, as the option says. */
export type Values = Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;

/** The command was called in a way that it doesn't know; the message is for the person who typed it. */
export class UsageError extends Error {
  readonly code = "usage";
}

/** The command was called in the right way and can't do what it was asked for; the message says why. */
export class RefusedError extends Error {
  readonly code = "refused";
}

/** Reads arguments strictly: an option that is not known is an error, with the nearest one named. */
export function parseArguments(
  args: readonly string[],
  options: Options,
): { readonly values: Values; readonly positionals: readonly string[] } {
  const { tokens } = parseArgs({ args: [...args], options, strict: false, tokens: true });
  for (const token of tokens) {
    if (token.kind !== "option" || Object.hasOwn(options, token.name)) continue;
    const hint = suggestion(token.name, Object.keys(options), "--");
    throw new UsageError(`unknown option ${visible(token.rawName)}.${hint}`);
  }
  for (const token of tokens) {
    const problem = token.kind === "option" ? valueProblem(token, options) : null;
    if (problem !== null) throw new UsageError(problem);
  }
  return parseArgs({ args: [...args], options, strict: true, allowPositionals: true });
}

/** What parseArgs would throw at, in our words; null for nothing. */
function valueProblem(
  {
    name,
    rawName,
    value,
    inlineValue,
  }: {
    readonly name: string;
    readonly rawName: string;
    readonly value?: string | undefined;
    readonly inlineValue?: boolean | undefined;
  },
  options: Options,
): string | null {
  if (options[name]?.type !== "string")
    return value === undefined ? null : `${rawName} takes no value.`;
  if (value === undefined) return `${rawName} needs a value.`;
  // What was forgotten would be taken for a value.
  const isOption = inlineValue !== true && value.length > 1 && value.startsWith("-");
  return isOption
    ? `${rawName} needs a value; one that begins with a dash is written ${rawName}=${visible(value)}.`
    : null;
}

/** The texts given for an option that may be repeated. */
export function texts(values: Values, name: string): readonly string[] {
  const given = values[name];
  const list = Array.isArray(given) ? given : given === undefined ? [] : [given];
  return list.filter((value): value is string => typeof value === "string");
}

/** The text given for an option, undefined where it was left out. */
export function text(values: Values, name: string): string | undefined {
  return texts(values, name).at(-1);
}

/** The value of an option that knows a fixed list of words. */
export function choice<T extends string>(
  values: Values,
  name: string,
  known: readonly T[],
  otherwise: T,
): T {
  const given = text(values, name);
  if (given === undefined) return otherwise;
  const found = known.find((word) => word === given);
  if (found !== undefined) return found;
  const hint = suggestion(given, known);
  throw new UsageError(`--${name} is one of ${known.join(", ")}, not "${visible(given)}".${hint}`);
}
