import { readHeredocWord } from "./heredoc";
import type { Flag, Instruction, Problem, Stage } from "./model";
import { argumentAssignments, blankWords, environmentAssignments } from "./words";

/**
 * What BuildKit refuses about one instruction by itself, null if nothing. Only what every supported
 * frontend refuses is here: a false complaint is worse than none.
 * Source: moby/buildkit frontend/dockerfile/instructions/parse.go and bflag.go.
 */
export function instructionProblem(instruction: Instruction, escape: string): Problem | null {
  const check = checks[instruction.keyword];
  if (check === undefined)
    return {
      message: `${shown(instruction.keyword)} is not an instruction.`,
      span: instruction.keywordSpan,
    };
  const message = check(instruction, escape) ?? null;
  if (message !== null) return { message, span: argumentSpan(instruction) };
  return flagProblem(instruction);
}

/** What BuildKit refuses about the file as a whole. */
export function structureProblems(
  instructions: readonly Instruction[],
  stages: readonly Stage[],
  length: number,
): readonly Problem[] {
  const first = instructions[0];
  if (first === undefined)
    return [{ message: "The file holds no instruction.", span: { start: 0, end: length } }];
  const problems: Problem[] = [];
  for (const instruction of instructions) {
    if (instruction.keyword === "FROM") break;
    if (instruction.keyword === "ARG" || checks[instruction.keyword] === undefined) continue;
    const message = `${instruction.keyword} stands before the first FROM.`;
    problems.push({ message, span: instruction.keywordSpan });
    break;
  }
  if (stages.length === 0 && problems.length === 0)
    problems.push({ message: "The file has no FROM.", span: first.keywordSpan });
  return problems;
}

/** Null where it is in order. */
type Check = (instruction: Instruction, escape: string) => string | null;

const atLeastOne: Check = ({ keyword, arguments: { text }, json }) =>
  text === "" || json?.length === 0 ? `${keyword} needs at least one argument.` : null;
const notEmpty: Check = ({ keyword, arguments: { text } }) =>
  text === "" ? `${keyword} needs an argument.` : null;
const anything: Check = () => null;

const checks: Readonly<Record<string, Check>> = {
  ADD: copyProblem,
  ARG: ({ arguments: source }, escape) =>
    argumentAssignments(source, escape) === null ? "ARG needs names that are not empty." : null,
  CMD: anything,
  COPY: copyProblem,
  ENTRYPOINT: anything,
  ENV: assignmentProblem,
  EXPOSE: atLeastOne,
  FROM: fromProblem,
  HEALTHCHECK: healthcheckProblem,
  LABEL: assignmentProblem,
  MAINTAINER: notEmpty,
  ONBUILD: onbuildProblem,
  RUN: anything,
  SHELL: ({ json }) => (json === null || json.length === 0 ? "SHELL needs a JSON list." : null),
  STOPSIGNAL: notEmpty,
  USER: notEmpty,
  VOLUME: volumeProblem,
  WORKDIR: notEmpty,
};

function copyProblem({
  keyword,
  flags,
  arguments: source,
  json,
  heredocs,
}: Instruction): string | null {
  const words = json ?? blankWords(source).map((word) => word.text);
  const last = words.at(-1) ?? "";
  const from = keyword === "COPY" ? flags.find(({ name }) => name === "from") : undefined;
  if (/\$[\w{]/.test(from?.value ?? ""))
    return "COPY --from knows no variables: name a stage instead.";
  if (words.length < 2) return `${keyword} needs a source and a destination.`;
  return heredocs.length > 0 && readHeredocWord(last) !== null
    ? `A heredoc can't be the destination of ${keyword}.`
    : null;
}

function assignmentProblem({ keyword, arguments: source }: Instruction, escape: string) {
  return environmentAssignments(source, escape) === null
    ? `${keyword} needs names and values: ${keyword} name=value.`
    : null;
}

function fromProblem({ arguments: source }: Instruction): string | null {
  const words = blankWords(source);
  const name = words[2]?.text.toLowerCase() ?? "";
  if (words.length === 1) return null;
  if (words.length !== 3 || words[1]?.text.toLowerCase() !== "as")
    return "FROM takes an image, or an image, AS and a name.";
  return /^[a-z][a-z0-9\-_.]*$/.test(name)
    ? null
    : "A stage's name begins with a letter and holds letters, digits, -, _ and . only.";
}

function healthcheckProblem({ arguments: { text } }: Instruction): string | null {
  const [kind = "", ...rest] = text.split(/\s+/);
  if (text === "") return "HEALTHCHECK needs CMD or NONE.";
  if (kind.toUpperCase() === "NONE")
    return rest.length > 0 ? "HEALTHCHECK NONE takes no arguments." : null;
  if (kind.toUpperCase() !== "CMD") return "HEALTHCHECK needs CMD or NONE.";
  return rest.length === 0 ? "HEALTHCHECK CMD needs a command." : null;
}

function onbuildProblem(instruction: Instruction, escape: string): string | null {
  const trigger = instruction.trigger;
  if (trigger === null) return "ONBUILD needs an instruction.";
  if (trigger.keyword === "ONBUILD") return "ONBUILD can't hold another ONBUILD.";
  if (trigger.keyword === "FROM" || trigger.keyword === "MAINTAINER")
    return `ONBUILD can't hold ${trigger.keyword}.`;
  // BuildKit reads the trigger only when the image is built upon, but its words at once.
  const isAssignment = trigger.keyword === "ENV" || trigger.keyword === "LABEL";
  return isAssignment && trigger.arguments.text !== "" ? assignmentProblem(trigger, escape) : null;
}

function volumeProblem({ arguments: { text }, json }: Instruction): string | null {
  if (json === null ? text === "" : json.length === 0) return "VOLUME needs at least one argument.";
  return json?.some((path) => path.trim() === "") === true ? "A path of VOLUME is empty." : null;
}

type FlagKind = "text" | "texts" | "switch";
const copyFlags = { chown: "text", chmod: "text", link: "switch", exclude: "texts" } as const;
const knownFlags: Readonly<Record<string, Readonly<Record<string, FlagKind>>>> = {
  ADD: { ...copyFlags, "keep-git-dir": "switch", checksum: "text", unpack: "switch" },
  COPY: { ...copyFlags, from: "text", parents: "switch" },
  FROM: { platform: "text" },
  RUN: { mount: "texts", network: "text", security: "text", device: "texts" },
  HEALTHCHECK: {
    interval: "text",
    timeout: "text",
    "start-period": "text",
    "start-interval": "text",
    retries: "text",
  },
};
/** BuildKit reads no flags here, so that they do no harm. */
const flagsIgnored = new Set(["ARG", "STOPSIGNAL"]);

function flagProblem({ keyword, flags, arguments: source }: Instruction): Problem | null {
  if (flags.length === 0 || flagsIgnored.has(keyword)) return null;
  if (keyword === "HEALTHCHECK" && /^none$/i.test(source.text)) return null;
  const known = knownFlags[keyword] ?? {};
  const seen = new Set<string>();
  for (const flag of flags) {
    const kind = Object.hasOwn(known, flag.name) ? known[flag.name] : undefined;
    const message = oneFlagProblem(keyword, flag, kind, seen.has(flag.name));
    if (message !== null) return { message, span: flag.span };
    seen.add(flag.name);
  }
  return null;
}

function oneFlagProblem(
  keyword: string,
  { name, value }: Flag,
  kind: FlagKind | undefined,
  repeated: boolean,
): string | null {
  if (kind === undefined) return `${keyword} has no flag --${shown(name)}.`;
  if (repeated && kind !== "texts") return `--${name} stands twice.`;
  if (kind === "switch")
    return value === null || /^(true|false)$/i.test(value)
      ? null
      : `--${name} is either true or false.`;
  return value === null ? `--${name} needs a value.` : null;
}

function argumentSpan(instruction: Instruction) {
  const { text } = instruction.arguments;
  return text === "" ? instruction.keywordSpan : instruction.arguments.spanOf(0, text.length);
}

const shown = (text: string) => (text.length > 40 ? `${text.slice(0, 40)}…` : text);
