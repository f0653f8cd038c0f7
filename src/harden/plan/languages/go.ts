import { posix } from "node:path";
import { baseName } from "../../../lint/command";
import { wholeSpan } from "../../../lint/shellUses";
import type { Effect, Language, Linkage, Run, StageRun } from "../language";
import { absolute, isWithin } from "../paths";
import { copiesOnlySources, lastPart } from "../sources";
import { madeBy } from "../survey";

/** A Go program is one file, which needs a C library only where it was linked with cgo. */
export const go: Language = {
  name: "Go",
  isBase: (repository) => /^(?:docker\.io\/library|dhi\.io)\/golang$/.test(repository),
  // The go command fetches modules with them.
  buildPackages: new Set(["git", "git-core", "openssh-client", "mercurial"]),
  read(run) {
    const name = baseName(run.words[0] ?? "");
    if (name === "go") return ofGo(run);
    if (name === "git" && run.words[1] === "config") return { kind: "builds" };
    if (name === "make")
      return {
        kind: "stops",
        reason:
          "What make leaves behind is written in a Makefile, which is not read: let RUN say go build.",
      };
    return null;
  },
  whyNotStart([program = "", ...rest], stage) {
    if (program === "go" || program === "make")
      return `${[program, ...rest].join(" ")} needs what builds, which the runtime image does not have: build the program with RUN, and start it.`;
    if (!program.includes("/"))
      return `${program} is looked for in PATH, and the runtime image has another: start it by its whole path.`;
    const path = absolute(stage.folder, program);
    const isBuilt = path !== null && madeBy(stage.steps).some((it) => isWithin(path, it));
    return isBuilt ? null : `Whether ${program} is what is built here can't be told.`;
  },
  runtime: (stage, { newest, families }) => {
    if (!families.includes("dhi")) return "The family has no image for a program on its own.";
    if (buildsOf(stage).length === 0)
      return "What is started here is not built here, so whether it needs a C library can't be told: copy it into a static image.";
    return newest("dhi.io/static", staticTags[imageFor(stage)]);
  },
  addition(stage) {
    const [first] = buildsOf(stage);
    if (first === undefined || imageFor(stage) !== "static-alpine" || isStatic(stage)) return null;
    return {
      before: first.instruction,
      builder: ["ENV CGO_ENABLED=0"],
      runtime: [],
      makes: [],
      label: "Build without cgo",
      description:
        "The image of today has no C compiler, so go builds without cgo there; the hardened one to build with has one.",
    };
  },
  stops({ reference: { tag }, stage, steps }) {
    const [, minor] = /^1\.(\d+)/.exec(tag ?? "") ?? [];
    // go.dev/doc/go1.16 and go1.17: modules are the rule, and go get no longer installs programs.
    const isOld = minor !== undefined && Number(minor) < 17;
    const message = `Go 1.${minor ?? ""} still built without modules: whether a newer one builds this can't be told.`;
    const elsewhere = steps.filter(
      ({ kind, instruction }) =>
        kind === "environment" && /\bGO(?:PATH|BIN)\b/.test(instruction.arguments.text),
    );
    return [
      ...(isOld ? [{ message, span: stage.root.from.span }] : []),
      ...elsewhere.map(({ instruction }) => ({
        message: "Where go install puts programs is changed here; it is not followed.",
        span: wholeSpan(instruction),
      })),
    ];
  },
  copies(stage, [program = ""]) {
    const path = absolute(stage.folder, program);
    if (path === null) return null;
    return isLean(stage) && isOutput(stage, path) ? [path] : null;
  },
  linkage(stage, path) {
    if (!buildsOf(stage).some((run) => writes(run, path))) return null;
    if (isStatic(stage)) return "static";
    return /alpine/.test(stage.reference.tag ?? "") ? "musl" : "glibc";
  },
  advice(stage) {
    const [first] = buildsOf(stage);
    if (isLean(stage) || first === undefined) return [];
    const message =
      "The sources are shipped as well, as they are today: copy the program alone where it reads none of the files beside it.";
    return [{ message, span: wholeSpan(first.instruction) }];
  },
};

type Image = Linkage | "static-alpine";

const staticTags: Readonly<Record<Image, RegExp>> = {
  static: /^\d{8}$/,
  "static-alpine": /^\d{8}-alpine$/,
  glibc: /^\d{8}-glibc$/,
  musl: /^\d{8}-musl-alpine$/,
};

/**
 * What a program needs of its image. Without a word of CGO_ENABLED go links with cgo where it finds a C
 * compiler (go.dev/doc/go1.20#cgo): official images on Debian have one, those on Alpine have none.
 */
function imageFor(stage: StageRun): Image {
  const isAlpine = /alpine/.test(stage.reference.tag ?? "");
  if (isStatic(stage)) return isAlpine ? "static-alpine" : "static";
  if (!isAlpine) return "glibc";
  const hasCompiler =
    stage.reference.registry !== "docker.io" ||
    stage.runs.some(({ words }) => words.some((word) => word !== null && compilers.test(word)));
  const isAsked = buildsOf(stage).some((run) => cgoOf(run) === "1");
  return hasCompiler || isAsked ? "musl" : "static-alpine";
}

const compilers = /^(?:gcc|g\+\+|clang|build-base|alpine-sdk)(?:[=~<>].*)?$/;

/** Without cgo, and no program that a loader has to place (go help buildmode: pie). */
const isStatic = (stage: StageRun) =>
  buildsOf(stage).every(
    (run) => cgoOf(run) === "0" && !run.words.some((word) => word?.startsWith("-buildmode")),
  ) &&
  !stage.runs.some(({ words }) => words[0] === "go" && words[1] === "env" && words.includes("-w"));

/** The value of CGO_ENABLED for a RUN, null where nothing is said. */
function cgoOf({ instruction, stage }: Run): string | null {
  const script = [instruction.arguments.text, ...instruction.heredocs.map((it) => it.content)];
  const said = script.flatMap((text) => [...text.matchAll(/\bCGO_ENABLED=["']?(\d)/g)]);
  if (said.length > 0) return said.every(([, value]) => value === "0") ? "0" : "1";
  const expansion = stage.expand("$CGO_ENABLED", instruction);
  return expansion.kind === "value" && expansion.value !== "" ? expansion.value : null;
}

/** `go build` and `go install`. */
const buildsOf = ({ runs }: StageRun): readonly Run[] =>
  runs.filter(({ words }) => words[0] === "go" && /^(?:build|install)$/.test(words[1] ?? ""));

function ofGo(run: Run): Effect {
  const verb = run.words[1] ?? null;
  if (verb === "build") return output(run);
  if (verb === "install") return { kind: "makes", path: "/go/bin" };
  if (verb === "generate") return here(run);
  return verb !== null && known.has(verb)
    ? { kind: "builds" }
    : { kind: "stops", reason: `What go ${verb ?? ""} leaves behind can't be told.` };
}

const known: ReadonlySet<string> = new Set(
  "clean env fmt get help list mod test tool version vet work".split(" "),
);

const here = ({ folder }: Run): Effect =>
  folder === null
    ? { kind: "stops", reason: "In which folder this runs can't be told: set WORKDIR before it." }
    : { kind: "makes", path: folder };

/** The file or folder after -o; without one it is the folder in which go runs. */
function output(run: Run): Effect {
  const { words, folder } = run;
  const at = words.findIndex((word) => word === "-o" || word?.startsWith("-o=") === true);
  if (at === -1) return here(run);
  const word =
    words[at] === "-o" ? (words[at + 1] ?? null) : (words[at]?.slice("-o=".length) ?? null);
  const path = word === null || word === "" ? null : absolute(folder, word);
  return path === null
    ? { kind: "stops", reason: "Where go build puts the program can't be told." }
    : { kind: "makes", path };
}

/** Whether a path is exactly what `go build -o` writes. */
const isOutput = (stage: StageRun, path: string): boolean =>
  buildsOf(stage).some((run) => {
    const effect = run.words.some((word) => /^-o(?:=|$)/.test(word ?? "")) ? output(run) : null;
    return effect?.kind === "makes" && effect.path === path;
  });

/**
 * Whether a build writes a program to a path. Without -o it is named by its package or module, in the folder
 * in which go runs: what has a name like that there is the program.
 */
function writes(run: Run, path: string): boolean {
  const { words, stage, instruction } = run;
  const isDirect = (folder: string) => posix.dirname(path) === folder && !/\./.test(lastPart(path));
  if (words[1] === "install")
    return isDirect("/go/bin") && !/\bGO(?:PATH|BIN)\b/.test(settingsOf(stage, instruction));
  const option = words.findIndex((word) => /^-o(?:=|$)/.test(word ?? ""));
  const effect = output(run);
  if (effect.kind !== "makes") return false;
  if (option === -1) return isDirect(effect.path);
  const isFolder = (words[option] === "-o" ? words[option + 1] : words[option])?.endsWith("/");
  return isFolder === true ? isDirect(effect.path) : effect.path === path;
}

/** All that a stage says of variables, and a RUN of its own. */
const settingsOf = (stage: Run["stage"], run: Run["instruction"]): string =>
  [run, ...stage.chain().flatMap(({ instructions }) => instructions)]
    .filter(({ keyword }) => keyword === "ENV" || keyword === "ARG" || keyword === "RUN")
    .map(({ arguments: { text } }) => text)
    .join("\n");

/** Whether there is nothing to ship but the program. */
const isLean = ({ steps }: StageRun): boolean => {
  const last = steps.findLastIndex(({ kind }) => kind === "build");
  return copiesOnlySources(steps.slice(0, last + 1), isSource);
};

/** A folder of sources may hold files that a program embeds; it reads them while it is built. */
const isSource = (path: string) =>
  /\.go$|^go\.(?:mod|sum|work|work\.sum)$|^go\.(?:mod|sum)\*?$|^go\.\*$/.test(lastPart(path)) ||
  /^(?:\.\/)?(?:cmd|internal|pkg|vendor)(?:\/[\w./*-]*)?$/.test(path);
