import { type Command, type CommandWord, isAssignment } from "./command";

export interface MutableCommand {
  readonly name: string;
  readonly words: readonly CommandWord[];
  pipedInto: Command | null;
}

/** Reserved words after which a command begins. */
const introducers = new Set([
  "if",
  "then",
  "else",
  "elif",
  "while",
  "until",
  "do",
  "{",
  "!",
  "time",
]);
const enders = new Set(["fi", "done", "esac", "}"]);

/** What is being read: a list of commands, or a part of a word in which blanks mean nothing. */
export interface Context {
  readonly kind: "list" | "double" | "brace" | "arithmetic";
  /** What ends it. */
  readonly close: string;
  /** Parentheses open inside an arithmetic expression. */
  depth: number;
  /** Words of the command that is being read, and the word itself while there is one. */
  words: CommandWord[];
  word: { text: string; start: number; computed: boolean; commands: Command[] } | null;
  skipsNextWord: boolean;
  /** The command before a pipe. */
  source: MutableCommand | null;
  /** Everything found in it. */
  readonly commands: MutableCommand[];
}

export function newContext(kind: Context["kind"], close: string): Context {
  return {
    kind,
    close,
    depth: 0,
    words: [],
    word: null,
    skipsNextWord: false,
    source: null,
    commands: [],
  };
}

export const listPlain = /[^\s\\#`()|&;<>'"$]+/y;
export const wordPlain = /[^\\`'"$}()]+/y;
export const redirection = /^(?:<<<|<<-?|>>|<&|>&|>\||<>|&>>?|[<>])/;

export const isBlank = (character: string) =>
  character === " " || character === "\t" || character === "\r";

export function withoutPrefix(words: readonly CommandWord[]): readonly CommandWord[] {
  let first = 0;
  while (first < words.length) {
    const text = words[first]?.text ?? "";
    if (!introducers.has(text) && !isAssignment(text)) break;
    first++;
  }
  if (enders.has(words[first]?.text ?? "")) return [];
  return first === 0 ? words : words.slice(first);
}
