import type { Instruction } from "../dockerfile/model";
import type { Span } from "../dockerfile/position";

/** A word of a shell command, quotes and escapes removed, with its place in the file. */
export interface CommandWord {
  readonly text: string;
  readonly span: Span;
  /** A variable or substitution takes part, so the text is not what will run. */
  readonly computed: boolean;
}

/** One simple command of a shell script: `apt-get install -y curl`. */
export interface Command {
  /** The program, without its folder: `curl`; variables set before it and redirections are left out. */
  readonly name: string;
  readonly words: readonly CommandWord[];
  /** True where its output goes into the next command of the list. */
  readonly piped: boolean;
}

const cache = new WeakMap<Instruction, readonly Command[]>();

/**
 * The simple commands that an instruction runs, in order: of the shell form, of `sh -c` in the exec
 * form, and of heredocs. What stands in `$(…)` is read as commands as well. It is a reading for
 * lint, not a shell: functions, loops and conditions are seen as the commands inside them.
 */
export function commandsOf(instruction: Instruction): readonly Command[] {
  const known = cache.get(instruction);
  if (known !== undefined) return known;
  const commands = readCommands(instruction);
  cache.set(instruction, commands);
  return commands;
}

function readCommands(instruction: Instruction): readonly Command[] {
  const { json, heredocs, arguments: source } = instruction;
  const whole = source.spanOf(0, source.text.length);
  if (json !== null) {
    const [program = "", flag = "", script = ""] = json;
    if (/(?:^|\/)(?:ba|da|a|z|k)?sh$/.test(program) && /^-\w*c$/.test(flag))
      return split(script, () => whole);
    const words = json.map((text) => ({ text, span: whole, computed: false }));
    return words.length === 0 ? [] : [command(words, false)];
  }
  const skipped =
    instruction.keyword === "HEALTHCHECK" ? (/^\S+\s*/.exec(source.text)?.[0].length ?? 0) : 0;
  const commands = split(source.text.slice(skipped), (start, end) =>
    source.spanOf(start + skipped, end + skipped),
  );
  const scripts = instruction.keyword === "RUN" ? heredocs : [];
  return scripts.reduce<readonly Command[]>((all, heredoc) => {
    const at = heredoc.contentSpan.start;
    return [
      ...all,
      ...split(heredoc.content, (start, end) => ({ start: at + start, end: at + end })),
    ];
  }, commands);
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

type SpanOf = (start: number, end: number) => Span;

function split(script: string, spanOf: SpanOf): readonly Command[] {
  const commands: Command[] = [];
  let words: CommandWord[] = [];
  let redirects = false;
  const finish = (piped: boolean) => {
    const trimmed = withoutPrefix(words);
    if (trimmed.length > 0) commands.push(command(trimmed, piped));
    words = [];
    redirects = false;
  };
  for (const token of tokens(script)) {
    if (token.kind === "operator") finish(token.text === "|" || token.text === "|&");
    else if (token.kind === "redirection") redirects = true;
    else if (redirects) redirects = false;
    else
      words.push({
        text: token.text,
        computed: token.computed,
        span: spanOf(token.start, token.end),
      });
  }
  finish(false);
  return commands;
}

function withoutPrefix(words: readonly CommandWord[]): readonly CommandWord[] {
  let first = 0;
  while (first < words.length) {
    const text = words[first]?.text ?? "";
    if (!introducers.has(text) && !/^[A-Za-z_]\w*=/.test(text)) break;
    first++;
  }
  return enders.has(words[first]?.text ?? "") ? [] : words.slice(first);
}

function command(words: readonly CommandWord[], piped: boolean): Command {
  const program = words[0]?.text ?? "";
  return { name: program.slice(program.lastIndexOf("/") + 1), words, piped };
}

interface Token {
  readonly kind: "word" | "operator" | "redirection";
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly computed: boolean;
}

const operatorStart = new Set([";", "&", "|", "\n", "(", ")", "`"]);

/** Splits a script; each character is looked at a fixed number of times. */
function* tokens(script: string): Generator<Token> {
  let at = 0;
  while (at < script.length) {
    const character = script[at] ?? "";
    if (character === " " || character === "\t" || character === "\r" || isContinued(script, at)) {
      at += isContinued(script, at) ? 2 : 1;
    } else if (character === "#") {
      const end = script.indexOf("\n", at);
      at = end === -1 ? script.length : end;
    } else if (operatorStart.has(character)) {
      const length = ["&&", "||", ";;", "|&"].includes(script.slice(at, at + 2)) ? 2 : 1;
      yield {
        kind: "operator",
        text: script.slice(at, at + length),
        start: at,
        end: at + length,
        computed: false,
      };
      at += length;
    } else if (character === "<" || character === ">") {
      const length =
        /^(?:<<<|<<-?|>>|<&|>&|>\||<>|[<>])/.exec(script.slice(at, at + 3))?.[0].length ?? 1;
      yield { kind: "redirection", text: character, start: at, end: at + length, computed: false };
      at += length;
    } else {
      const word = readWord(script, at);
      const isDescriptor = /^\d+$/.test(word.text) && /[<>]/.test(script[word.end] ?? "");
      if (!isDescriptor) yield word;
      at = word.end;
      if (word.substitution !== null) {
        yield { kind: "operator", text: "(", start: at, end: at, computed: false };
      }
    }
  }
}

const isContinued = (script: string, at: number) => script[at] === "\\" && script[at + 1] === "\n";

interface WordToken extends Token {
  /** Where a `$(` begins that ends this token early. */
  readonly substitution: number | null;
}

/** Reads a word up to a blank or operator; `$(` outside single quotes ends it, as commands follow. */
function readWord(script: string, start: number): WordToken {
  let text = "";
  let quote = "";
  let computed = false;
  let at = start;
  for (; at < script.length; at++) {
    const character = script[at] ?? "";
    if (
      quote === "" &&
      (/\s/.test(character) ||
        operatorStart.has(character) ||
        character === "<" ||
        character === ">")
    )
      break;
    if (character === quote) quote = "";
    else if (quote === "" && (character === "'" || character === '"')) quote = character;
    else if (character === "\\" && quote !== "'" && at + 1 < script.length) {
      at++;
      if (script[at] !== "\n") text += script[at] ?? "";
    } else if (character === "$" && quote !== "'") {
      computed = true;
      if (script[at + 1] === "(" && quote === "") {
        at += 1;
        return { kind: "word", text, start, end: at, computed, substitution: at };
      }
      if (script[at + 1] === "{") {
        const close = script.indexOf("}", at);
        const end = close === -1 ? script.length - 1 : close;
        text += script.slice(at, end + 1);
        at = end;
      } else text += character;
    } else text += character;
  }
  return { kind: "word", text, start, end: at, computed, substitution: null };
}
