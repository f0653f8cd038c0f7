import { baseName } from "../../../lint/command";
import { wholeSpan } from "../../../lint/shellUses";
import type { Effect, Language, Run, StageRun } from "../language";
import { optionValue } from "../options";
import { absolute, isWithin } from "../paths";
import { copiesOnlySources } from "../sources";
import { madeBy } from "../survey";

/** A Rust program is one file that needs a C library, and libgcc to unwind. */
export const rust: Language = {
  name: "Rust",
  isBase: (repository) => /^(?:docker\.io\/library|dhi\.io)\/rust$/.test(repository),
  buildPackages: new Set(["git", "git-core", "clang", "lld", "mold", "protobuf-compiler"]),
  read(run) {
    const name = baseName(run.words[0] ?? "");
    if (name === "cargo") return ofCargo(run);
    if (name === "rustc") return isQuestion(run) ? { kind: "nothing" } : stop("rustc");
    if (name === "rustup")
      return {
        kind: "stops",
        reason:
          "The hardened image to build with has cargo and rustc of its own, and no rustup to add others.",
      };
    return null;
  },
  whyNotStart([program = "", ...rest], stage) {
    if (program === "cargo")
      return `${[program, ...rest].join(" ")} needs what builds, which the runtime image does not have: build the program with RUN cargo build --release, and start it.`;
    if (!program.includes("/"))
      return `${program} is looked for in PATH, and the runtime image has another: start it by its whole path.`;
    const path = absolute(stage.folder, program);
    const isBuilt = path !== null && madeBy(stage.steps).some((it) => isWithin(path, it));
    return isBuilt ? null : `Whether ${program} is what is built here can't be told.`;
  },
  runtime(stage, { newest, families }) {
    if (!families.includes("dhi")) return "The family has no image for a program on its own.";
    if (buildsOf(stage).length === 0)
      return "What is started here is not built here, so whether it needs libraries can't be told: copy it into an image with a C library and no more.";
    // Both have libgcc beside the C library. Alpine's cargo links musl as a library, that of
    // rust-lang.org into the program (docker-hardened-images/catalog@30c3db97).
    return newest("dhi.io/static", isAlpine(stage) ? /^\d{8}-musl-alpine$/ : /^\d{8}-glibc$/);
  },
  stops: (stage) => [...ofLibraries(stage), ...ofTargets(stage)],
  copies(stage, [program = ""]) {
    const path = absolute(stage.folder, program);
    return path !== null && isLean(stage) && isOutput(stage, path) ? [path] : null;
  },
  linkage(stage, path) {
    if (!isOutput(stage, path)) return null;
    if (isAlpine(stage)) return "musl";
    if (isMusl(stage, path)) return "static";
    const [full] = ofLibraries(stage);
    if (full !== undefined) return { unknown: full.message };
    // It may stand where the full image did, whose libraries a build may still ask for.
    return stage.reference.registry === "docker.io" ? "glibc" : null;
  },
  advice(stage) {
    const [first] = buildsOf(stage);
    if (isLean(stage) || first === undefined) return [];
    const message =
      "The sources and all of target are shipped as well, as they are today: copy the program alone where it reads none of the files beside it.";
    return [{ message, span: wholeSpan(first.instruction) }];
  },
};

const isAlpine = ({ reference }: StageRun) => /alpine/.test(reference.tag ?? "");

const isQuestion = ({ words }: Run) =>
  words.some((word) => /^(?:-V|-vV|--version)$/.test(word ?? ""));

const stop = (what: string): Effect => ({
  kind: "stops",
  reason: `What ${what} leaves behind can't be told.`,
});

function ofCargo(run: Run): Effect {
  const { words, folder } = run;
  const [verb = ""] = words.slice(1).filter((word) => word === null || !word.startsWith("-"));
  if (isQuestion(run)) return { kind: "nothing" };
  if (verb?.startsWith("+") === true)
    return {
      kind: "stops",
      reason: `cargo ${verb} asks rustup for another toolchain, and the hardened image to build with has none.`,
    };
  if (verb === "build" || verb === "b") {
    const target = optionValue(run, ["--target-dir"]);
    if (target === "unknown") return stop("cargo build");
    const manifest = optionValue(run, ["--manifest-path"]);
    if (manifest !== null && target === null)
      return {
        kind: "stops",
        reason: "Where cargo builds can't be told from --manifest-path: set WORKDIR instead.",
      };
    return made(absolute(folder, target?.value ?? "target"));
  }
  if (verb === "init" || verb === "new")
    return made(absolute(folder, words.slice(1).find(isName) ?? "."));
  if (verb === "install") return ofInstall(run);
  return verb !== null && quiet.has(verb) ? { kind: "builds" } : stop(`cargo ${verb ?? ""}`.trim());
}

const isName = (word: string | null): word is string =>
  word !== null && /^[\w./-]+$/.test(word) && !/^(?:-.*|init|new)$/.test(word);

const made = (path: string | null): Effect =>
  path === null
    ? { kind: "stops", reason: "In which folder cargo runs can't be told: set WORKDIR before it." }
    : { kind: "makes", path };

/** CARGO_HOME is in the home of root on the hardened image, and not in PATH; `--root` says where. */
function ofInstall(run: Run): Effect {
  const root = optionValue(run, ["--root"]);
  if (root === null)
    return {
      kind: "stops",
      reason:
        "cargo install puts programs into the home of whoever builds, which the hardened image has elsewhere: say where with --root, or use cargo build --release.",
    };
  return root === "unknown" ? stop("cargo install") : made(absolute(run.folder, root.value));
}

const quiet: ReadonlySet<string> = new Set(
  "check clean fetch generate-lockfile metadata search t test tree update vendor verify-project".split(
    " ",
  ),
);

/** `cargo build` and `cargo install --root`. */
const buildsOf = ({ runs }: StageRun): readonly Run[] =>
  runs.filter(({ words }) => words[0] === "cargo" && /^(?:build|b|install)$/.test(words[1] ?? ""));

/**
 * The full official image has the headers of OpenSSL, PostgreSQL, SQLite and more (docker-library's
 * buildpack-deps); the slim one and that on Alpine have none, so what builds there needs none.
 */
function ofLibraries(stage: StageRun) {
  const { reference, stage: shipped } = stage;
  const isFull = reference.registry === "docker.io" && !/slim|alpine/.test(reference.tag ?? "");
  const [first] = buildsOf(stage);
  if (!isFull || first === undefined) return [];
  const message =
    "Whether a crate links a library of the full image, such as OpenSSL, can't be told, and the hardened ones have none of them: try to build it on the slim image.";
  return [{ message, span: shipped.root.from.span }];
}

/** Another target than that of the compiler itself has to be added with rustup. */
const ofTargets = (stage: StageRun) =>
  buildsOf(stage).flatMap((run) => {
    const target = optionValue(run, ["--target"]);
    const isHost = target === null || (target !== "unknown" && isOfHost(target.value, stage));
    const message =
      "The hardened image to build with has the standard library for its own target, and no rustup to add others.";
    return isHost ? [] : [{ message, span: wholeSpan(run.instruction) }];
  });

const isOfHost = (target: string, stage: StageRun) =>
  !isAlpine(stage) && /^(?:x86_64|aarch64)-unknown-linux-gnu$/.test(target);

/** Whether a path is a program in the folder of finished ones that `cargo build` writes to. */
const isOutput = (stage: StageRun, path: string): boolean =>
  buildsOf(stage).some((run) => {
    const effect = ofCargo(run);
    if (effect.kind !== "makes" || !isWithin(path, effect.path)) return false;
    return /^\/(?:[\w-]+\/)?(?:release|debug|bin)\/[\w.-]+$/.test(path.slice(effect.path.length));
  });

/** The target for musl links all of it into the program, unless it is told otherwise (rust-lang/rfcs#1721). */
const isMusl = (stage: StageRun, path: string): boolean =>
  /\/(?:x86_64|aarch64)-unknown-linux-musl\/release\//.test(path) &&
  !/crt-static|prefer-dynamic/.test(stage.context.dockerfile.text);

/** Whether there is nothing to ship but the program. */
const isLean = ({ steps }: StageRun): boolean => {
  const last = steps.findLastIndex(({ kind }) => kind === "build");
  return copiesOnlySources(steps.slice(0, last + 1), isSource);
};

const isSource = (path: string) =>
  /^(?:\.\/)?(?:src|crates|benches|examples|proto|build\.rs|Cargo\.(?:toml|lock|\*)|Cargo\.toml\*?|\.cargo|[\w./-]+\/(?:Cargo\.toml|src)|[\w./-]+\.rs)$/.test(
    path,
  );
