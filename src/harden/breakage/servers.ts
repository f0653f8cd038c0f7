import type { Instruction, Stage } from "../../dockerfile/model";
import type { ImageFacts } from "../../image/catalog";
import { copiesOf } from "../../lint/copies";
import type { RuleFix } from "../../lint/rule";
import { started, wholeSpan } from "../../lint/shellUses";
import type { Breakage, Exchange } from "../breakage";
import { blocker, replacing, warning } from "./make";
import { isProgram } from "./start";

/**
 * Servers that the image of today makes ready to be reached, and that the new one starts as their makers do:
 * nothing fails while the container starts, but nobody gets an answer.
 */
export function* serverBreakage(exchange: Exchange): Iterable<Breakage> {
  const said = new Set<string>();
  for (const stage of exchange.shipped) {
    for (const check of [ofArguments, ofScript, ofMongo, ofRedis])
      for (const found of check(exchange, stage)) {
        if (!said.has(found.message)) yield found;
        said.add(found.message);
      }
  }
}

/** The image of today has a CMD that says what to do, the new one just the program (haproxy). */
function* ofArguments({ root, old, next, name }: Exchange, stage: Stage): Iterable<Breakage> {
  const [program, ...given] = old?.cmd ?? [];
  const entrypoint = next.entrypoint ?? [];
  if (program === undefined || commandsOf(stage).length > 0) return;
  const span = root.image?.span ?? root.from.keywordSpan;
  const [before, after] = [mainOf(old), mainOf(next)];
  if (before !== null && after !== null && before !== after && !isInteractive(before)) {
    const message = `${name} starts ${after}, and the image of today ${before}: say what to start.`;
    yield blocker("missing-arguments", message, span);
    return;
  }
  if (given.length === 0 || next.cmd?.length !== 0 || !isProgram(entrypoint)) return;
  if (lastPart(entrypoint.at(-1) ?? "") !== lastPart(program) || isInteractive(program)) return;
  const message = `${name} starts ${program} without arguments, and the image of today with ${given.join(" ")}: give them yourself.`;
  yield blocker("missing-arguments", message, span, addition(stage, given));
}

/** Scripts of official images that make users, databases and settings of variables and files. */
function* ofScript(exchange: Exchange, stage: Stage): Iterable<Breakage> {
  const { before, root, old, next, name } = exchange;
  // Of a service it is said which variables there are.
  if (old?.kind !== "runtime" || next.declared !== true || before.service(root) !== null) return;
  if (commandsOf(stage).some(({ keyword }) => keyword === "ENTRYPOINT")) return;
  if (plainScripts.test(old.reference)) return;
  const script = (old.entrypoint ?? []).map(lastPart).find((word) => /entrypoint|\.sh$/.test(word));
  const own = (next.entrypoint ?? []).map(lastPart);
  if (script === undefined || own.includes(script)) return;
  const message = `${name} does not have ${script}, with which the image of today starts: what it sets up from variables and files has to be done in another way.`;
  yield warning("environment", message, root.image?.span ?? root.from.keywordSpan);
}

/** Of these they only step down or start the program, or more is said elsewhere. */
const plainScripts =
  /\/library\/(?:eclipse-temurin|fluentd|haproxy|jruby|memcached|mongo|nginx|node|php|redis|telegraf|tomcat|traefik):/;

/** The program that an image starts of its own; null where a script decides that, or nothing is known. */
function mainOf(facts: ImageFacts | null): string | null {
  const all = [...(facts?.entrypoint ?? []), ...(facts?.cmd ?? [])];
  const [first] = all.filter((word) => word !== "--" && isProgram([word]));
  return first === undefined || first.startsWith("-") ? null : lastPart(first);
}

/** What images of systems and languages start for somebody to type at: nothing that a service is built on. */
const isInteractive = (program: string) =>
  /^(?:a|ba|da|j|i?r)?sh(?:ell)?$|^(?:python|node|php|irb|ruby|java|perl|go|bun|deno|erl|iex|julia|groovysh)[\d.]*$/.test(
    program,
  );

/**
 * The script of the official image makes users, and has mongod listen to all; by itself it listens to its own
 * machine (since MongoDB 3.6). DHI's starts mongod itself (docker-hardened-images/catalog@30c3db97, image/mongodb).
 */
function* ofMongo(exchange: Exchange, stage: Stage): Iterable<Breakage> {
  const { before, root, old, next, name } = exchange;
  if (next.family !== "dhi" || !isOf(old?.reference, "mongo")) return;
  const span = root.image?.span ?? root.from.keywordSpan;
  const own = commandsOf(stage);
  const command = own.find(({ keyword }) => keyword === "CMD");
  if (!own.some(({ keyword }) => keyword === "ENTRYPOINT")) {
    const given = [...(before.service(root)?.environment.keys() ?? [])];
    const variable = given.find(isSetUp) ?? variableOf(stage);
    if (variable !== null)
      yield blocker(
        "open-database",
        `${variable} means nothing to ${name}: the database would ask nobody for a password.`,
        span,
      );
    else
      yield warning(
        "open-database",
        `${name} does not read MONGO_INITDB_ROOT_USERNAME and the like: the database asks nobody for a password until it is set up to.`,
        span,
      );
  }
  if (/--bind_ip|--config|-f\b/.test(textOf(own))) return;
  const message = `${name} listens inside its container only, as mongod does by itself; the script of the official image adds --bind_ip_all: add it yourself.`;
  // With its program said twice it is blocked as that, and settled there.
  const words = command?.json ?? (command === undefined ? [] : null);
  const isArguments = words !== null && words[0] !== "mongod";
  const fix = isArguments ? withWords(stage, command, [...words, "--bind_ip_all"]) : null;
  yield blocker("unheard", message, command === undefined ? span : wholeSpan(command), fix);
}

const isSetUp = (variable: string) => variable.startsWith("MONGO_INITDB_");

function variableOf(stage: Stage): string | null {
  const texts = stage
    .chain()
    .flatMap(({ instructions }) => instructions)
    .filter(({ keyword }) => keyword === "ENV")
    .map(({ arguments: { text } }) => /\bMONGO_INITDB_\w+/.exec(text)?.[0]);
  return texts.find((it) => it !== undefined) ?? null;
}

/**
 * Redis answers only its own machine while nobody has a password (protected mode). docker-library/redis builds
 * it with that switched off, DHI does not (docker-hardened-images/catalog@30c3db97, image/redis).
 */
function* ofRedis(exchange: Exchange, stage: Stage): Iterable<Breakage> {
  const { before, root, old, next, name } = exchange;
  if (next.family !== "dhi" || !isOf(old?.reference, "redis")) return;
  const own = commandsOf(stage);
  const text = textOf(own);
  const entrypoint = own.find(({ keyword }) => keyword === "ENTRYPOINT");
  const starts = entrypoint === undefined || textOf([entrypoint]).includes("redis-server");
  if (!starts || /sentinel|requirepass|protected-mode|aclfile|--user\b/.test(text)) return;
  const [first] = own;
  const span = first === undefined ? (root.image?.span ?? root.from.keywordSpan) : wholeSpan(first);
  const mounts = before.service(root)?.mounts ?? [];
  const isGiven =
    text.split(/\s+/).some((it) => it.endsWith(".conf") && it !== `${settings}/redis.conf`) ||
    mounts.some(({ target }) => target?.startsWith(settings)) ||
    stage.chain().some((part) => copiesOf(part).some((it) => it.path?.startsWith(settings)));
  if (isGiven) {
    const message = `${name} keeps Redis's protected mode: these settings have to name a password (requirepass) or say protected-mode no, else nobody outside the container gets an answer.`;
    yield warning("unheard", message, span);
    return;
  }
  const message = `${name} keeps Redis's protected mode, which the official image switches off: nobody outside the container gets an answer until there is a password (requirepass), or --protected-mode no is said.`;
  yield blocker("unheard", message, span);
}

const settings = "/etc/redis";

const isOf = (reference: string | undefined, name: string) =>
  reference?.startsWith(`docker.io/library/${name}:`) === true;

/** The CMD and ENTRYPOINT that a container of the stage uses. */
const commandsOf = (stage: Stage): readonly Instruction[] =>
  started(stage).filter(({ keyword }) => keyword !== "HEALTHCHECK");

const textOf = (instructions: readonly Instruction[]) =>
  instructions
    .map(({ json, arguments: { text } }) => (json === null ? text : json.join(" ")))
    .join(" ");

const lastPart = (word: string) => word.slice(word.lastIndexOf("/") + 1);

function withWords(
  stage: Stage,
  command: Instruction | undefined,
  words: readonly string[],
): RuleFix | null {
  if (command === undefined) return addition(stage, words);
  const { text } = command.arguments;
  const span = command.arguments.spanOf(0, text.length);
  // A list over several lines has comments and continuations between its words.
  if (command.json === null || span.end - span.start !== text.length) return null;
  return replacing(`Write CMD ${jsonOf(words)}`, span, jsonOf(words));
}

function addition({ from, instructions }: Stage, words: readonly string[]): RuleFix {
  const { end } = (instructions.at(-1) ?? from).span;
  const command = `CMD ${jsonOf(words)}`;
  return replacing(`Add ${command}`, { start: end, end }, `\n${command}`);
}

const jsonOf = (words: readonly string[]) =>
  `[${words.map((word) => JSON.stringify(word)).join(", ")}]`;
