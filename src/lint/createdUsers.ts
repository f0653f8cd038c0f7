import type { Expansion, Instruction, Stage } from "../dockerfile/model";
import type { Span } from "../dockerfile/position";
import type { Command, CommandWord } from "./command";
import { commandsOf } from "./commands";

/** A user that a RUN of the file makes. */
export interface CreatedUser {
  readonly name: string;
  /** Null where the command leaves it to the system or computes it. */
  readonly uid: number | null;
  /** The command gives a uid, but only the build can tell which. */
  readonly isComputed: boolean;
  /** Where its name stands. */
  readonly span: Span;
  readonly instruction: Instruction;
  readonly stage: Stage;
}

/**
 * The users made by useradd, adduser and usermod in a stage and the stages it is built on, in order,
 * without those removed again. Names that are computed are left out.
 */
export function createdUsers(stage: Stage): readonly CreatedUser[] {
  const users: CreatedUser[] = [];
  const seen = new Set<string>();
  for (let changes = changesOf(stage); changes !== null; changes = changes.before) {
    for (const [name, user] of [...changes.users].reverse()) {
      if (!seen.has(name) && user !== null) users.push(user);
      seen.add(name);
    }
  }
  return users.reverse();
}

/** The user of a name that a stage has because a RUN made it, null where none did. */
export function createdUser(stage: Stage, name: string): CreatedUser | null {
  return lastChange(stage, name) ?? null;
}

/** Whether a RUN of the chain removes or renames a user, one of the base's perhaps. */
export function isRemoved(stage: Stage, name: string): boolean {
  return lastChange(stage, name) === null;
}

/** Undefined where no RUN of the chain makes or removes a user of the name, null where it is gone. */
function lastChange(stage: Stage, name: string): CreatedUser | null | undefined {
  for (let changes = changesOf(stage); changes !== null; changes = changes.before) {
    const user = changes.users.get(name);
    if (user !== undefined) return user;
  }
  return undefined;
}

/** What the RUNs of one stage do to users, the last of each name; stages that do nothing have none. */
interface Changes {
  /** In the order of the file; null for a user that is removed. */
  readonly users: ReadonlyMap<string, CreatedUser | null>;
  readonly before: Changes | null;
}

const cache = new WeakMap<Stage, Changes | null>();

/** From the first stage of the chain on, so that a long chain is read once and not once for each stage. */
function changesOf(stage: Stage): Changes | null {
  const parts: Stage[] = [];
  let changes: Changes | null = null;
  for (let part: Stage | null = stage; part !== null; part = parentOf(part)) {
    const known = cache.get(part);
    if (known !== undefined) {
      changes = known;
      break;
    }
    parts.push(part);
  }
  for (const part of parts.reverse()) {
    const users = readChanges(part);
    if (users.size > 0) changes = { users, before: changes };
    cache.set(part, changes);
  }
  return changes;
}

const parentOf = ({ base }: Stage) => (base.kind === "stage" ? base.stage : null);

function readChanges(stage: Stage): ReadonlyMap<string, CreatedUser | null> {
  const users = new Map<string, CreatedUser | null>();
  const set = (name: string, user: CreatedUser | null) => {
    users.delete(name);
    users.set(name, user);
  };
  for (const instruction of stage.instructions) {
    if (instruction.keyword !== "RUN" || !mayChange(instruction)) continue;
    for (const command of commandsOf(instruction)) {
      const gone = removedUser(command);
      if (gone !== null) set(gone, null);
      const user = readUser(command, (word) => stage.expand(word, instruction));
      if (user !== null) set(user.name, { ...user, instruction, stage });
    }
  }
  return users;
}

const mentions = /useradd|adduser|usermod|userdel|deluser/;

function mayChange({ arguments: { text }, heredocs }: Instruction): boolean {
  return mentions.test(text) || heredocs.some(({ content }) => mentions.test(content));
}

function removedUser(command: Command): string | null {
  const { names, options } = readWords(command);
  const [name, group] = names;
  if (name === undefined || name.computed) return null;
  if (command.name === "usermod") return options.has("login") ? name.text : null;
  // deluser NAME GROUP only takes a user out of a group.
  const removes = command.name === "userdel" || command.name === "deluser";
  return removes && group === undefined ? name.text : null;
}

const programs: ReadonlySet<string> = new Set(["useradd", "adduser", "usermod"]);

function readUser(
  command: Command,
  expand: (word: string) => Expansion,
): Omit<CreatedUser, "instruction" | "stage"> | null {
  if (!programs.has(command.name)) return null;
  const { names, options } = readWords(command);
  const [first, group] = names;
  // adduser NAME GROUP puts a user that exists into a group.
  if (command.name === "adduser" && group !== undefined) return null;
  const name = (command.name === "usermod" ? options.get("login") : undefined) ?? first;
  if (name === undefined || name.computed || !/^[a-zA-Z_][\w.-]*\$?$/.test(name.text)) return null;
  const given = options.get("uid");
  const uid = toNumber(given, expand);
  const isComputed = uid === null && given !== undefined;
  if (command.name === "usermod" && given === undefined && !options.has("login")) return null;
  return { name: name.text, uid, isComputed, span: name.span };
}

/** The short options that take a value, by program (`adduser`: Debian's and BusyBox's together). */
const shortWithValue: Readonly<Record<string, string>> = {
  useradd: "bcdefgGkKpPRsuZ",
  adduser: "hgsGkuc",
  usermod: "cdefgGlpPRsuvVwWZ",
};
const longWithValue: ReadonlySet<string> = new Set(
  `uid gid ingroup home home-dir shell comment gecos groups password skel base-dir expiredate inactive key
  root prefix selinux-user login firstuid lastuid firstgid lastgid conf add-subuids add-subgids`.split(
    /\s+/,
  ),
);

/** Names, and of the options those that say who a user is: `uid` and `login`. */
function readWords({ name: program, words }: Command): {
  readonly names: readonly CommandWord[];
  readonly options: ReadonlyMap<"uid" | "login", CommandWord>;
} {
  const names: CommandWord[] = [];
  const options = new Map<"uid" | "login", CommandWord>();
  const keep = (option: string, value: CommandWord | undefined) => {
    if (value === undefined) return;
    if (option === "u" || option === "uid") options.set("uid", value);
    if ((option === "l" && program === "usermod") || option === "login")
      options.set("login", value);
  };
  for (let index = 1; index < words.length; index++) {
    const word = words[index];
    if (word === undefined) break;
    const { text } = word;
    if (!text.startsWith("-") || text === "-") names.push(word);
    else if (text.startsWith("--")) {
      const equals = text.indexOf("=");
      const option = text.slice(2, equals === -1 ? undefined : equals);
      if (equals !== -1) keep(option, { ...word, text: text.slice(equals + 1) });
      else if (longWithValue.has(option)) keep(option, words[++index]);
    } else {
      const at = valueLetter(text, shortWithValue[program] ?? "");
      if (at === -1) continue;
      const attached = text.slice(at + 1);
      keep(text[at] ?? "", attached === "" ? words[++index] : { ...word, text: attached });
    }
  }
  return { names, options };
}

/** Where the letter stands that takes the rest of a cluster, or the next word: `-rmu 1000`, `-u1000`. */
function valueLetter(cluster: string, letters: string): number {
  for (let at = 1; at < cluster.length; at++) if (letters.includes(cluster[at] ?? "")) return at;
  return -1;
}

/** The shell of a RUN sees the variables of the stage; what it computes itself is not known. */
function toNumber(
  word: CommandWord | undefined,
  expand: (word: string) => Expansion,
): number | null {
  if (word === undefined || word.commands.length > 0) return null;
  const expansion = word.computed ? expand(word.text) : null;
  if (expansion !== null && expansion.kind !== "value") return null;
  const text = expansion === null ? word.text : expansion.value;
  return /^\d{1,10}$/.test(text) ? Number(text) : null;
}
