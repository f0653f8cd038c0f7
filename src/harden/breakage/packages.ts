import type { Instruction, Stage } from "../../dockerfile/model";
import type { Span } from "../../dockerfile/position";
import type { DistributionFamily } from "../../image/configuration";
import { commandsOf } from "../../lint/commands";
import { managerFormats } from "../../lint/packageManagers";
import { wholeSpan } from "../../lint/shellUses";
import type { Breakage, Exchange } from "../breakage";
import { blocker, warning } from "./make";

/** RUNs that install with what the new image does not have, or that count on what only the old one had. */
export function* packageBreakage(exchange: Exchange): Iterable<Breakage> {
  const { next, stages } = exchange;
  // Without a shell, the RUN itself is what can't be.
  if (next.shell === false) return;
  for (const stage of stages) {
    for (const instruction of stage.instructions) {
      if (instruction.keyword !== "RUN") continue;
      yield* ofManager(exchange, instruction);
      yield* ofRelease(exchange, instruction);
      yield* ofTools(exchange, stage, instruction);
    }
  }
}

const formats: Readonly<Record<DistributionFamily, string>> = {
  debian: "deb",
  ubuntu: "deb",
  alpine: "apk",
  wolfi: "apk",
  rpm: "rpm",
};

function* ofManager({ next, name }: Exchange, instruction: Instruction): Iterable<Breakage> {
  const called = programs(instruction).find(({ program }) => managerFormats.has(program));
  if (called !== undefined) {
    const { program, span } = called;
    const wanted = managerFormats.get(program);
    const family = next.distribution?.family ?? null;
    if (family !== null && formats[family] !== wanted)
      yield blocker(
        "foreign-packages",
        `${program} can't run in ${name}: it is built on ${familyName(family)}.`,
        span,
      );
    else if (next.packageManager === false)
      yield blocker("package-manager", `${program} is missing from ${name}.`, span);
  }
  const helper = programs(instruction).find(({ program }) => /^docker-php-ext-/.test(program));
  // Source: the migration table of DHI's guide to php.
  if (helper !== undefined && next.family === "dhi")
    yield blocker(
      "helper-scripts",
      `${helper.program} is a script of the official image; ${name} does not have it.`,
      helper.span,
    );
}

function familyName(family: DistributionFamily): string {
  const names = {
    debian: "Debian",
    ubuntu: "Ubuntu",
    alpine: "Alpine",
    wolfi: "Wolfi",
    rpm: "RPM",
  };
  return names[family];
}

/** Sources of packages that are those of one release of a distribution. */
function* ofRelease({ old, next, name }: Exchange, instruction: Instruction): Iterable<Breakage> {
  const [from, to] = [old?.distribution, next.distribution];
  if (from == null || to == null || from.family === "alpine") return;
  if (from.family === to.family && (from.release === null || from.release === to.release)) return;
  const text = scriptOf(instruction);
  const archive = /\badd-apt-repository\b|\bppa:[\w/-]+/.exec(text);
  if (archive !== null && from.family === "ubuntu")
    yield blocker(
      "foreign-packages",
      `${archive[0]} is for Ubuntu, and ${name} is built on Debian.`,
      wholeSpan(instruction),
    );
  const release = releaseNames.exec(text);
  if (release !== null && release[0] !== codenames[to.release ?? ""])
    yield warning(
      "release-name",
      `This names ${release[0]}, and ${name} is built on ${familyName(to.family)} ${to.release ?? ""}`.trimEnd() +
        ".",
      wholeSpan(instruction),
    );
}

const releaseNames =
  /\b(?:buster|bullseye|bookworm|trixie|focal|jammy|noble|debian1[0-3]|ubuntu2[0-9]04)\b/;
const codenames: Readonly<Record<string, string>> = {
  "12": "bookworm",
  "13": "trixie",
};

/** What full images bring for building and cut down ones may not; the catalog lists no programs. */
function* ofTools(
  { old, name, role, after }: Exchange,
  stage: Stage,
  instruction: Instruction,
): Iterable<Breakage> {
  if (role !== "build" || (old?.kind !== "language" && old?.kind !== "sdk")) return;
  const rustup = programs(instruction).find(({ program }) => program === "rustup");
  // Cargo and rustc are packages of the system there (docker-hardened-images/catalog@30c3db97, image/rust).
  if (rustup !== undefined && old.reference.startsWith("docker.io/library/rust:"))
    yield blocker(
      "tool",
      `${name} has no rustup to add to its compiler, which is installed without it.`,
      rustup.span,
    );
  const found = programs(instruction).find(
    ({ program }) =>
      buildTools.has(program) &&
      !isOwn(old.reference, program) &&
      !isInstalled(stage, program, after.dockerfile.text),
  );
  if (found !== undefined)
    yield warning(
      "unknown-tool",
      `Whether ${name} has ${found.program} is not known: install it if the build does not find it.`,
      found.span,
    );
}

/** The software itself. */
const isOwn = (reference: string, program: string) =>
  /\/python:/.test(reference) && /^python3?$/.test(program);

const buildTools: ReadonlySet<string> = new Set(
  "curl wget unzip xz jq python3 python make gcc g++ cc ssh gpg cmake autoconf pkg-config".split(
    " ",
  ),
);

function isInstalled(stage: Stage, program: string, text: string): boolean {
  if (!text.includes(program)) return false;
  return stage.chain().some(({ instructions }) =>
    instructions.some((instruction) => {
      if (instruction.keyword !== "RUN") return false;
      const script = scriptOf(instruction);
      if (!/\b(?:apt|apt-get|apk|dnf|yum|microdnf)\b/.test(script)) return false;
      return script.includes(program) || /build-essential|build-base/.test(script);
    }),
  );
}

function scriptOf({ arguments: { text }, heredocs }: Instruction): string {
  return [text, ...heredocs.map(({ content }) => content)].join("\n");
}

/** What a RUN starts, `sudo` and the like looked through. */
export function programs(
  instruction: Instruction,
): readonly { readonly program: string; readonly span: Span }[] {
  return commandsOf(instruction).flatMap(({ name, words }) => {
    const place = starters.has(name)
      ? words.findIndex(({ text }, at) => at > 0 && !/^-|=/.test(text))
      : 0;
    const word = words[place];
    if (word === undefined || word.computed) return [];
    return [{ program: word.text.slice(word.text.lastIndexOf("/") + 1), span: word.span }];
  });
}

const starters: ReadonlySet<string> = new Set(["sudo", "env", "exec", "time", "nice", "command"]);
