import type { Span } from "../dockerfile/position";

/** A word of a shell command, quotes and escapes removed, with its place in the file. */
export interface CommandWord {
  /** What `$(…)` and the like would give is left out; variables stay as written. */
  readonly text: string;
  readonly span: Span;
  /** A variable or substitution takes part, so the text is not what will run. */
  readonly computed: boolean;
  /** The commands of `$(…)`, backticks and `<(…)` in it. */
  readonly commands: readonly Command[];
}

/** One simple command of a shell script: `apt-get install -y curl`. */
export interface Command {
  /** The program, without its folder: `curl`; variables set before it and redirections are left out. */
  readonly name: string;
  readonly words: readonly CommandWord[];
  /** The command that its output goes into, null where there is no pipe. */
  readonly pipedInto: Command | null;
}

const shells = new Set(["sh", "bash", "dash", "ash", "zsh", "ksh", "mksh"]);

export const isShell = (program: string): boolean => shells.has(program);

/** Programs that only start another one, with the options of theirs that take a value. */
const starters: Readonly<Record<string, RegExp>> = {
  sudo: /^-[ugpCchrTtUD]$/,
  doas: /^-[uC]$/,
  env: /^-[uC]$/,
  exec: /^-a$/,
  nice: /^-n$/,
  timeout: /^-[ks]$/,
  command: /^$/,
  nohup: /^$/,
  xargs: /^-[IdEnPLs]$/,
};

/**
 * The words of the command that really does the work: `apt-get install` in `sudo -E apt-get install`.
 * The words as they are where nothing stands before it.
 */
export function workWords({ words }: Command): readonly CommandWord[] {
  let first = 0;
  for (;;) {
    const program = baseName(words[first]?.text ?? "");
    const withValue = Object.hasOwn(starters, program) ? starters[program] : undefined;
    if (withValue === undefined) break;
    let next = first + 1;
    for (; next < words.length; next++) {
      const text = words[next]?.text ?? "";
      if (withValue.test(text)) next++;
      else if (!text.startsWith("-") && !isAssignment(text)) break;
    }
    if (program === "timeout") next++;
    if (next >= words.length) break;
    first = next;
  }
  return first === 0 ? words : words.slice(first);
}

export const baseName = (program: string): string => program.slice(program.lastIndexOf("/") + 1);

export const isAssignment = (text: string) => /^[A-Za-z_]\w*\+?=/.test(text);
