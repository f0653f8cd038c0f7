import type { Span } from "../dockerfile/position";
import { baseName, type Command } from "./command";
import {
  type Context,
  isBlank,
  listPlain,
  type MutableCommand,
  newContext,
  redirection,
  withoutPrefix,
  wordPlain,
} from "./shellContext";

export type SpanOf = (start: number, end: number) => Span;

/** Commands of one substitution that are kept with its word; far more than rules look at. */
const maximumListed = 50;
const none: readonly Command[] = [];

/** Reads a script in one pass with a stack of its own, so that no nesting is too deep. */
export class ScriptReader {
  private at = 0;
  private readonly stack: Context[] = [newContext("list", "")];
  private readonly found: { readonly start: number; readonly command: Command }[] = [];
  private readonly heredocs: { readonly name: string; readonly chomp: boolean }[] = [];
  /** Those of the stack that are lists. */
  private readonly lists: Context[] = [...this.stack];
  private openBackticks = 0;

  constructor(
    private readonly script: string,
    private readonly spanOf: SpanOf,
  ) {}

  /** The commands in the order in which they are written. */
  read(): readonly Command[] {
    while (this.at < this.script.length) {
      const context = this.top();
      if (context.kind === "list") this.readInList(context);
      else this.readInWord(context);
    }
    while (this.stack.length > 1) this.pop();
    this.finishCommand(this.top(), false);
    return this.found.sort((a, b) => a.start - b.start).map(({ command }) => command);
  }

  private top(): Context {
    const context = this.stack.at(-1);
    if (context === undefined) throw new RangeError("The first context is never closed.");
    return context;
  }

  /** The list in which the word that is being read stands. */
  private list(): Context {
    const list = this.lists.at(-1);
    if (list === undefined) throw new RangeError("The first context is a list.");
    return list;
  }

  private push(kind: Context["kind"], close: string): Context {
    const context = newContext(kind, close);
    this.stack.push(context);
    if (kind === "list") this.lists.push(context);
    if (close === "`") this.openBackticks++;
    return context;
  }

  private pop(): void {
    const closed = this.top();
    if (closed.close === "`") this.openBackticks--;
    this.stack.pop();
    if (closed.kind !== "list") return;
    this.finishCommand(closed, false);
    this.lists.pop();
    // A subshell stands where a command does; a substitution is part of a word.
    const outer = this.list();
    if (outer.word !== null) outer.word.commands.push(...closed.commands.slice(0, maximumListed));
    else if (this.lists.length > 1 && outer.commands.length < maximumListed)
      outer.commands.push(...closed.commands.slice(0, maximumListed));
  }

  private readInList(context: Context): void {
    const { script, at } = this;
    const character = script[at] ?? "";
    const next = script[at + 1] ?? "";
    if (character === "\n") {
      this.finishCommand(context, false);
      this.at++;
      if (this.heredocs.length > 0) this.skipHeredocs();
    } else if (isBlank(character)) {
      this.finishWord(context);
      this.at++;
    } else if (character === "\\") this.readEscape();
    else if (character === "#" && context.word === null) this.skipComment(context);
    else if (character === "`" && this.openBackticks > 0) this.closeBacktick();
    else if (character === ")") this.closeParenthesis(context);
    else if (character === "(") {
      this.openParenthesis(context);
    } else if (character === ";") this.endCommand(context, 1);
    else if (character === "|") this.pipe(context, next === "|" ? 2 : next === "&" ? 2 : 1, next);
    else if (character === "&" && next !== ">") this.endCommand(context, next === "&" ? 2 : 1);
    else if (character === "<" || character === ">" || character === "&") this.redirect(context);
    else this.readPart(context);
  }

  private openParenthesis(context: Context): void {
    const { script, at } = this;
    if (context.word !== null && script[at + 1] === ")") {
      // The name of a function, which runs nothing here.
      context.word = null;
      context.words = [];
      this.at += 2;
    } else if (context.word?.text.endsWith("=") === true) {
      // The values of an array, which are read as those of an expression.
      this.at++;
      this.push("arithmetic", ")");
    } else {
      this.finishCommand(context, false);
      this.at++;
      const { source } = context;
      context.source = null;
      this.push("list", ")").source = source;
    }
  }

  private readInWord(context: Context): void {
    const { script, at } = this;
    const character = script[at] ?? "";
    const isParenthesis = context.kind === "arithmetic" && (character === "(" || character === ")");
    if (isParenthesis) {
      context.depth += character === "(" ? 1 : -1;
      this.at++;
      if (context.depth < 0) {
        if (context.close === "))" && script[this.at] === ")") this.at++;
        this.pop();
      }
    } else if (character === context.close && context.kind !== "arithmetic") {
      if (context.kind === "brace") this.add("}");
      this.at++;
      this.pop();
    } else if (character === "\\" && at + 1 < script.length) {
      const escaped = script[at + 1] ?? "";
      if (context.kind === "double" && !'$`"\\\n'.includes(escaped)) this.add("\\");
      if (escaped !== "\n") this.add(escaped);
      this.at += 2;
    } else if (character === "`" && this.openBackticks > 0) this.closeBacktick();
    else if (character === "'" && this.isQuoted(context)) this.addCharacter();
    else this.readPart(context);
  }

  /** In double quotes, also where `${…}` stands in them, a single quote is a character. */
  private isQuoted(context: Context): boolean {
    return (
      context.kind === "double" ||
      (context.kind === "brace" && this.stack[this.stack.length - 2]?.kind === "double")
    );
  }

  /** A part of a word that is read alike in and outside quotes. */
  private readPart(context: Context): void {
    const { script, at } = this;
    const character = script[at] ?? "";
    const word = this.startWord();
    if (character === "'") {
      const end = script.indexOf("'", at + 1);
      this.add(script.slice(at + 1, end === -1 ? script.length : end));
      this.at = end === -1 ? script.length : end + 1;
    } else if (character === '"') {
      this.at++;
      this.push("double", '"');
    } else if (character === "`") {
      word.computed = true;
      this.at++;
      this.push("list", "`");
    } else if (character === "$") this.readDollar(word);
    else if (context.kind === "arithmetic") this.at++;
    else this.addPlain(context);
  }

  private readDollar(word: NonNullable<Context["word"]>): void {
    const { script, at } = this;
    const next = script[at + 1] ?? "";
    word.computed ||= /[\w@*#?$!({-]/.test(next);
    if (next === "(") {
      const isArithmetic = script[at + 2] === "(";
      this.at += isArithmetic ? 3 : 2;
      if (isArithmetic) this.push("arithmetic", "))");
      else this.push("list", ")");
    } else if (next === "{") {
      this.add("${");
      this.at += 2;
      this.push("brace", "}");
    } else {
      this.addCharacter();
    }
  }

  private addCharacter(): void {
    this.add(this.script[this.at] ?? "");
    this.at++;
  }

  /** Takes ordinary characters together, which is most of every script. */
  private addPlain(context: Context): void {
    const stop = context.kind === "list" ? listPlain : wordPlain;
    stop.lastIndex = this.at;
    const length = Math.max(1, stop.exec(this.script)?.[0].length ?? 1);
    this.add(this.script.slice(this.at, this.at + length));
    this.at += length;
  }

  private startWord(): NonNullable<Context["word"]> {
    const list = this.list();
    list.word ??= { text: "", start: this.at, computed: false, commands: [] };
    return list.word;
  }

  private add(text: string): void {
    this.startWord().text += text;
  }

  private readEscape(): void {
    const { script, at } = this;
    if (script[at + 1] === "\n") this.at += 2;
    else if (script.startsWith("\r\n", at + 1)) this.at += 3;
    else {
      this.add(script[at + 1] ?? "\\");
      this.at = Math.min(at + 2, script.length);
    }
  }

  private skipComment(context: Context): void {
    const end = this.script.indexOf("\n", this.at);
    const stop = end === -1 ? this.script.length : end;
    // A substitution on one line ends with its line, comment or not.
    const close = context.close === "`" ? this.script.indexOf("`", this.at) : -1;
    this.at = close !== -1 && close < stop ? close : stop;
  }

  private closeBacktick(): void {
    while (this.top().close !== "`") this.pop();
    this.pop();
    this.at++;
  }

  private closeParenthesis(context: Context): void {
    if (context.close === ")") this.pop();
    else this.dropPattern(context);
    this.at++;
  }

  /** What stood before was the pattern of a case: `amd64)`, `arm64|aarch64)`. */
  private dropPattern(context: Context): void {
    this.finishWord(context);
    context.words = [];
    let { source } = context;
    context.source = null;
    while (source !== null && this.found.at(-1)?.command === source) {
      this.found.pop();
      const before: Command | undefined = this.found.at(-1)?.command;
      source = before?.pipedInto === source ? (before as MutableCommand) : null;
    }
  }

  private pipe(context: Context, length: number, next: string): void {
    this.finishCommand(context, next !== "|");
    this.at += length;
  }

  private endCommand(context: Context, length: number): void {
    this.finishCommand(context, false);
    this.at += length;
  }

  private redirect(context: Context): void {
    const { script, at } = this;
    const { word } = context;
    // The number in 2>&1 is no word.
    if (word !== null && /^\d{1,3}$/.test(word.text) && !word.computed) context.word = null;
    else this.finishWord(context);
    if (script[at + 1] === "(" && script[at] !== "&") {
      this.startWord().computed = true;
      this.at += 2;
      this.push("list", ")");
      return;
    }
    const operator = redirection.exec(script.slice(at, at + 3))?.[0] ?? script[at] ?? "";
    this.at += operator.length;
    context.skipsNextWord = true;
    if (operator === "<<" || operator === "<<-") this.noteHeredoc(operator === "<<-");
  }

  private noteHeredoc(chomp: boolean): void {
    const match = /^[ \t]*(?:'([^'\n]*)'|"([^"\n]*)"|\\?([\w.-]+))/.exec(
      this.script.slice(this.at, this.at + 200),
    );
    const name = match?.[1] ?? match?.[2] ?? match?.[3];
    if (name !== undefined) this.heredocs.push({ name, chomp });
  }

  /** The lines of heredocs inside a script are text. */
  private skipHeredocs(): void {
    const { script } = this;
    for (const { name, chomp } of this.heredocs.splice(0)) {
      while (this.at < script.length) {
        const end = script.indexOf("\n", this.at);
        const stop = end === -1 ? script.length : end;
        let from = this.at;
        if (chomp) while (script[from] === "\t") from++;
        const length = stop - from - (script[stop - 1] === "\r" ? 1 : 0);
        this.at = Math.min(stop + 1, script.length);
        if (length === name.length && script.startsWith(name, from)) break;
      }
    }
  }

  private finishWord(context: Context): void {
    const { word } = context;
    if (word === null) return;
    context.word = null;
    if (context.skipsNextWord) {
      context.skipsNextWord = false;
      return;
    }
    const { text, start, computed, commands } = word;
    const span = this.spanOf(start, this.at);
    context.words.push({ text, span, computed, commands: commands.length === 0 ? none : commands });
  }

  private finishCommand(context: Context, piped: boolean): void {
    this.finishWord(context);
    context.skipsNextWord = false;
    const words = withoutPrefix(context.words);
    context.words = [];
    const [first] = words;
    // Nothing stands between a pipe and the end of its line.
    if (first === undefined) return;
    const command: MutableCommand = { name: baseName(first.text), words, pipedInto: null };
    if (context.source !== null) context.source.pipedInto = command;
    context.source = piped ? command : null;
    if (this.lists.length > 1) context.commands.push(command);
    this.found.push({ start: first.span.start, command });
  }
}
