import type { Instruction, Stage } from "../../dockerfile/model";
import { blankWords } from "../../dockerfile/words";
import { baseName, type Command, type CommandWord, isShell, workWords } from "../command";
import { commandsOf } from "../commands";
import type { Rule, RuleFinding } from "../rule";
import { shippedParts } from "../shippedParts";

export const remoteAddUnverified: Rule = {
  id: "remote-add-unverified",
  summary: "Something from the network gets into an image, or runs, without being checked",
  why:
    "What a URL serves can change: by a new release, a mistake, or an attack on the server. A checksum " +
    "makes the build fail instead of shipping something else.",
  severity: { recommended: "information", strict: "warning" },
  *check({ dockerfile, shipped }) {
    for (const stage of shippedParts(shipped)) {
      const lastCheck = stage.instructions.findLastIndex(checksByHand);
      for (const instruction of stage.instructions.slice(lastCheck + 1))
        yield* addedBy(instruction, stage);
    }
    if (!/curl|wget/.test(dockerfile.text)) return;
    for (const stage of dockerfile.stages)
      for (const instruction of stage.instructions) yield* pipedIn(instruction, stage);
  },
};

function* addedBy(written: Instruction, stage: Stage): Iterable<RuleFinding> {
  const instruction = written.trigger ?? written;
  const { keyword, flags, json, arguments: source } = instruction;
  if (keyword !== "ADD" || flags.some(({ name }) => name === "checksum")) return;
  const whole = source.spanOf(0, source.text.length);
  const words = json?.map((text) => ({ text, span: whole })) ?? blankWords(source);
  const sources = words.slice(0, -1).flatMap(({ text, span }) => {
    if (!/[$:]/.test(text)) return [];
    const expansion = stage.expand(text, written);
    const kind = expansion.kind === "value" ? remoteKind(expansion.value) : null;
    return kind === null ? [] : [{ kind, span }];
  });
  if (sources.length === 0 || words.at(-1)?.text === "/dev/null") return;
  for (const { kind, span } of sources) {
    const message =
      kind === "git"
        ? "This repository can change without notice: name the commit behind #, or its --checksum."
        : "Nothing checks what this URL serves: give its digest with ADD --checksum=sha256:….";
    yield { stage, span, message };
  }
}

function remoteKind(source: string): "url" | "git" | null {
  const isGit =
    /^(?:git@|git:\/\/|ssh:\/\/)/.test(source) ||
    /^https?:\/\/[^#?]{1,2000}\.git(?:[#?]|$)/.test(source);
  if (isGit) return /[#=][\da-f]{40}(?:[\da-f]{24})?(?::|&|$)/.test(source) ? null : "git";
  // The state of a repository is added only to build anew when it changes.
  if (/^https?:\/\/api\.github\.com\//.test(source)) return null;
  return /^https?:\/\//.test(source) ? "url" : null;
}

/** Some check by hand what was added before. */
function checksByHand({ keyword, arguments: { text }, heredocs }: Instruction): boolean {
  return (
    keyword === "RUN" && (checks.test(text) || heredocs.some(({ content }) => checks.test(content)))
  );
}

const checks = /\b(?:(?:sha\d{1,3}|md5|b2)sum|shasum|gpgv?|cosign|minisign|openssl\s+dgst)\b/;

function* pipedIn(written: Instruction, stage: Stage): Iterable<RuleFinding> {
  const instruction = written.trigger ?? written;
  const { keyword, arguments: source, heredocs } = instruction;
  if (keyword !== "RUN") return;
  const scripts = [source.text, ...heredocs.map(({ content }) => content)];
  if (!scripts.some((script) => downloads.test(script) && runs.test(script))) return;
  for (const command of commandsOf(instruction)) {
    const finding = runsDownload(command);
    if (finding !== null) yield { stage, ...finding };
  }
}

const downloads = /curl|wget/;
const runs =
  /(?:(?:^|[|"'\s/(])(?:(?:ba|da|a|z|k|mk)?sh|python[\d.]*|perl|ruby|node|php|eval|source)|\.\s+<\()/;

function runsDownload(command: Command): Pick<RuleFinding, "span" | "message"> | null {
  const words = workWords(command);
  const [program] = words;
  if (program === undefined) return null;
  if (isDownloader(program)) {
    const reader = readerOf(command);
    if (reader === null) return null;
    const span = { start: program.span.start, end: Math.max(program.span.end, reader.span.end) };
    return { span, message: describe(program, reader) };
  }
  const script = scriptOf(words);
  const download =
    script?.text.trim() === "" ? script.commands.map(firstWord).find(isDownloader) : undefined;
  if (script === undefined || download === undefined) return null;
  const span = { start: program.span.start, end: Math.max(program.span.end, script.span.end) };
  return { span, message: describe(download, program) };
}

const describe = (download: CommandWord, reader: CommandWord) =>
  `${baseName(reader.text)} runs whatever ${baseName(download.text)} gets: save it, check it, then run it.`;

const firstWord = (command: Command) => workWords(command)[0];
const isDownloader = (word: CommandWord | undefined) =>
  word !== undefined && /^(?:curl|wget)$/.test(baseName(word.text));

/** Programs that hand on what they read, changed or not. */
const filters = new Set([
  "cat",
  "gunzip",
  "gzip",
  "zcat",
  "sed",
  "tr",
  "tee",
  "base64",
  "xz",
  "bunzip2",
]);

/** The shell, or other interpreter, that a download is piped into. */
function readerOf(command: Command): CommandWord | null {
  let next = command.pipedInto;
  for (let steps = 0; next !== null && steps < 5; steps++) {
    const words = workWords(next);
    const program = words[0];
    const name = baseName(program?.text ?? "");
    if (program !== undefined && readsProgram(name, words)) return program;
    if (!filters.has(name)) return null;
    next = next.pipedInto;
  }
  return null;
}

/** Whether a program takes what it runs from its standard input. */
function readsProgram(name: string, words: readonly CommandWord[]): boolean {
  const rest = words.slice(1).map(({ text }) => text);
  if (isShell(name)) {
    if (rest.some((text) => /^-\w*s$/.test(text) || text === "/dev/stdin" || text === "-"))
      return true;
    return rest.every((text) => /^[-+]/.test(text) && !/^-\w*c$/.test(text));
  }
  if (!/^(?:python[\d.]*|perl|ruby|node|php)$/.test(name)) return false;
  return rest.length === 0 || rest[0] === "-";
}

/** The word that holds, or names, what a shell is to run: `bash -c "$(…)"`, `bash <(…)`, `eval "$(…)"`. */
function scriptOf(words: readonly CommandWord[]): CommandWord | undefined {
  const name = baseName(words[0]?.text ?? "");
  if (name === "eval" || name === "source" || name === ".") return words[1];
  if (!isShell(name)) return undefined;
  const flag = words.findIndex(({ text }, index) => index > 0 && /^-\w*c$/.test(text));
  if (flag !== -1) return words[flag + 1];
  return words.slice(1).find(({ text }) => !/^[-+]\w/.test(text));
}
