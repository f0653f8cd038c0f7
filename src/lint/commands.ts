import type { Heredoc, Instruction } from "../dockerfile/model";
import type { Span } from "../dockerfile/position";
import { baseName, type Command, isShell, workWords } from "./command";
import { ScriptReader, type SpanOf } from "./scriptReader";

const cache = new WeakMap<Instruction, readonly Command[]>();

/**
 * The simple commands that an instruction runs, in the order in which they are written: of the shell
 * form, of `sh -c`, and of heredocs that a shell reads. What stands in `$(…)` is listed as well. It is
 * a reading for lint, not a shell: functions, loops and conditions are seen as the commands inside them.
 */
export function commandsOf(instruction: Instruction): readonly Command[] {
  const known = cache.get(instruction);
  if (known !== undefined) return known;
  const commands = readCommands(instruction);
  cache.set(instruction, commands);
  return commands;
}

function readCommands(instruction: Instruction): readonly Command[] {
  const { json, keyword, heredocs, arguments: source } = instruction;
  const whole = source.spanOf(0, source.text.length);
  if (json !== null) return readWords(json, whole);
  const skipped = keyword === "HEALTHCHECK" ? (/^\S+\s*/.exec(source.text)?.[0].length ?? 0) : 0;
  const commands = readScript(source.text.slice(skipped), (start, end) =>
    source.spanOf(start + skipped, end + skipped),
  );
  if (keyword !== "RUN" || heredocs.length === 0) return commands;
  const isScript = commands.length === 0 || commands.some(readsScript);
  return isScript ? commands.concat(heredocs.flatMap(readHeredoc)) : commands;
}

function readWords(words: readonly string[], span: Span): readonly Command[] {
  const [program] = words;
  if (program === undefined) return [];
  const command: Command = {
    name: baseName(program),
    words: words.map((text) => ({ text, span, computed: false, commands: none })),
    pipedInto: null,
  };
  return [command, ...readNested(command, 0)];
}

/** `RUN <<EOF` runs its lines, `RUN bash <<EOF` too; in `RUN cat <<EOF > file` they are text. */
function readsScript(command: Command): boolean {
  const [program = "", ...rest] = workWords(command).map(({ text }) => text);
  return (
    isShell(baseName(program)) &&
    rest.every((text) => text.startsWith("-") && !/^-\w*c$/.test(text))
  );
}

function readHeredoc({ content, contentSpan: { start: at } }: Heredoc): readonly Command[] {
  const interpreter = /^#!\s*(\S+)(?:[ \t]+(\S+))?/.exec(content.slice(0, 200));
  const program = baseName(interpreter?.[1] ?? "sh");
  if (!isShell(program === "env" ? baseName(interpreter?.[2] ?? "") : program)) return [];
  return readScript(content, (start, end) => ({ start: at + start, end: at + end }));
}

const none: readonly Command[] = [];
/** `sh -c "sh -c '…'"`: nobody goes deeper. */
const maximumNesting = 2;

function readScript(script: string, spanOf: SpanOf, nesting = 0): readonly Command[] {
  const commands = new ScriptReader(script, spanOf).read();
  const nested = commands.map((command) => readNested(command, nesting));
  return nested.every(({ length }) => length === 0)
    ? commands
    : commands.flatMap((command, index) => [command, ...(nested[index] ?? [])]);
}

/** The commands in the script that a command hands to a shell: `sh -c "…"`. */
function readNested(command: Command, nesting: number): readonly Command[] {
  const words = workWords(command);
  const program = baseName(words[0]?.text ?? "");
  if (nesting >= maximumNesting || (!isShell(program) && program !== "su")) return none;
  const flag = words.findIndex(({ text }, index) => index > 0 && /^-\w*c$/.test(text));
  const script = flag === -1 ? undefined : words[flag + 1];
  if (script === undefined || script.text === "") return none;
  return readScript(script.text, () => script.span, nesting + 1);
}
