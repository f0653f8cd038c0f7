import type { Instruction, Stage } from "../../dockerfile/model";
import { bareImages, isShellForm } from "../../lint/bareImages";
import { commandsOf } from "../../lint/commands";
import { hasCopied } from "../../lint/copies";
import { shellUses, started, wholeSpan } from "../../lint/shellUses";
import type { Breakage, Exchange } from "../breakage";
import { blocker } from "./make";
import { isOnlyOfOld } from "./start";

/** What needs a shell, or a program that only an image with a shell has, where the new image has none. */
export function* shellBreakage(exchange: Exchange): Iterable<Breakage> {
  const { before, after, root, next, name } = exchange;
  if (next.shell !== false) return;
  const already = new Set([...shellUses(before)].map(({ span }) => span.start));
  const said = new Set<Instruction>();
  for (const { stage, instruction, span, fixes } of shellUses(after)) {
    if (stage.root !== root || already.has(span.start)) continue;
    said.add(instruction);
    const { keyword } = instruction;
    const code =
      keyword === "RUN" ? "run" : keyword === "HEALTHCHECK" ? "healthcheck" : "shell-form";
    const message = `${keyword} in the shell form needs a shell, and ${name} has none.`;
    // The exec form does not help a program that is missing as well.
    const isMissing = commandsOf(instruction).some((command) => tools.has(command.name));
    yield blocker(code, message, span, isMissing ? null : (fixes[0] ?? null));
  }
  const { withoutShell } = bareImages(after);
  for (const stage of exchange.stages) {
    for (const instruction of stage.instructions) {
      if (!withoutShell.has(instruction)) continue;
      if (instruction.keyword === "SHELL") {
        const message = `SHELL names a program that ${name} does not have.`;
        yield blocker("shell", message, wholeSpan(instruction));
      }
      if (instruction.keyword !== "RUN" || isShellForm(instruction)) continue;
      const reason = needed(stage, instruction);
      if (reason === null) continue;
      said.add(instruction);
      yield blocker("run", `${reason}, and ${name} has none.`, wholeSpan(instruction));
    }
  }
  yield* starts(exchange, said);
}

/** The exec forms that a container of a shipped stage is started with. */
function* starts(exchange: Exchange, said: Set<Instruction>): Iterable<Breakage> {
  const { after, shipped, next, name } = exchange;
  const { stagesWithoutShell } = bareImages(after);
  for (const stage of shipped) {
    if (!stagesWithoutShell.has(stage)) continue;
    for (const instruction of started(stage)) {
      if (said.has(instruction)) continue;
      // Said as that, beside the other things that start.
      const isGone = isOnlyOfOld(stage, instruction.json?.[0] ?? "", next);
      if (instruction.keyword === "ENTRYPOINT" && isGone) continue;
      const reason = needed(stage, instruction) ?? scriptOf(exchange, stage, instruction);
      if (reason === null) continue;
      said.add(instruction);
      const isScript = reason.includes("script");
      const code =
        instruction.keyword === "HEALTHCHECK"
          ? "healthcheck"
          : isScript
            ? "shell-script"
            : reason.includes(" shell")
              ? "shell-form"
              : "tool";
      yield blocker(code, `${reason}, and ${name} has none.`, wholeSpan(instruction));
    }
  }
}

/** `HEALTHCHECK needs curl`: what an exec form starts that no minimal image has; null for all else. */
function needed(stage: Stage, instruction: Instruction): string | null {
  const { keyword } = instruction;
  const [command] = commandsOf(instruction);
  const program = command?.words[0];
  if (command === undefined || program === undefined || program.computed) return null;
  const { name } = command;
  if (shells.has(name)) return mayBring(stage, name) ? null : `${keyword} starts ${name}, a shell`;
  if (name.endsWith(".sh")) return `${keyword} starts ${name}, a script for a shell`;
  // What is named by its whole path is the file's own.
  const isOwn = program.text.includes("/") && !/^\/(?:usr\/)?s?bin\//.test(program.text);
  if (isOwn || !tools.has(name) || mayBring(stage, name)) return null;
  return `${keyword} starts ${name}`;
}

/**
 * Programs that are scripts though their names do not say so: those that npm makes in node_modules/.bin, which
 * start with `#!/usr/bin/env node`, and those that Gradle, Maven and sbt make to start Java. DHI's node has env
 * on Alpine alone (docker-hardened-images/catalog@30c3db97, image/node: coreutils-env).
 */
function scriptOf({ old, next }: Exchange, stage: Stage, instruction: Instruction): string | null {
  const program = instruction.json?.[0] ?? "";
  const { keyword } = instruction;
  const isFound = /^[\w.-]+$/.test(program) && !/^node(?:js)?$/.test(program);
  if (/(?:^|\/)node_modules\/\.bin\/[^/]+$/.test(program) || (isFound && looksInModules(stage)))
    return next.distribution?.family === "alpine" || mayBring(stage, "env")
      ? null
      : `${keyword} starts ${program}, a script that needs env`;
  const isJava = /\/(?:eclipse-temurin|openjdk|amazoncorretto|azul-zulu|sapmachine):/;
  const isOfFile = /^(?!\/(?:usr|bin|sbin|opt\/java)\/).*\bbin\/[^/.]+$/.test(program);
  if (!isJava.test(old?.reference ?? "") || !isOfFile || /\/java$/.test(program)) return null;
  return `${keyword} starts ${program}, which build tools for Java write as a script for a shell`;
}

/** `ENV PATH=/app/node_modules/.bin:$PATH` */
const looksInModules = (stage: Stage) =>
  stage
    .chain()
    .some(({ instructions }) =>
      instructions.some(
        ({ keyword, arguments: { text } }) =>
          keyword === "ENV" &&
          /\bPATH\b([^]*)/.exec(text)?.[1]?.includes("node_modules/.bin") === true,
      ),
    );

function mayBring(stage: Stage, name: string): boolean {
  return hasCopied(
    stage,
    ["/bin", "/sbin", "/usr/bin", "/usr/sbin", "/usr/local/bin", "/usr/local/sbin"].map(
      (folder) => `${folder}/${name}`,
    ),
  );
}

const shells: ReadonlySet<string> = new Set(["sh", "bash", "dash", "ash", "zsh"]);

/**
 * Programs of coreutils, package managers and the like: images without a shell leave them all out. npm and
 * its kin are among them: they come with the images to build with (DHI's definitions of node).
 */
const tools: ReadonlySet<string> = new Set(
  (
    "npm npx yarn pnpm corepack curl wget nc netcat sleep cat echo ls tail head test env printenv true false " +
    "chmod chown mkdir cp mv rm ln sed awk grep find xargs timeout tini dumb-init gosu su su-exec sudo " +
    "git make gcc g++ apt apt-get apk yum dnf supervisord crond cron pgrep ps kill touch tee"
  ).split(" "),
);
