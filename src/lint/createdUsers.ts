import type { Instruction, Stage } from "../dockerfile/model";
import type { Span } from "../dockerfile/position";
import { type Command, commandsOf } from "./commands";

/** A user that a RUN of the file makes. */
export interface CreatedUser {
  readonly name: string;
  /** Null where the command leaves it to the system or computes it. */
  readonly uid: number | null;
  readonly gid: number | null;
  /** Where its name stands. */
  readonly span: Span;
  readonly instruction: Instruction;
  readonly stage: Stage;
}

/**
 * The users made by useradd, adduser and usermod in a stage and the stages it is built on, in order.
 * Names that are computed are left out.
 */
export function createdUsers(stage: Stage): readonly CreatedUser[] {
  const known = cache.get(stage);
  if (known !== undefined) return known;
  const users = readUsers(stage);
  cache.set(stage, users);
  return users;
}

const cache = new WeakMap<Stage, readonly CreatedUser[]>();

function readUsers(stage: Stage): readonly CreatedUser[] {
  const users: CreatedUser[] = [];
  for (const part of [...stage.chain()].reverse()) {
    for (const instruction of part.instructions) {
      if (instruction.keyword !== "RUN" || !mayCreate(instruction)) continue;
      for (const command of commandsOf(instruction)) {
        const user = readUser(command);
        if (user !== null) users.push({ ...user, instruction, stage: part });
      }
    }
  }
  return users;
}

function mayCreate({ arguments: { text }, heredocs }: Instruction): boolean {
  return (
    /useradd|adduser|usermod/.test(text) ||
    heredocs.some(({ content }) => /useradd|adduser|usermod/.test(content))
  );
}

const programs = new Set(["useradd", "adduser", "usermod"]);
/** Options of useradd, adduser (Debian and BusyBox) and usermod that take the next word. */
const withValue =
  /^(?:-[bcdefgGhkKpsuRPZlLU]|--(?:uid|gid|ingroup|home|home-dir|shell|comment|gecos|groups|password|skel|base-dir|inactive|expiredate|key|root|prefix|selinux-user|login|firstuid|lastuid|firstgid|lastgid|conf))$/;

function readUser({
  name: program,
  words,
}: Command): Omit<CreatedUser, "instruction" | "stage"> | null {
  if (!programs.has(program)) return null;
  const isSystemFlagOnly = program === "useradd";
  let uid: number | null = null;
  let gid: number | null = null;
  const names = [];
  for (let index = 1; index < words.length; index++) {
    const word = words[index];
    if (word === undefined) break;
    const [option = "", attached] = splitOption(word.text);
    if (!word.text.startsWith("-")) {
      names.push(word);
      continue;
    }
    const takesNext = attached === undefined && takesValue(option, program, isSystemFlagOnly);
    const value = attached ?? (takesNext ? words[++index]?.text : undefined);
    if (option === "-u" || option === "--uid") uid = toNumber(value);
    if (option === "-g" || option === "--gid") gid = toNumber(value);
  }
  // adduser NAME GROUP puts a user that exists into a group.
  const [name, second] = names;
  if (name === undefined || name.computed || !/^[a-zA-Z_][\w.-]*\$?$/.test(name.text)) return null;
  if (program === "adduser" && second !== undefined) return null;
  if (program === "usermod" && uid === null) return null;
  return { name: name.text, uid, gid, span: name.span };
}

/** `-l`, `-U`, `-L`, `-e`… mean different things to the three programs; only those with a value matter. */
function takesValue(option: string, program: string, isUseradd: boolean): boolean {
  if (!/^-\w\w+$/.test(option)) {
    if (isUseradd && /^-[lULP]$/.test(option)) return option === "-P";
    if (program === "adduser" && /^-[lUL]$/.test(option)) return false;
    return withValue.test(option);
  }
  // -rmu 1000: the last letter of a cluster may take the value.
  return withValue.test(`-${option.at(-1) ?? ""}`) && !/[lUL]$/.test(option);
}

function splitOption(text: string): [string, string | undefined] {
  const long = /^(--[\w-]+)=(.*)$/.exec(text);
  if (long !== null) return [long[1] ?? "", long[2]];
  const short = /^(-[ug])(\d+)$/.exec(text);
  if (short !== null) return [short[1] ?? "", short[2]];
  const cluster = /^-\w*([ug])$/.exec(text);
  return cluster === null || text.length === 2
    ? [text, undefined]
    : [`-${cluster[1] ?? ""}`, undefined];
}

function toNumber(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,10}$/.test(text) ? Number(text) : null;
}
