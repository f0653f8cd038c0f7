import type { Dockerfile, Instruction, Stage } from "../../dockerfile/model";
import type { Span } from "../../dockerfile/position";
import { baseName, type Command, type CommandWord, workWords } from "../command";
import { commandsOf } from "../commands";
import { verbOf } from "../packageManagers";
import type { Rule, RuleContext, RuleFinding, RuleFix, SpanEdit } from "../rule";
import { shippedParts } from "../shippedParts";

export const packageCache: Rule = {
  id: "package-cache",
  summary: "What a package manager downloaded stays in a layer of an image that ships",
  why:
    "Package lists and caches are of no use in the image and can weigh more than what was installed. " +
    "A later RUN can hide them but not take them out of the layer.",
  severity: { recommended: "off", strict: "information" },
  *check(context) {
    if (!anyManager.test(context.dockerfile.text)) return;
    for (const stage of shippedParts(context.shipped)) {
      if (context.isWindows(stage)) continue;
      for (const instruction of stage.instructions) yield* leftBy(instruction, stage, context);
    }
  },
};

const anyManager = /\b(?:apt|apt-get|aptitude|apk|yum|dnf|microdnf|tdnf|zypper|pip[\d.]*)["'\s]/;

interface Manager {
  readonly name: RegExp;
  /** A quick look whether a script may call it. */
  readonly mention: RegExp;
  /** What it is told to do when it leaves something behind. */
  readonly verbs: RegExp;
  /** Where it leaves it. */
  readonly folders: readonly string[];
  /** Words of the RUN that show that it was thought of. */
  readonly cleaned: RegExp;
  readonly message: (name: string) => string;
  /** What added to the command makes it keep nothing. */
  readonly option?: string;
  /** The command that takes it away. */
  readonly cleanUp?: (name: string) => string;
  readonly leavesNothing?: (words: readonly CommandWord[], verb: number) => boolean;
}

const managers: readonly Manager[] = [
  {
    name: /^(?:apt|apt-get|aptitude)$/,
    mention: /apt/,
    verbs: /^update$/,
    folders: ["/var/lib/apt/lists"],
    cleaned:
      /\/var\/lib\/?(?:apt|\*|\{|\s|$)|\b(?:apt|apt-get)\s+dist-?clean|clean[\w-]*\.sh|\bclean-?up/,
    message: () =>
      "The package lists stay in this layer: remove /var/lib/apt/lists/* in the same RUN.",
    cleanUp: () => "rm -rf /var/lib/apt/lists/*",
  },
  {
    name: /^apk$/,
    mention: /apk/,
    verbs: /^(?:add|update)$/,
    folders: ["/var/cache/apk", "/etc/apk/cache"],
    cleaned: /\/var\/cache|\/etc\/apk\/cache|clean[\w-]*\.sh|\bclean-?up|\bapk\s+cache\s+clean/,
    message: () => "The index of apk stays in this layer: use apk add --no-cache.",
    option: "--no-cache",
    leavesNothing: (words, verb) =>
      words.some(({ text }) => /^(?:--no-cache|--root|-p|--initdb|--no-network)/.test(text)) ||
      // Packages that lie there as files need no index.
      (words[verb]?.text === "add" &&
        words
          .slice(verb + 1)
          .every(({ text }) => text.startsWith("-") || /[/*]|\.apk$/.test(text))),
  },
  {
    name: /^(?:yum|dnf|microdnf|tdnf)$/,
    mention: /yum|dnf/,
    verbs: /^(?:install|update|upgrade|groupinstall|localinstall|reinstall|makecache)$/,
    folders: ["/var/cache/yum", "/var/cache/dnf", "/var/cache/libdnf5", "/var/cache/tdnf"],
    cleaned: /\bclean\b|\/var\/cache|clean[\w-]*\.sh|\bclean-?up/,
    message: (name) =>
      `The cache of ${name} stays in this layer: end the RUN with ${name} clean all.`,
    cleanUp: (name) => `${name} clean all`,
    leavesNothing: (words) => words.some(({ text }) => text.startsWith("--installroot")),
  },
  {
    name: /^zypper$/,
    mention: /zypper/,
    verbs: /^(?:install|in|update|up|refresh|ref)$/,
    folders: ["/var/cache/zypp"],
    cleaned: /\bzypper\s[^&|;]{0,80}\b(?:clean|cc)\b|\/var\/cache|clean[\w-]*\.sh|\bclean-?up/,
    message: () => "The cache of zypper stays in this layer: end the RUN with zypper clean --all.",
    cleanUp: () => "zypper clean --all",
  },
  {
    name: /^pip[\d.]*$/,
    mention: /pip/,
    verbs: /^install$/,
    folders: ["/root/.cache/pip"],
    cleaned: /\.cache|\bcache\s+purge|clean[\w-]*\.sh|\bclean-?up/,
    message: () => "What pip downloads stays in this layer: use --no-cache-dir.",
    option: "--no-cache-dir",
    leavesNothing: (words) => words.some(({ text }) => text.startsWith("--no-cache")),
  },
];

function* leftBy(
  instruction: Instruction,
  stage: Stage,
  context: RuleContext,
): Iterable<RuleFinding> {
  const { keyword, arguments: source, heredocs } = instruction;
  if (keyword !== "RUN") return;
  const script = [source.text, ...heredocs.map(({ content }) => content)].join("\n");
  const open = anyManager.test(script)
    ? managers.filter(
        ({ mention, cleaned, folders }) =>
          mention.test(script) && !cleaned.test(script) && !isMounted(instruction, folders),
      )
    : [];
  if (open.length === 0) return;
  const told = new Set<Manager>();
  for (const command of commandsOf(instruction)) {
    const found = leaver(command, open);
    if (found === null || told.has(found.manager)) continue;
    const { manager, words, verb } = found;
    if (manager.option === "--no-cache-dir" && !isPipCacheKnown(stage, context)) continue;
    told.add(manager);
    const [program] = words;
    const target = words[verb];
    if (program === undefined || target === undefined) continue;
    const name = baseName(program.text);
    const span = { start: program.span.start, end: Math.max(program.span.end, target.span.end) };
    const fix =
      manager.option === undefined
        ? cleanAtEnd(manager.cleanUp?.(name) ?? "", instruction, stage, context)
        : addOption(manager.option, target, script, context.dockerfile);
    yield { stage, span, message: manager.message(name), fixes: fix === null ? [] : [fix] };
  }
}

function leaver(command: Command, among: readonly Manager[]) {
  const words = withoutPython(workWords(command));
  const name = baseName(words[0]?.text ?? "");
  const manager = among.find((it) => it.name.test(name));
  const verb = manager === undefined ? -1 : verbOf(words, manager.verbs);
  if (manager === undefined || verb === -1) return null;
  return manager.leavesNothing?.(words, verb) === true ? null : { manager, words, verb };
}

/** `python3 -m pip install` */
function withoutPython(words: readonly CommandWord[]): readonly CommandWord[] {
  const isModule =
    /^python[\d.]*$/.test(baseName(words[0]?.text ?? "")) &&
    words[1]?.text === "-m" &&
    words[2]?.text === "pip";
  return isModule ? words.slice(2) : words;
}

/** Whether what is left behind goes into a mount, and so not into the layer. */
function isMounted({ flags }: Instruction, folders: readonly string[]): boolean {
  return flags.some(({ name, value }) => {
    if (name !== "mount" || value === null || !/type=(?:cache|tmpfs)/.test(value)) return false;
    const target = /(?:^|,)(?:target|dst|destination)=([^,]+)/.exec(value)?.[1] ?? "";
    const path = target.replace(/^(?:~|\$\{?HOME\}?)/, "/root").replace(/\/+$/, "");
    // Home folders differ, caches in them are named alike.
    if (/\.cache(?:\/pip)?$/.test(path) || path.includes("$")) return true;
    return folders.some((folder) => `${folder}/`.startsWith(`${path}/`));
  });
}

/** Where pip keeps its cache may be set in many ways, by the base image too unless it is a known one. */
function isPipCacheKnown(stage: Stage, { dockerfile, facts }: RuleContext): boolean {
  const known = facts(stage);
  const isKnownBase = known !== null && known.family !== "other";
  return (
    isKnownBase &&
    !/PIP_NO_CACHE_DIR|PIP_CACHE_DIR|XDG_CACHE_HOME|pip\.conf|pip3? config/.test(dockerfile.text)
  );
}

function addOption(
  option: string,
  verb: CommandWord,
  script: string,
  { text }: Dockerfile,
): RuleFix | null {
  const isWritten = text.slice(verb.span.start, verb.span.end) === verb.text;
  if (!isWritten || verb.text === "update") return null;
  const { end } = verb.span;
  const edits = [{ span: { start: end, end }, newText: ` ${option}` }];
  // An index that `apk update` made stays all the same.
  const settles = !/\bapk\s+(?:-\S+\s+)*update\b/.test(script);
  return { title: `Add ${option}`, preferred: settles, safe: settles, edits };
}

/** Not safe: a later RUN may install from the lists that this one takes away. */
function cleanAtEnd(
  cleanUp: string,
  instruction: Instruction,
  stage: Stage,
  { dockerfile }: RuleContext,
): RuleFix | null {
  const last = lastInstall(stage);
  if (last !== null && last.span.start > instruction.span.start) return null;
  const edit = appendCommand(cleanUp, instruction, dockerfile);
  return edit === null
    ? null
    : { title: `Add ${cleanUp}`, preferred: false, safe: false, edits: [edit] };
}

const installs = new WeakMap<Stage, Instruction | null>();

/** The last RUN of a stage that may install from the lists of one before it. */
function lastInstall(stage: Stage): Instruction | null {
  const known = installs.get(stage);
  if (known !== undefined) return known;
  const last =
    stage.instructions.findLast(
      ({ keyword, arguments: { text } }) =>
        keyword === "RUN" && /\binstall\b/.test(text) && !/\bupdate\b/.test(text),
    ) ?? null;
  installs.set(stage, last);
  return last;
}

/** Where the end of the script is plain to see, a command behind the last one; in the file's own form. */
function appendCommand(
  command: string,
  { json, heredocs, arguments: source, span }: Instruction,
  { text, escape, rangeOf, lineStart }: Dockerfile,
): SpanEdit | null {
  const written = source.text.trimEnd();
  if (json !== null || heredocs.length > 0 || /#|[;&|\\]$/.test(written)) return null;
  const { end } = source.spanOf(written.length - 1, written.length);
  const at: Span = { start: end, end };
  const { start: first, end: last } = rangeOf({ start: span.start, end });
  if (first.line === last.line) return { span: at, newText: ` && ${command}` };
  const line = text.slice(lineStart(last.line), end);
  const indentation = /^[ \t]*/.exec(line)?.[0] ?? "";
  const lineEnd = text.includes("\r\n") ? "\r\n" : "\n";
  return { span: at, newText: ` ${escape}${lineEnd}${indentation}&& ${command}` };
}
